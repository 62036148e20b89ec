import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { changePassword } from "@/api/writes";
import { useFailure } from "@/domain/failure";
import { useT } from "@/i18n";
import { Button, Failed, Panel, PasswordInput, toast } from "@/ui";
import css from "./settings.module.css";

export const PasswordPanel = () => {
  const t = useT();
  const failure = useFailure();
  const [current, setCurrent] = useState("");
  const [next, setNext] = useState("");
  const change = useMutation({
    mutationFn: () => changePassword(current, next),
    onSuccess: () => {
      setCurrent("");
      setNext("");
      toast({ tone: "done", message: t("settings.passwordChanged") });
    },
  });
  const eye = { "aria-label": t("signIn.showPassword"), "aria-hidden": false };
  return (
    <Panel title={t("settings.password")} flush>
      {change.isError && <Failed message={failure(change.error)} />}
      <form
        className={css.adder}
        onSubmit={(event) => {
          event.preventDefault();
          change.mutate();
        }}
      >
        <PasswordInput
          size="xs"
          label={t("settings.currentPassword")}
          value={current}
          onChange={(event) => setCurrent(event.currentTarget.value)}
          autoComplete="current-password"
          visibilityToggleButtonProps={eye}
          style={{ width: 170 }}
        />
        <PasswordInput
          size="xs"
          label={t("settings.nextPassword")}
          value={next}
          onChange={(event) => setNext(event.currentTarget.value)}
          autoComplete="new-password"
          visibilityToggleButtonProps={eye}
          style={{ width: 170 }}
        />
        <Button
          type="submit"
          variant="default"
          disabled={current === "" || next === ""}
          loading={change.isPending}
        >
          {t("settings.changePassword")}
        </Button>
      </form>
    </Panel>
  );
};
