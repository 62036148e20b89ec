import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { sessionQuery } from "@/api/queries";
import { useT } from "@/i18n";
import { Button, format, Page, Panel, Skeleton, usePlaces } from "@/ui";
import { PasswordDialog } from "./password-dialog";
import { PasskeysPanel, TotpPanel } from "./second-factor-panels";
import css from "./session.module.css";
import { SessionsPanel } from "./sessions-panel";

/** How I sign in, and where I am signed in. */
export const SecurityPage = () => {
  const t = useT();
  const places = usePlaces();
  const session = useQuery(sessionQuery).data;
  const [password, setPassword] = useState(false);
  if (session === undefined) return <Skeleton />;
  return (
    <Page title={t("security.title")} asOf={session.user.login}>
      <div className={css.columns}>
        <div className={css.stack}>
          <Panel title={t("signIn.password")} flush>
            <div className={css.line}>
              {session.password_until === null ? (
                <span className="soft">{t("security.password")}</span>
              ) : (
                <span className="warning">
                  {t("password.until", { at: format.instant(session.password_until, places) })}
                </span>
              )}
              <Button variant="default" onClick={() => setPassword(true)}>
                {t("password.title")}
              </Button>
            </div>
          </Panel>
          <TotpPanel session={session} />
          <PasskeysPanel />
        </div>
        <div className={css.stack}>
          <SessionsPanel />
        </div>
      </div>
      {password && <PasswordDialog onClose={() => setPassword(false)} />}
    </Page>
  );
};
