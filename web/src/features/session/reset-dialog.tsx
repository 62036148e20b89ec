import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { resetSecondFactor } from "@/api/sign-in";
import { useFailure, useFieldMessage } from "@/domain/failure";
import { useShop } from "@/domain/shop";
import { useT } from "@/i18n";
import { Button, Dialog, Failed, Textarea } from "@/ui";

type Props = { member: { id: number; name: string }; onClose: () => void; onReset: () => void };

/** Taking a member's second factor away needs a reason, which stands in the trail. */
export const ResetDialog = ({ member, onClose, onReset }: Props) => {
  const t = useT();
  const shop = useShop();
  const failure = useFailure();
  const fieldMessage = useFieldMessage();
  const [reason, setReason] = useState("");
  const reset = useMutation({
    mutationFn: () => resetSecondFactor(shop.id, member.id, reason.trim()),
    onSuccess: onReset,
  });
  return (
    <Dialog opened onClose={onClose} title={t("memberSignIn.reset")}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          reset.mutate();
        }}
      >
        <p className="soft">{t("memberSignIn.resetMessage", { name: member.name })}</p>
        {reset.isError && <Failed message={failure(reset.error, ["/reason"])} />}
        <Textarea
          label={t("memberSignIn.resetReason")}
          placeholder={t("memberSignIn.resetReasonPlaceholder")}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          error={fieldMessage(reset.error, "/reason")}
          maxLength={500}
          rows={3}
          data-autofocus
        />
        <div className="row" style={{ justifyContent: "flex-end" }}>
          <Button variant="default" onClick={onClose}>
            {t("common.cancel")}
          </Button>
          <Button type="submit" disabled={reason.trim() === ""} loading={reset.isPending}>
            {t("memberSignIn.reset")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
};
