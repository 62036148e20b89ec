import { useState, type ReactNode } from "react";
import { useFieldMessage } from "@/domain/failure";
import { useT } from "@/i18n";
import { Button, TextInput } from "@/ui";
import css from "./settings.module.css";

type Labels = { ja: string; en: string };

type Props = {
  /** Fields that stand before the labels. */
  children?: ReactNode;
  ready?: boolean;
  adding: { isPending: boolean; error: unknown };
  onAdd: (labels: Labels, done: () => void) => void;
};

/** Two labels and a button; without an English label the Japanese one serves both screens. */
export const LabelAdder = ({ children, ready = true, adding, onAdd }: Props) => {
  const t = useT();
  const fieldMessage = useFieldMessage();
  const [draft, setDraft] = useState<Labels>({ ja: "", en: "" });
  return (
    <form
      className={css.adder}
      onSubmit={(event) => {
        event.preventDefault();
        onAdd({ ja: draft.ja, en: draft.en.trim() === "" ? draft.ja : draft.en }, () =>
          setDraft({ ja: "", en: "" }),
        );
      }}
    >
      {children}
      <TextInput
        label={t("settings.japanese")}
        value={draft.ja}
        onChange={(event) => setDraft({ ...draft, ja: event.currentTarget.value })}
        error={fieldMessage(adding.error, "/ja")}
      />
      <TextInput
        label={t("settings.english")}
        value={draft.en}
        placeholder={draft.ja}
        onChange={(event) => setDraft({ ...draft, en: event.currentTarget.value })}
        error={fieldMessage(adding.error, "/en")}
      />
      <Button
        type="submit"
        variant="default"
        disabled={!ready || draft.ja.trim() === ""}
        loading={adding.isPending}
      >
        {t("settings.add")}
      </Button>
    </form>
  );
};
