import { useState } from "react";
import { useT } from "@/i18n";
import { Button, Checkbox } from "@/ui";
import css from "./session.module.css";

type Props = { codes: string[]; login: string; onKept: () => void };

/** Shown once; she goes on when she says that she has kept them. */
export const RecoveryCodes = ({ codes, login, onKept }: Props) => {
  const t = useT();
  const [kept, setKept] = useState(false);
  const [copied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(codes.join("\n"));
    setCopied(true);
  };
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (kept) onKept();
      }}
    >
      <p className="soft">{t("recovery.hint")}</p>
      <div className={`print-sheet ${css.sheet ?? ""}`}>
        <p className="caption">
          {t("brand.name")} · {t("recovery.title")} · {login}
        </p>
        <ol className={css.codes} aria-label={t("recovery.title")}>
          {codes.map((code) => (
            <li key={code}>{code}</li>
          ))}
        </ol>
      </div>
      <div className="row">
        {"clipboard" in navigator && (
          <Button variant="default" onClick={() => void copy()}>
            {copied ? t("recovery.copied") : t("recovery.copy")}
          </Button>
        )}
        <Button variant="default" onClick={() => window.print()}>
          {t("recovery.print")}
        </Button>
        <span className="hidden-but-read" role="status">
          {copied ? t("recovery.copied") : ""}
        </span>
      </div>
      <Checkbox
        size="xs"
        label={t("recovery.kept")}
        checked={kept}
        onChange={(event) => setKept(event.currentTarget.checked)}
      />
      <Button type="submit" disabled={!kept}>
        {t("recovery.go")}
      </Button>
    </form>
  );
};
