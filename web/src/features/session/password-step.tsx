import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { passkeysWork } from "@/api/passkey";
import { isStatus } from "@/api/problem";
import { providersQuery, signIn, signInWithPasskey } from "@/api/sign-in";
import type { Session } from "@/api/types";
import { useFailure, useFieldMessage } from "@/domain/failure";
import { useWait } from "@/domain/waiting";
import { useT } from "@/i18n";
import { Button, PasswordInput, TextInput } from "@/ui";
import { usePasskeyFailure } from "./passkey-failure";
import css from "./sign-in.module.css";

type Props = {
  /** Why she is here again, when she was somewhere else before. */
  notice: string | undefined;
  onAnswered: (session: Session) => void;
};

/** Login and password, or what replaces both: a passkey, another house. */
export const PasswordStep = ({ notice, onAnswered }: Props) => {
  const t = useT();
  const failure = useFailure();
  const fieldMessage = useFieldMessage();
  const [login, setLogin] = useState("");
  const [password, setPassword] = useState("");
  const enter = useMutation({ mutationFn: () => signIn(login, password), onSuccess: onAnswered });
  const wait = useWait(enter.error);
  return (
    <div className={css.form}>
      <form
        className={css.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (wait === 0) enter.mutate();
        }}
      >
        <h1>{t("signIn.title")}</h1>
        {enter.isError ? (
          <p className={css.error} role="alert">
            {fieldMessage(enter.error, "/password") ??
              (isStatus(enter.error, 401) ? t("signIn.wrong") : failure(enter.error))}
          </p>
        ) : (
          notice !== undefined && (
            <p className={css.notice} role="status">
              {notice}
            </p>
          )
        )}
        <TextInput
          size="sm"
          label={t("signIn.login")}
          autoComplete="username"
          value={login}
          onChange={(event) => setLogin(event.currentTarget.value)}
          autoFocus
          required
          withAsterisk={false}
        />
        <PasswordInput
          size="sm"
          label={t("signIn.password")}
          autoComplete="current-password"
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          required
          withAsterisk={false}
          visibilityToggleButtonProps={{ "aria-label": t("signIn.showPassword"), "aria-hidden": false }}
        />
        <Button type="submit" loading={enter.isPending} disabled={wait > 0}>
          {wait > 0 ? t("signIn.waiting", { n: wait }) : t("signIn.action")}
        </Button>
      </form>
      <OtherWays onAnswered={onAnswered} />
      <details className="caption">
        <summary>{t("setup.first")}</summary>
        {t("setup.firstHint")}
      </details>
    </div>
  );
};

const OtherWays = ({ onAnswered }: { onAnswered: (session: Session) => void }) => {
  const t = useT();
  const failure = usePasskeyFailure();
  const providers = useQuery(providersQuery).data?.providers ?? [];
  const passkey = useMutation({ mutationFn: signInWithPasskey, onSuccess: onAnswered });
  if (!passkeysWork() && providers.length === 0) return null;
  return (
    <div className={css.others}>
      <p className={css.or}>{t("signIn.or")}</p>
      {passkey.isError && (
        <p className={css.error} role="alert">
          {failure(passkey.error)}
        </p>
      )}
      {passkeysWork() && (
        <Button variant="default" onClick={() => passkey.mutate()} loading={passkey.isPending}>
          {t("signIn.passkey")}
        </Button>
      )}
      {providers.map(({ id, name }) => (
        <Button
          key={id}
          variant="default"
          component="a"
          href={`/api/v1/session/oidc/start?provider=${encodeURIComponent(id)}`}
        >
          {t("signIn.provider", { name })}
        </Button>
      ))}
    </div>
  );
};
