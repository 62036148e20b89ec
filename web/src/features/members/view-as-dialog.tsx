import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { viewAs } from "@/api/access";
import type { Member } from "@/api/types";
import { useFailure, useFieldMessage } from "@/domain/failure";
import { useShop } from "@/domain/shop";
import { useT } from "@/i18n";
import { Button, Dialog, Failed, Textarea } from "@/ui";

type Props = { member: Member; onClose: () => void; onViewing: () => void };

/** Looking with another's eyes needs a reason, which stands in the trail. */
export const ViewAsDialog = ({ member, onClose, onViewing }: Props) => {
  const t = useT();
  const shop = useShop();
  const failure = useFailure();
  const fieldMessage = useFieldMessage();
  const [reason, setReason] = useState("");
  const begin = useMutation({
    mutationFn: () => viewAs(shop.id, member.id, reason.trim()),
    onSuccess: onViewing,
  });
  return (
    <Dialog opened onClose={onClose} title={t("viewAs.title", { name: member.name })}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          begin.mutate();
        }}
      >
        <p className="soft">{t("viewAs.hint")}</p>
        {begin.isError && <Failed message={failure(begin.error, ["/reason"])} />}
        <Textarea
          label={t("viewAs.reason")}
          placeholder={t("viewAs.reasonPlaceholder")}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          error={fieldMessage(begin.error, "/reason")}
          maxLength={500}
          rows={3}
          data-autofocus
        />
        <div className="row" style={{ justifyContent: "flex-end" }}>
          <Button variant="default" onClick={onClose}>
            {t("common.cancel")}
          </Button>
          <Button type="submit" disabled={reason.trim() === ""} loading={begin.isPending}>
            {t("viewAs.begin")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
};
