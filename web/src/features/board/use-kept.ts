import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useFailure } from "@/domain/failure";
import { useShop } from "@/domain/shop";
import { toast } from "@/ui";

/** A write of something kept; what boards show is read again after it. */
export const useKeep = <Draft, Answer>(
  write: (draft: Draft) => Promise<Answer>,
  done?: (answer: Answer) => void,
) => {
  const shop = useShop();
  const failure = useFailure();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: write,
    onSuccess: (answer: Answer) => done?.(answer),
    onError: (error) => toast({ tone: "failed", message: failure(error) }),
    onSettled: () => queries.invalidateQueries({ queryKey: ["shop", shop.id, "boards"] }),
  });
};
