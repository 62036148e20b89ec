import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ApiProblem } from "@/api/problem";
import { useFailure } from "@/domain/failure";
import { useShop } from "@/domain/shop";
import { toast } from "@/ui";

/** Others have changed the thing since it was read. */
export const isOvertaken = (error: unknown): boolean =>
  error instanceof ApiProblem && error.code === "version_conflict";

type Options = {
  /** Whoever writes asks whose version shall stand (`Conflict`): that others were quicker is not told here. */
  asksWhose?: boolean;
};

/** A write of something kept; what boards show is read again after it. */
export const useKeep = <Draft, Answer>(
  write: (draft: Draft) => Promise<Answer>,
  done?: (answer: Answer, draft: Draft) => void,
  { asksWhose = false }: Options = {},
) => {
  const shop = useShop();
  const failure = useFailure();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: write,
    onSuccess: (answer: Answer, draft: Draft) => done?.(answer, draft),
    onError: (error) => {
      if (!asksWhose || !isOvertaken(error)) toast({ tone: "failed", message: failure(error) });
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ["shop", shop.id, "boards"] }),
  });
};
