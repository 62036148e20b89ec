import { useQueryClient } from "@tanstack/react-query";
import { sessionQuery } from "@/api/queries";
import type { Session } from "@/api/types";

/** Keeps what the server answered about her own session, instead of asking for it again. */
export const useTakeSession = (): ((session: Session) => void) => {
  const queries = useQueryClient();
  return (session) => queries.setQueryData(sessionQuery.queryKey, session);
};
