import { useFieldMessage } from "@/domain/failure";
import { useT } from "@/i18n";
import { TextInput } from "@/ui";

/** As the server compares it: an input method may have typed it wide. */
export const recoveryCodeOf = (text: string): string => text.normalize("NFKC").trim().toUpperCase();

type Props = { code: string; onCode: (code: string) => void; error: unknown };

/** A recovery code from paper. */
export const RecoveryField = ({ code, onCode, error }: Props) => {
  const t = useT();
  const fieldMessage = useFieldMessage();
  return (
    <TextInput
      size="sm"
      label={t("recovery.label")}
      placeholder="AAAA-BBBB-CCCC-DDDD-EEEE-FFFF"
      value={code}
      onChange={(event) => onCode(event.currentTarget.value)}
      error={fieldMessage(error, "/recovery_code")}
      autoComplete="off"
      data-autofocus
      autoFocus
    />
  );
};
