import { useState } from "react";
import { useT } from "@/i18n";
import { Button, Dialog, TextInput } from "@/ui";

const MOST_CHARACTERS = 500;

type ExportButtonProps = {
  /** Address of the file; the reason is added to its query. */
  href: string;
};

const withReason = (href: string, reason: string): string =>
  `${href}${href.includes("?") ? "&" : "?"}reason=${encodeURIComponent(reason)}`;

/** Asks what the file is for before it leaves: the reason stands in the audit trail. */
export const ExportButton = ({ href }: ExportButtonProps) => {
  const t = useT();
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState("");
  const given = reason.trim();
  return (
    <>
      <Button variant="default" onClick={() => setAsking(true)}>
        {t("common.csv")}
      </Button>
      <Dialog opened={asking} onClose={() => setAsking(false)} title={t("export.title")}>
        <div className="stack">
          <TextInput
            label={t("export.reason")}
            description={t("export.told")}
            value={reason}
            maxLength={MOST_CHARACTERS}
            onChange={(event) => setReason(event.currentTarget.value)}
            data-autofocus
          />
          <div className="row" style={{ justifyContent: "flex-end" }}>
            {given === "" ? (
              <Button disabled>{t("export.take")}</Button>
            ) : (
              <Button component="a" href={withReason(href, given)} download onClick={() => setAsking(false)}>
                {t("export.take")}
              </Button>
            )}
          </div>
        </div>
      </Dialog>
    </>
  );
};
