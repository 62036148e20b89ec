import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { passkeysWork } from "@/api/passkey";
import { isStatus } from "@/api/problem";
import { giveCode, signInWithPasskey } from "@/api/sign-in";
import type { Session } from "@/api/types";
import { useFailure } from "@/domain/failure";
import { useWait } from "@/domain/waiting";
import { useT } from "@/i18n";
import { Button } from "@/ui";
import { CodeField, isWhole } from "./code-field";
import { usePasskeyFailure } from "./passkey-failure";
import { RecoveryField, recoveryCodeOf } from "./recovery-field";
import css from "./sign-in.module.css";

type Props = {
  session: Session;
  onAnswered: (session: Session) => void;
  /** The sign-in waited too long, or she begins anew; says whether it was the former. */
  onBack: (late: boolean) => void;
};

type Way = "code" | "recovery" | "passkey";

const firstWay = ({ next, second_factor }: Session): Way => {
  if (next === "passkey" && passkeysWork()) return "passkey";
  return second_factor.totp ? "code" : "recovery";
};

/** After the password: a code, a passkey, or a recovery code from paper. */
export const SecondStep = ({ session, onAnswered, onBack }: Props) => {
  const t = useT();
  const { totp, passkeys, recovery_codes } = session.second_factor;
  const [way, setWay] = useState<Way>(firstWay(session));
  const ways: Way[] = [
    ...(passkeys > 0 && passkeysWork() ? (["passkey"] as const) : []),
    ...(totp ? (["code"] as const) : []),
    ...(recovery_codes > 0 ? (["recovery"] as const) : []),
  ];
  return (
    <div className={css.form}>
      <h1>{t(`second.title.${way}`)}</h1>
      <p className="soft">{t(`second.hint.${way}`, { name: session.user.name })}</p>
      {way === "code" && <CodeForm key="code" onAnswered={onAnswered} onLate={() => onBack(true)} />}
      {way === "recovery" && <RecoveryForm onAnswered={onAnswered} onLate={() => onBack(true)} />}
      {way === "passkey" && <PasskeyButton onAnswered={onAnswered} />}
      {ways.length === (way === "passkey" ? 1 : 0) && (
        <p className="caption">{t("stepUp.out.administrator")}</p>
      )}
      <div className={css.others}>
        {ways
          .filter((each) => each !== way)
          .map((each) => (
            <Button key={each} variant="subtle" onClick={() => setWay(each)}>
              {t(`second.use.${each}`)}
            </Button>
          ))}
        <Button variant="subtle" onClick={() => onBack(false)}>
          {t("second.back")}
        </Button>
      </div>
    </div>
  );
};

type FormProps = { onAnswered: (session: Session) => void; onLate: () => void };

const useLate = (onLate: () => void) => (error: Error) => {
  if (isStatus(error, 401)) onLate();
};

const CodeForm = ({ onAnswered, onLate }: FormProps) => {
  const t = useT();
  const failure = useFailure();
  const late = useLate(onLate);
  const [code, setCode] = useState("");
  const give = useMutation({
    mutationFn: () => giveCode({ code }),
    onSuccess: onAnswered,
    onError: (error) => {
      setCode("");
      late(error);
    },
  });
  const wait = useWait(give.error);
  return (
    <form
      className={css.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (isWhole(code) && wait === 0) give.mutate();
      }}
    >
      {give.isError && !isStatus(give.error, 422) && (
        <p className={css.error} role="alert">
          {failure(give.error)}
        </p>
      )}
      <CodeField code={code} onCode={setCode} error={give.error} />
      <Button type="submit" loading={give.isPending} disabled={!isWhole(code) || wait > 0}>
        {wait > 0 ? t("signIn.waiting", { n: wait }) : t("second.give")}
      </Button>
    </form>
  );
};

const RecoveryForm = ({ onAnswered, onLate }: FormProps) => {
  const t = useT();
  const failure = useFailure();
  const late = useLate(onLate);
  const [code, setCode] = useState("");
  const give = useMutation({
    mutationFn: () => giveCode({ recovery_code: recoveryCodeOf(code) }),
    onSuccess: onAnswered,
    onError: late,
  });
  const wait = useWait(give.error);
  return (
    <form
      className={css.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (wait === 0) give.mutate();
      }}
    >
      {give.isError && !isStatus(give.error, 422) && (
        <p className={css.error} role="alert">
          {failure(give.error)}
        </p>
      )}
      <RecoveryField code={code} onCode={setCode} error={give.error} />
      <Button type="submit" loading={give.isPending} disabled={code.trim() === "" || wait > 0}>
        {wait > 0 ? t("signIn.waiting", { n: wait }) : t("second.give")}
      </Button>
    </form>
  );
};

const PasskeyButton = ({ onAnswered }: { onAnswered: (session: Session) => void }) => {
  const t = useT();
  const failure = usePasskeyFailure();
  const show = useMutation({ mutationFn: signInWithPasskey, onSuccess: onAnswered });
  return (
    <>
      {show.isError && (
        <p className={css.error} role="alert">
          {failure(show.error)}
        </p>
      )}
      <Button onClick={() => show.mutate()} loading={show.isPending} autoFocus>
        {t("signIn.passkey")}
      </Button>
    </>
  );
};
