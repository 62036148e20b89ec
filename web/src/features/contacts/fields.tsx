import type { ReactNode } from "react";
import type { Choice, Phrase, Reason } from "@/api/types";
import { labelOf } from "@/domain/words";
import { useLanguage, useT } from "@/i18n";
import { Select, Textarea } from "@/ui";
import css from "./contacts.module.css";
import { expandPhrase } from "./draft";

export const FormField = ({
  field,
  label,
  missing,
  children,
}: {
  field?: string;
  label: string;
  missing: boolean;
  children: ReactNode;
}) => {
  const t = useT();
  return (
    <div className={css.field} data-field={field}>
      <span className={css.label} data-missing={missing}>
        {label}
        {missing && <span className="hidden-but-read">{t("contact.required")}</span>}
      </span>
      <div>{children}</div>
    </div>
  );
};

type ChoicesProps = {
  label: string;
  choices: Choice[];
  marks?: Record<string, string>;
  value: string | null;
  onChoose: (code: string | null) => void;
};

/** A few choices side by side; pressing the chosen one takes it back. */
export const Choices = ({ label, choices, marks = {}, value, onChoose }: ChoicesProps) => {
  const language = useLanguage();
  return (
    <div className={css.choices} role="group" aria-label={label}>
      {choices
        .filter((choice) => choice.code !== "")
        .map((choice) => (
          <button
            key={choice.code}
            type="button"
            className={css.choice}
            aria-pressed={choice.code === value}
            onClick={() => onChoose(choice.code === value ? null : choice.code)}
          >
            {marks[choice.code] !== undefined && <span aria-hidden="true">{marks[choice.code]} </span>}
            {labelOf(choice, language)}
          </button>
        ))}
    </div>
  );
};

type PickProps = {
  label: string;
  data: { value: string; label: string }[];
  value: string;
  onPick: (code: string) => void;
  clearable?: boolean;
};

export const Pick = ({ label, data, value, onPick, clearable = false }: PickProps) => (
  <Select
    aria-label={label}
    data={data}
    value={value === "" ? null : value}
    onChange={(code) => onPick(code ?? "")}
    clearable={clearable}
    clearButtonProps={{ "aria-label": label }}
    searchable
    selectFirstOptionOnChange
    placeholder={label}
    maxDropdownHeight={320}
  />
);

/** The tree of reasons: roots as groups, found by typing any part of the word. */
export const ReasonPicker = ({
  reasons,
  value,
  onPick,
}: {
  reasons: Reason[];
  value: string;
  onPick: (code: string) => void;
}) => {
  const t = useT();
  const language = useLanguage();
  const live = reasons.filter((reason) => reason.active || reason.code === value);
  const option = (reason: Reason) => ({ value: reason.code, label: labelOf(reason, language) });
  const groups = live
    .filter((reason) => reason.parent === "")
    .map((root) => {
      const children = live.filter((reason) => reason.parent === root.code);
      return children.length === 0
        ? option(root)
        : {
            group: labelOf(root, language),
            items: [
              { value: root.code, label: t("reason.general", { name: labelOf(root, language) }) },
              ...children.map(option),
            ],
          };
    });
  return (
    <Select
      aria-label={t("contact.reason_code")}
      placeholder={t("contact.reason_code")}
      data={groups}
      value={value === "" ? null : value}
      onChange={(code) => onPick(code ?? "")}
      searchable
      clearable
      clearButtonProps={{ "aria-label": t("contact.clearReason") }}
      selectFirstOptionOnChange
      maxDropdownHeight={360}
    />
  );
};

/** The free note: `/key` and a space puts the fixed phrase in, as long as no input method composes. */
export const NoteField = ({
  value,
  phrases,
  onChange,
}: {
  value: string;
  phrases: Phrase[];
  onChange: (text: string) => void;
}) => {
  const t = useT();
  return (
    <Textarea
      aria-label={t("contact.note")}
      placeholder={
        phrases.length === 0
          ? t("contact.notePlaceholder")
          : t("contact.phraseHint", { key: phrases[0]?.key ?? "" })
      }
      className={css.note}
      value={value}
      rows={5}
      onChange={(event) => onChange(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing || event.key !== " ") return;
        const box = event.currentTarget;
        const expanded = expandPhrase(box.value, box.selectionStart, phrases);
        if (expanded === undefined) return;
        event.preventDefault();
        onChange(expanded.text);
        requestAnimationFrame(() => box.setSelectionRange(expanded.caret, expanded.caret));
      }}
    />
  );
};
