import { useMutation } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { isStatus } from "@/api/problem";
import type { Session } from "@/api/types";
import { setUp, signIn } from "@/api/writes";
import { useFailure, useFieldMessage } from "@/domain/failure";
import { setLanguage, useLanguage, useT } from "@/i18n";
import { Button, PasswordInput, TextInput } from "@/ui";
import css from "./sign-in.module.css";

type Entered = { onEntered: (session: Session) => void };

const Frame = ({ children }: { children: ReactNode }) => {
  const t = useT();
  const language = useLanguage();
  const other = language === "ja" ? "en" : "ja";
  return (
    <main className={css.page}>
      <section className={css.story}>
        <div className={css.brand}>
          <img src="/favicon.svg" alt="" width={36} height={36} />
          {t("brand.name")}
        </div>
        <p className={css.promise}>{t("signIn.promise")}</p>
        <p>{t("signIn.story")}</p>
      </section>
      <section className={css.side}>
        <div className={css.tools}>
          <Button variant="subtle" onClick={() => void setLanguage(other)} lang={other}>
            {other === "ja" ? "日本語" : "English"}
          </Button>
        </div>
        {children}
      </section>
    </main>
  );
};

export const SignInPage = ({ onEntered }: Entered) => {
  const t = useT();
  const failure = useFailure();
  const [login, setLogin] = useState("");
  const [password, setPassword] = useState("");
  const enter = useMutation({ mutationFn: () => signIn(login, password), onSuccess: onEntered });
  return (
    <Frame>
      <form
        className={css.form}
        onSubmit={(event) => {
          event.preventDefault();
          enter.mutate();
        }}
      >
        <h1>{t("signIn.title")}</h1>
        {enter.isError && (
          <p className={css.error} role="alert">
            {isStatus(enter.error, 401) ? t("signIn.wrong") : failure(enter.error)}
          </p>
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
        <Button type="submit" loading={enter.isPending}>
          {t("signIn.action")}
        </Button>
        <details className="caption">
          <summary>{t("setup.first")}</summary>
          {t("setup.firstHint")}
        </details>
      </form>
    </Frame>
  );
};

export const SetupPage = ({ token, onEntered }: Entered & { token: string }) => {
  const t = useT();
  const failure = useFailure();
  const fieldMessage = useFieldMessage();
  const [draft, setDraft] = useState({ token, login: "", name: "", password: "", shop_name: "" });
  const make = useMutation({ mutationFn: () => setUp(draft), onSuccess: onEntered });
  const field = (name: keyof typeof draft) => ({
    value: draft[name],
    onChange: (event: { currentTarget: { value: string } }) => {
      const { value } = event.currentTarget;
      setDraft((now) => ({ ...now, [name]: value }));
    },
    error: fieldMessage(make.error, `/${name}`),
    required: true,
    withAsterisk: false,
    size: "sm",
  });
  return (
    <Frame>
      <form
        className={css.form}
        onSubmit={(event) => {
          event.preventDefault();
          make.mutate();
        }}
      >
        <h1>{t("setup.title")}</h1>
        <p className="caption">{t("setup.hint")}</p>
        {make.isError && (
          <p className={css.error} role="alert">
            {failure(
              make.error,
              Object.keys(draft).map((name) => `/${name}`),
            )}
          </p>
        )}
        <TextInput label={t("setup.token")} {...field("token")} autoComplete="off" />
        <TextInput label={t("setup.shopName")} {...field("shop_name")} />
        <TextInput label={t("setup.name")} {...field("name")} autoComplete="name" />
        <TextInput label={t("signIn.login")} {...field("login")} autoComplete="username" />
        <PasswordInput
          label={t("signIn.password")}
          description={t("setup.passwordHint")}
          {...field("password")}
          autoComplete="new-password"
          visibilityToggleButtonProps={{ "aria-label": t("signIn.showPassword"), "aria-hidden": false }}
        />
        <Button type="submit" loading={make.isPending}>
          {t("setup.action")}
        </Button>
      </form>
    </Frame>
  );
};
