import type { Dashboard } from "@/api/types";

/** Standard boards have no number of their own: they are told apart by their role. */
export const keyOf = (board: Dashboard): string => `${board.id}/${board.for_role ?? ""}`;
