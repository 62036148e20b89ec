import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { addPasskey } from "@/api/sign-in";
import type { Session } from "@/api/types";
import { deviceOf } from "@/domain/device";
import { useFieldMessage } from "@/domain/failure";
import { useT } from "@/i18n";
import { Button, Failed, TextInput } from "@/ui";
import { usePasskeyFailure } from "./passkey-failure";

type Props = { onAdded: (codes: string[], session: Session) => void };

const longestName = 60;

/** Names a device and makes its passkey. */
export const PasskeyForm = ({ onAdded }: Props) => {
  const t = useT();
  const failure = usePasskeyFailure();
  const fieldMessage = useFieldMessage();
  const [name, setName] = useState(deviceOf(navigator.userAgent));
  const add = useMutation({
    mutationFn: () => addPasskey(name.trim()),
    onSuccess: (answer) => onAdded(answer.recovery_codes, answer.session),
  });
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        add.mutate();
      }}
    >
      <p className="soft">{t("passkey.hint")}</p>
      {add.isError && <Failed message={failure(add.error, ["/name"])} />}
      <TextInput
        size="sm"
        label={t("passkey.name")}
        description={t("passkey.nameHint")}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        error={fieldMessage(add.error, "/name")}
        maxLength={longestName}
        data-autofocus
      />
      <Button type="submit" disabled={name.trim() === ""} loading={add.isPending}>
        {t("passkey.make")}
      </Button>
    </form>
  );
};
