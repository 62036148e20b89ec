import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { passkeysWork } from "@/api/passkey";
import { sessionQuery } from "@/api/queries";
import { passkeysQuery, removePasskey, removeTotp, renewRecoveryCodes } from "@/api/sign-in";
import type { Session } from "@/api/types";
import { useFailure } from "@/domain/failure";
import { useMe } from "@/domain/shop";
import { useTakeSession } from "@/domain/take-session";
import { useT } from "@/i18n";
import { Button, Confirm, Dialog, Failed, InstantText, Panel, Tag, toast } from "@/ui";
import { PasskeyForm } from "./passkey-form";
import { RecoveryCodes } from "./recovery-codes";
import css from "./session.module.css";
import { TotpEnrolment } from "./totp-enrolment";

type Codes = { codes: string[]; onClose: () => void };

const CodesDialog = ({ codes, onClose }: Codes) => {
  const t = useT();
  return (
    <Dialog opened onClose={onClose} title={t("recovery.title")} size={440}>
      <RecoveryCodes codes={codes} login={useMe().login} onKept={onClose} />
    </Dialog>
  );
};

type Open = { kind: "none" } | { kind: "enrol" } | { kind: "remove" } | { kind: "codes"; codes: string[] };

/** The authenticator app and the codes on paper behind it. */
export const TotpPanel = ({ session }: { session: Session }) => {
  const t = useT();
  const failure = useFailure();
  const queries = useQueryClient();
  const take = useTakeSession();
  const [open, setOpen] = useState<Open>({ kind: "none" });
  const close = (): void => setOpen({ kind: "none" });
  const failed = (error: Error) => toast({ tone: "failed", message: failure(error) });
  const { totp, passkeys, recovery_codes } = session.second_factor;
  const remove = useMutation({
    mutationFn: removeTotp,
    onSuccess: async () => {
      close();
      toast({ tone: "done", message: t("totp.removed") });
      await queries.invalidateQueries({ queryKey: sessionQuery.queryKey });
    },
    onError: (error) => {
      close();
      failed(error);
    },
  });
  const renew = useMutation({
    mutationFn: renewRecoveryCodes,
    onSuccess: (answer) => {
      take(answer.session);
      setOpen({ kind: "codes", codes: answer.recovery_codes });
    },
    onError: failed,
  });
  return (
    <Panel title={t("security.second")} flush>
      <div className={css.line}>
        <div className="stack-tight">
          <span className="row">
            <span className="strong">{t("totp.title")}</span>
            {totp ? <Tag tone="good">{t("security.on")}</Tag> : <Tag>{t("security.off")}</Tag>}
          </span>
          <span className="caption">{t("totp.about")}</span>
        </div>
        {totp ? (
          <Button variant="default" onClick={() => setOpen({ kind: "remove" })}>
            {t("totp.remove")}
          </Button>
        ) : (
          <Button onClick={() => setOpen({ kind: "enrol" })}>{t("totp.setUp")}</Button>
        )}
      </div>
      <div className={css.line}>
        <div className="stack-tight">
          <span className="row">
            <span className="strong">{t("recovery.title")}</span>
            <Tag tone={recovery_codes > 2 || !(totp || passkeys > 0) ? "neutral" : "warning"}>
              {t("recovery.left", { n: recovery_codes })}
            </Tag>
          </span>
          <span className="caption">{t("recovery.about")}</span>
        </div>
        <Button
          variant="default"
          disabled={!totp && passkeys === 0}
          loading={renew.isPending}
          onClick={() => renew.mutate()}
        >
          {t("recovery.renew")}
        </Button>
      </div>
      {open.kind === "enrol" && (
        <Dialog opened onClose={close} title={t("totp.setUp")} size={440}>
          <TotpEnrolment
            onConfirmed={(codes, next) => {
              take(next);
              toast({ tone: "done", message: t("totp.done") });
              setOpen({ kind: "codes", codes });
            }}
          />
        </Dialog>
      )}
      {open.kind === "codes" && <CodesDialog codes={open.codes} onClose={close} />}
      <Confirm
        opened={open.kind === "remove"}
        onClose={close}
        title={t("totp.remove")}
        message={t("totp.removeMessage")}
        action={t("totp.remove")}
        cancel={t("common.cancel")}
        onConfirm={() => remove.mutate()}
      />
    </Panel>
  );
};

type Passkey = { id: number; name: string; created_at: string; used_at: string | null };
type OpenPasskey =
  | { kind: "none" }
  | { kind: "add" }
  | { kind: "codes"; codes: string[] }
  | { kind: "remove"; passkey: Passkey };

/** The devices that sign her in with a finger, a face or a PIN. */
export const PasskeysPanel = () => {
  const t = useT();
  const failure = useFailure();
  const queries = useQueryClient();
  const take = useTakeSession();
  const passkeys = useQuery(passkeysQuery);
  const [open, setOpen] = useState<OpenPasskey>({ kind: "none" });
  const close = (): void => setOpen({ kind: "none" });
  const refetch = () => queries.invalidateQueries({ queryKey: passkeysQuery.queryKey });
  const remove = useMutation({
    mutationFn: (passkey: Passkey) => removePasskey(passkey.id),
    onSuccess: async (_nothing, { name }) => {
      toast({ tone: "done", message: t("passkey.removed", { name }) });
      await queries.invalidateQueries({ queryKey: sessionQuery.queryKey });
    },
    onError: (error) => toast({ tone: "failed", message: failure(error) }),
    onSettled: async () => {
      close();
      await refetch();
    },
  });
  const items = passkeys.data?.items ?? [];
  return (
    <Panel
      title={t("passkey.title")}
      aside={passkeysWork() && <Button onClick={() => setOpen({ kind: "add" })}>{t("passkey.add")}</Button>}
      flush
    >
      {passkeys.isError && <Failed message={failure(passkeys.error)} />}
      {items.length === 0 && (
        <p className={css.note}>{passkeysWork() ? t("passkey.none") : t("passkey.noName")}</p>
      )}
      <ul>
        {items.map((passkey) => (
          <li key={passkey.id} className={css.line}>
            <div className="stack-tight">
              <span className="strong">{passkey.name}</span>
              <span className="caption row-wrap">
                <span>
                  {t("passkey.made")} <InstantText value={passkey.created_at} />
                </span>
                <span>
                  {t("passkey.used")} <InstantText value={passkey.used_at} />
                </span>
              </span>
            </div>
            <Button
              variant="default"
              aria-label={t("passkey.removeOf", { name: passkey.name })}
              onClick={() => setOpen({ kind: "remove", passkey })}
            >
              {t("passkey.remove")}
            </Button>
          </li>
        ))}
      </ul>
      {open.kind === "add" && (
        <Dialog opened onClose={close} title={t("passkey.add")} size={400}>
          <PasskeyForm
            onAdded={(codes, session) => {
              take(session);
              toast({ tone: "done", message: t("passkey.added") });
              setOpen(codes.length === 0 ? { kind: "none" } : { kind: "codes", codes });
              void refetch();
            }}
          />
        </Dialog>
      )}
      {open.kind === "codes" && <CodesDialog codes={open.codes} onClose={close} />}
      {open.kind === "remove" && (
        <Confirm
          opened
          onClose={close}
          title={t("passkey.remove")}
          message={t("passkey.removeMessage", { name: open.passkey.name })}
          action={t("passkey.remove")}
          cancel={t("common.cancel")}
          onConfirm={() => remove.mutate(open.passkey)}
        />
      )}
    </Panel>
  );
};
