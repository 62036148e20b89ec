import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { changePassword } from "@/api/sign-in";
import { useFailure, useFieldMessage } from "@/domain/failure";
import { useTakeSession } from "@/domain/take-session";
import { useT } from "@/i18n";
import { Button, Dialog, Failed, PasswordInput, toast } from "@/ui";

/** One's own password; every role may change it. */
export const PasswordDialog = ({ onClose }: { onClose: () => void }) => {
  const t = useT();
  const failure = useFailure();
  const fieldMessage = useFieldMessage();
  const take = useTakeSession();
  const [current, setCurrent] = useState("");
  const [next, setNext] = useState("");
  const change = useMutation({
    mutationFn: () => changePassword(current, next),
    onSuccess: (session) => {
      take(session);
      toast({ tone: "done", message: t("password.changed") });
      onClose();
    },
  });
  const eye = { "aria-label": t("signIn.showPassword"), "aria-hidden": false };
  return (
    <Dialog opened onClose={onClose} title={t("password.title")} size={380}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          change.mutate();
        }}
      >
        {change.isError && <Failed message={failure(change.error, ["/current", "/next", "/password"])} />}
        <PasswordInput
          label={t("password.current")}
          value={current}
          onChange={(event) => setCurrent(event.currentTarget.value)}
          error={fieldMessage(change.error, "/current")}
          autoComplete="current-password"
          visibilityToggleButtonProps={eye}
          data-autofocus
        />
        <PasswordInput
          label={t("password.next")}
          description={t("setup.passwordHint")}
          value={next}
          onChange={(event) => setNext(event.currentTarget.value)}
          error={fieldMessage(change.error, "/next") ?? fieldMessage(change.error, "/password")}
          autoComplete="new-password"
          visibilityToggleButtonProps={eye}
        />
        <div className="row" style={{ justifyContent: "flex-end" }}>
          <Button variant="default" onClick={onClose}>
            {t("common.cancel")}
          </Button>
          <Button type="submit" disabled={current === "" || next === ""} loading={change.isPending}>
            {t("password.change")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
};
