import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { CallListItem } from "@/api/types";
import { takeNextItem } from "@/api/writes";
import { useFailure } from "@/domain/failure";
import { useShop } from "@/domain/shop";
import { useT } from "@/i18n";
import { toast } from "@/ui";

type Ways = { onOpen: (item: CallListItem) => void; onNobody: () => void };

/** Takes whom to call next on a list. The server gives each customer to one caller only. */
export const useNextCall = (list: number, { onOpen, onNobody }: Ways) => {
  const t = useT();
  const shop = useShop();
  const failure = useFailure();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (passed: number | null) => takeNextItem(shop.id, list, passed),
    onSuccess: async ({ item }) => {
      if (item === null) {
        toast({ tone: "done", message: t("callList.nobodyLeft") });
        onNobody();
      } else {
        onOpen(item);
      }
      await queries.invalidateQueries({ queryKey: ["shop", shop.id, "call-lists"] });
    },
    onError: (error) => toast({ tone: "failed", message: failure(error) }),
  });
};
