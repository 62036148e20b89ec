import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { liftErasure } from "@/api/privacy";
import { useFailure, useFieldMessage } from "@/domain/failure";
import { useShop } from "@/domain/shop";
import { useT } from "@/i18n";
import { Button, Dialog, Failed, TextInput, toast } from "@/ui";

const fields = ["name", "kana", "phone", "email", "customer_key", "reason"] as const;
const nothing = { name: "", kana: "", phone: "", email: "", customer_key: "", reason: "" };
const given = (value: string): string[] => (value.trim() === "" ? [] : [value.trim()]);

/** Lets somebody who was erased be typed in or imported again, as a new customer. */
export const ComebackDialog = ({ onClose }: { onClose: () => void }) => {
  const t = useT();
  const shop = useShop();
  const failure = useFailure();
  const fieldMessage = useFieldMessage();
  const [said, setSaid] = useState(nothing);
  const lift = useMutation({
    mutationFn: () => {
      const { phone, email, ...rest } = said;
      return liftErasure(shop.id, { ...rest, phones: given(phone), emails: given(email) });
    },
    onSuccess: () => {
      toast({ tone: "done", message: t("comeback.done") });
      onClose();
    },
  });
  const known = said.phone !== "" || said.email !== "" || said.customer_key !== "";
  return (
    <Dialog opened onClose={onClose} title={t("comeback.title")} size={440}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          lift.mutate();
        }}
      >
        <p className="soft">{t("comeback.hint")}</p>
        <p className="soft">{t("comeback.stays")}</p>
        {lift.isError && <Failed message={failure(lift.error, ["/reason"])} />}
        {fields.map((field) => (
          <TextInput
            key={field}
            label={t(`comeback.${field}`)}
            value={said[field]}
            onChange={(event) => setSaid({ ...said, [field]: event.currentTarget.value })}
            error={fieldMessage(lift.error, `/${field}`)}
            autoComplete="off"
          />
        ))}
        <div className="row" style={{ justifyContent: "flex-end" }}>
          <Button variant="default" onClick={onClose}>
            {t("common.cancel")}
          </Button>
          <Button type="submit" loading={lift.isPending} disabled={!known || said.reason.trim() === ""}>
            {t("comeback.lift")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
};
