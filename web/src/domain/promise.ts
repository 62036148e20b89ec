import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { Contact } from "@/api/types";
import { correctContact } from "@/api/writes";
import { useT } from "@/i18n";
import { toast } from "@/ui";
import { useFailure } from "./failure";
import { useShop } from "./shop";

/** Ticks off what was promised to a customer; the toast takes it back. */
export const useKeepPromise = () => {
  const t = useT();
  const shop = useShop();
  const failure = useFailure();
  const queries = useQueryClient();
  const tick = useMutation({
    mutationFn: ({
      contact,
      done,
    }: {
      contact: Pick<Contact, "id" | "version" | "next_step">;
      done: boolean;
    }) => correctContact(shop.id, contact, { next_step_done: done }),
    onSuccess: (saved, { contact, done }) => {
      if (!done) return;
      toast({
        tone: "done",
        message: t("promise.kept", { what: contact.next_step }),
        undo: { label: t("common.undo"), act: () => tick.mutate({ contact: saved, done: false }) },
      });
    },
    onError: (error) => toast({ tone: "failed", message: failure(error) }),
    onSettled: (saved) =>
      Promise.all([
        queries.invalidateQueries({ queryKey: ["shop", shop.id, "home"] }),
        queries.invalidateQueries({ queryKey: ["shop", shop.id, "customer", saved?.customer_id] }),
      ]),
  });
  return tick;
};
