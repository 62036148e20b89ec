import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { Session } from "@/api/types";
import { setUp } from "@/api/writes";
import { useFailure, useFieldMessage } from "@/domain/failure";
import { useT } from "@/i18n";
import { Button, PasswordInput, TextInput } from "@/ui";
import { SignInFrame } from "./frame";
import css from "./sign-in.module.css";

type Props = { token: string; onEntered: (session: Session) => void };

/** The first administrator and the first shop of a new house. */
export const SetupPage = ({ token, onEntered }: Props) => {
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
    <SignInFrame>
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
    </SignInFrame>
  );
};
