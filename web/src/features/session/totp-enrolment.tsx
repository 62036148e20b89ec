import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { confirmEnrolment, enrolmentQuery } from "@/api/sign-in";
import type { Session } from "@/api/types";
import { useFailure } from "@/domain/failure";
import { useT } from "@/i18n";
import { Button, Failed, QrCode, Skeleton } from "@/ui";
import { CodeField, isWhole } from "./code-field";
import css from "./session.module.css";

type Props = { onConfirmed: (codes: string[], session: Session) => void };

const inGroups = (secret: string): string => secret.match(/.{1,4}/g)?.join(" ") ?? secret;

/** The secret goes into an app as a picture or as text; the first code shows that it arrived. */
export const TotpEnrolment = ({ onConfirmed }: Props) => {
  const t = useT();
  const failure = useFailure();
  const enrolment = useQuery(enrolmentQuery);
  const [code, setCode] = useState("");
  const confirm = useMutation({
    mutationFn: () => confirmEnrolment(code),
    onSuccess: (answer) => onConfirmed(answer.recovery_codes, answer.session),
    onError: () => setCode(""),
  });
  if (enrolment.isError) return <Failed message={failure(enrolment.error)} />;
  if (enrolment.data === undefined) return <Skeleton rows={5} />;
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        confirm.mutate();
      }}
    >
      <p className="soft">{t("totp.scan")}</p>
      <div className={css.enrolment}>
        <QrCode text={enrolment.data.uri} label={t("totp.picture")} />
        <div className="stack-tight">
          <span className="caption">{t("totp.secret")}</span>
          <code className={css.secret}>{inGroups(enrolment.data.secret)}</code>
        </div>
      </div>
      {confirm.isError && <Failed message={failure(confirm.error, ["/code"])} />}
      <CodeField
        code={code}
        onCode={setCode}
        error={confirm.error}
        label={t("totp.first")}
        description={t("totp.firstHint")}
      />
      <Button type="submit" disabled={!isWhole(code)} loading={confirm.isPending}>
        {t("totp.confirm")}
      </Button>
    </form>
  );
};
