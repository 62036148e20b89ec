import { useState } from "react";
import { carryCsrf } from "@/api/client";
import { passkeysWork } from "@/api/passkey";
import type { Session } from "@/api/types";
import { useT } from "@/i18n";
import { Button } from "@/ui";
import { SignInFrame } from "./frame";
import { PasskeyForm } from "./passkey-form";
import { PasswordStep } from "./password-step";
import { RecoveryCodes } from "./recovery-codes";
import { SecondStep } from "./second-step";
import css from "./sign-in.module.css";
import { TotpEnrolment } from "./totp-enrolment";

type Step =
  | { kind: "password"; notice: string | undefined }
  | { kind: "second"; session: Session }
  | { kind: "enrol"; session: Session }
  | { kind: "codes"; codes: string[]; session: Session };

type Props = {
  /** A sign-in that this browser is in the middle of. */
  unfinished: Session | undefined;
  notice: string | undefined;
  onEntered: (session: Session) => void;
};

const stepAfter = (session: Session): Step =>
  session.next === "enrol" ? { kind: "enrol", session } : { kind: "second", session };

/** From the password to a session, over what the person's roles and devices ask for. */
export const SignInPage = ({ unfinished, notice, onEntered }: Props) => {
  const t = useT();
  const [step, setStep] = useState<Step>(
    unfinished === undefined ? { kind: "password", notice } : stepAfter(unfinished),
  );
  const answered = (session: Session): void => {
    carryCsrf(session.csrf_token);
    if (session.next === null) onEntered(session);
    else setStep(stepAfter(session));
  };
  const enrolled = (codes: string[], session: Session): void => {
    if (codes.length === 0) answered(session);
    else setStep({ kind: "codes", codes, session });
  };
  const anew = (late: boolean): void =>
    setStep({ kind: "password", notice: late ? t("signIn.late") : undefined });
  return (
    <SignInFrame>
      {step.kind === "password" && <PasswordStep notice={step.notice} onAnswered={answered} />}
      {step.kind === "second" && <SecondStep session={step.session} onAnswered={answered} onBack={anew} />}
      {step.kind === "enrol" && <EnrolStep onEnrolled={enrolled} onBack={() => anew(false)} />}
      {step.kind === "codes" && (
        <div className={css.wide}>
          <h1>{t("recovery.title")}</h1>
          <RecoveryCodes
            codes={step.codes}
            login={step.session.user.login}
            onKept={() => answered(step.session)}
          />
        </div>
      )}
    </SignInFrame>
  );
};

type EnrolProps = { onEnrolled: (codes: string[], session: Session) => void; onBack: () => void };

const EnrolStep = ({ onEnrolled, onBack }: EnrolProps) => {
  const t = useT();
  const [way, setWay] = useState<"totp" | "passkey">("totp");
  return (
    <div className={css.wide}>
      <h1>{t("enrol.title")}</h1>
      <p className="soft">{t("enrol.hint")}</p>
      {way === "totp" ? <TotpEnrolment onConfirmed={onEnrolled} /> : <PasskeyForm onAdded={onEnrolled} />}
      <div className={css.others}>
        {passkeysWork() && (
          <Button variant="subtle" onClick={() => setWay(way === "totp" ? "passkey" : "totp")}>
            {way === "totp" ? t("enrol.passkey") : t("enrol.totp")}
          </Button>
        )}
        <Button variant="subtle" onClick={onBack}>
          {t("second.back")}
        </Button>
      </div>
    </div>
  );
};
