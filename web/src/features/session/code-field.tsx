import { useFieldMessage } from "@/domain/failure";
import { useT } from "@/i18n";
import { TextInput } from "@/ui";
import css from "./session.module.css";

const digits = 6;

export const isWhole = (code: string): boolean => new RegExp(`^\\d{${digits}}$`).test(code);

// What a phone shows in groups, or an input method types wide, is the same code.
const digitsOf = (text: string): string => text.normalize("NFKC").replace(/\D/g, "").slice(0, digits);

type Props = {
  code: string;
  onCode: (code: string) => void;
  error: unknown;
  label?: string;
  description?: string;
};

/** The six digits of an authenticator app. */
export const CodeField = ({ code, onCode, error, label, description }: Props) => {
  const t = useT();
  const fieldMessage = useFieldMessage();
  return (
    <TextInput
      size="sm"
      label={label ?? t("code.label")}
      description={description}
      value={code}
      onChange={(event) => onCode(digitsOf(event.currentTarget.value))}
      error={fieldMessage(error, "/code")}
      inputMode="numeric"
      autoComplete="one-time-code"
      classNames={{ input: css.code ?? "" }}
      data-autofocus
      autoFocus
    />
  );
};
