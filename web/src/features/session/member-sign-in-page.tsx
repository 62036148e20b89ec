import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { endMemberSession, endMemberSessions, memberQuery, memberSignInQuery } from "@/api/sign-in";
import { useFailure } from "@/domain/failure";
import { useMe, useShop } from "@/domain/shop";
import { useT } from "@/i18n";
import { Button, EmptyState, Failed, InstantText, Page, Panel, Skeleton, Tag, toast } from "@/ui";
import { MadePasswordDialog } from "./made-password-dialog";
import { ResetDialog } from "./reset-dialog";
import { SessionList } from "./session-list";
import css from "./session.module.css";

type Props = { id: number; onBack: () => void };

/** What an administrator sees of how a member signs in, and where she is signed in. */
export const MemberSignInPage = ({ id, onBack }: Props) => {
  const t = useT();
  const me = useMe();
  const shop = useShop();
  const failure = useFailure();
  const queries = useQueryClient();
  const [resetting, setResetting] = useState(false);
  const [making, setMaking] = useState(false);
  const member = useQuery(memberQuery(shop.id, id)).data;
  const signIn = useQuery(memberSignInQuery(shop.id, id));
  const name = member?.name ?? "";
  const refetch = () => queries.invalidateQueries({ queryKey: memberSignInQuery(shop.id, id).queryKey });
  const act = useMutation({
    mutationFn: ({ what }: { what: () => Promise<void>; said: string }) => what(),
    onSuccess: (_nothing, { said }) => toast({ tone: "done", message: said }),
    onError: (error) => toast({ tone: "failed", message: failure(error) }),
    onSettled: refetch,
  });
  const factors = signIn.data?.second_factor;
  const until = signIn.data?.password_until ?? null;
  const sessions = signIn.data?.sessions ?? [];
  return (
    <Page
      title={t("memberSignIn.title", { name })}
      asOf={member?.login}
      actions={
        <Button variant="default" onClick={onBack}>
          {t("common.back")}
        </Button>
      }
    >
      {signIn.isPending && <Skeleton />}
      {signIn.isError && <Failed message={failure(signIn.error)} />}
      {factors !== undefined && (
        <div className={css.columns}>
          <Panel
            title={t("sessions.title")}
            aside={
              <Button
                variant="default"
                disabled={sessions.length === 0}
                onClick={() =>
                  act.mutate({
                    what: () => endMemberSessions(shop.id, id),
                    said: t("memberSignIn.allEnded", { name }),
                  })
                }
              >
                {t("memberSignIn.endAll")}
              </Button>
            }
            flush
          >
            <SessionList
              sessions={sessions}
              ending={undefined}
              onEnd={(session) =>
                act.mutate({
                  what: () => endMemberSession(shop.id, id, session.id),
                  said: t("sessions.ended"),
                })
              }
            />
            {sessions.length === 0 && <EmptyState title={t("memberSignIn.nowhere")} />}
          </Panel>
          <div className={css.stack}>
            <Panel title={t("signIn.password")} flush>
              <div className={css.line}>
                <span>{t("madePassword.kind")}</span>
                {until === null ? (
                  <Tag>{t("madePassword.own")}</Tag>
                ) : (
                  <span className="row">
                    <Tag tone="accent">{t("madePassword.given")}</Tag>
                    <span className="caption">
                      {t("madePassword.until")} <InstantText value={until} />
                    </span>
                  </span>
                )}
              </div>
              {id !== me.id && (
                <div className={css.line}>
                  <span className="caption">{t("madePassword.hint")}</span>
                  <Button variant="default" onClick={() => setMaking(true)}>
                    {t("madePassword.make")}
                  </Button>
                </div>
              )}
            </Panel>
            <Panel title={t("security.second")} flush>
              <div className={css.line}>
                <span>{t("totp.title")}</span>
                {factors.totp ? <Tag tone="good">{t("security.on")}</Tag> : <Tag>{t("security.off")}</Tag>}
              </div>
              <div className={css.line}>
                <span>{t("passkey.title")}</span>
                <span className="num">{t("passkey.count", { n: factors.passkeys })}</span>
              </div>
              <div className={css.line}>
                <span>{t("recovery.title")}</span>
                <span className="num">{t("recovery.left", { n: factors.recovery_codes })}</span>
              </div>
              <div className={css.line}>
                <span className="caption">{t("memberSignIn.resetHint")}</span>
                <Button
                  variant="default"
                  disabled={!factors.totp && factors.passkeys === 0}
                  onClick={() => setResetting(true)}
                >
                  {t("memberSignIn.reset")}
                </Button>
              </div>
            </Panel>
          </div>
        </div>
      )}
      {making && (
        <MadePasswordDialog
          member={{ id, name }}
          onMade={() => void refetch()}
          onClose={() => setMaking(false)}
        />
      )}
      {resetting && (
        <ResetDialog
          member={{ id, name }}
          onClose={() => setResetting(false)}
          onReset={() => {
            setResetting(false);
            toast({ tone: "done", message: t("memberSignIn.resetDone", { name }) });
            void refetch();
          }}
        />
      )}
    </Page>
  );
};
