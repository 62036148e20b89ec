import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { download, withReason } from "@/api/download";
import { useT } from "@/i18n";
import { Button, Dialog, Failed, Textarea, toast } from "@/ui";
import { useFailure, useFieldMessage } from "./failure";

type Props = { path: string; fileName: string; label?: string; disabled?: boolean };

/** Hands out a file about persons, after asking why: the reason stands in the trail. */
export const ExportButton = ({ path, fileName, label, disabled = false }: Props) => {
  const t = useT();
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button variant="default" disabled={disabled} onClick={() => setAsking(true)}>
        {label ?? t("common.csv")}
      </Button>
      {asking && <ReasonDialog path={path} fileName={fileName} onClose={() => setAsking(false)} />}
    </>
  );
};

type DialogProps = { path: string; fileName: string; onClose: () => void };

const ReasonDialog = ({ path, fileName, onClose }: DialogProps) => {
  const t = useT();
  const failure = useFailure();
  const fieldMessage = useFieldMessage();
  const [reason, setReason] = useState("");
  const fetching = useMutation({
    mutationFn: () => download(withReason(path, reason.trim()), fileName),
    onSuccess: () => {
      toast({ tone: "done", message: t("export.done", { name: fileName }) });
      onClose();
    },
  });
  return (
    <Dialog opened onClose={onClose} title={t("export.title", { name: fileName })}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          fetching.mutate();
        }}
      >
        <p className="soft">{t("export.hint")}</p>
        {fetching.isError && <Failed message={failure(fetching.error, ["/reason"])} />}
        <Textarea
          label={t("export.reason")}
          placeholder={t("export.reasonPlaceholder")}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          error={fieldMessage(fetching.error, "/reason")}
          maxLength={500}
          rows={3}
          data-autofocus
        />
        <div className="row" style={{ justifyContent: "flex-end" }}>
          <Button variant="default" onClick={onClose}>
            {t("common.cancel")}
          </Button>
          <Button type="submit" disabled={reason.trim() === ""} loading={fetching.isPending}>
            {t("export.action")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
};
