import { useState } from "react";
import { makePassword } from "@/api/sign-in";
import type { MadePassword } from "@/api/types";
import { ReasonDialog } from "@/domain/reason-dialog";
import { useShop } from "@/domain/shop";
import { useT } from "@/i18n";
import { Button, Dialog, format, usePlaces } from "@/ui";
import css from "./session.module.css";

type Props = { member: { id: number; name: string }; onMade: () => void; onClose: () => void };

/** Makes a password for a member who has none that works, and shows it, once. */
export const MadePasswordDialog = ({ member, onMade, onClose }: Props) => {
  const t = useT();
  const shop = useShop();
  const [made, setMade] = useState<MadePassword>();
  if (made !== undefined) return <Shown made={made} name={member.name} onClose={onClose} />;
  return (
    <ReasonDialog
      title={t("madePassword.make")}
      hint={t("madePassword.message", { name: member.name })}
      label={t("memberSignIn.resetReason")}
      placeholder={t("madePassword.reasonPlaceholder")}
      action={t("madePassword.make")}
      run={async (reason) => setMade(await makePassword(shop.id, member.id, reason))}
      onDone={onMade}
      onClose={onClose}
    />
  );
};

const Shown = ({ made, name, onClose }: { made: MadePassword; name: string; onClose: () => void }) => {
  const t = useT();
  const places = usePlaces();
  const [copied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(made.password);
    setCopied(true);
  };
  return (
    <Dialog opened onClose={onClose} title={t("madePassword.made", { name })}>
      <div className="stack">
        <p className="soft">{t("madePassword.once", { at: format.instant(made.until, places) })}</p>
        <code className={css.made} aria-label={t("madePassword.label")}>
          {made.password}
        </code>
        <div className="row" style={{ justifyContent: "flex-end" }}>
          {"clipboard" in navigator && (
            <Button variant="default" onClick={() => void copy()}>
              {copied ? t("recovery.copied") : t("recovery.copy")}
            </Button>
          )}
          <Button onClick={onClose}>{t("madePassword.told")}</Button>
        </div>
      </div>
    </Dialog>
  );
};
