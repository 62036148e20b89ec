import { useState } from "react";
import { download, withReason } from "@/api/download";
import { useT } from "@/i18n";
import { Button, toast } from "@/ui";
import { ReasonDialog } from "./reason-dialog";

type Props = { path: string; fileName: string; label?: string; disabled?: boolean };

/** Hands out a file about persons, after asking why: the reason stands in the trail. */
export const ExportButton = ({ path, fileName, label, disabled = false }: Props) => {
  const t = useT();
  const [asking, setAsking] = useState(false);
  const done = () => {
    toast({ tone: "done", message: t("export.done", { name: fileName }) });
    setAsking(false);
  };
  return (
    <>
      <Button variant="default" disabled={disabled} onClick={() => setAsking(true)}>
        {label ?? t("common.csv")}
      </Button>
      {asking && (
        <ReasonDialog
          title={t("export.title", { name: fileName })}
          hint={t("export.hint")}
          label={t("export.reason")}
          placeholder={t("export.reasonPlaceholder")}
          action={t("export.action")}
          run={(reason) => download(withReason(path, reason), fileName)}
          onDone={done}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
};
