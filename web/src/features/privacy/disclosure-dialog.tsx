import { useMutation } from "@tanstack/react-query";
import { download } from "@/api/download";
import { disclosureOf } from "@/api/privacy";
import { useFailure } from "@/domain/failure";
import { useShop } from "@/domain/shop";
import { useT } from "@/i18n";
import { Button, Dialog, Failed, toast } from "@/ui";

type Props = { customer: { id: number; name: string }; onClose: () => void };

/** Everything that is kept of a person, for her. */
export const DisclosureDialog = ({ customer, onClose }: Props) => {
  const t = useT();
  const shop = useShop();
  const failure = useFailure();
  const fetching = useMutation({
    mutationFn: (form: "pdf" | "json") =>
      download(disclosureOf(shop.id, customer.id, form), `disclosure-${customer.id}.${form}`),
    onSuccess: () => toast({ tone: "done", message: t("disclosure.done", { name: customer.name }) }),
  });
  return (
    <Dialog opened onClose={onClose} title={t("disclosure.title", { name: customer.name })}>
      <div className="stack">
        <p>{t("disclosure.hint")}</p>
        {fetching.isError && <Failed message={failure(fetching.error)} />}
        <div className="row" style={{ justifyContent: "flex-end" }}>
          <Button variant="default" onClick={onClose}>
            {t("common.cancel")}
          </Button>
          <Button variant="default" loading={fetching.isPending} onClick={() => fetching.mutate("json")}>
            {t("disclosure.json")}
          </Button>
          <Button loading={fetching.isPending} onClick={() => fetching.mutate("pdf")} data-autofocus>
            {t("disclosure.pdf")}
          </Button>
        </div>
      </div>
    </Dialog>
  );
};
