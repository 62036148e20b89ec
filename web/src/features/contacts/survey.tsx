import { useId, useState } from "react";
import type { ContactDraft } from "@/api/types";
import { useT } from "@/i18n";
import css from "./contacts.module.css";
import { csatScale, npsScale, typedAnswer, type Scale } from "./draft";

type ScaleProps = {
  scale: Scale;
  label: string;
  ends: string;
  value: number | null;
  focused: boolean;
  onAnswer: (answer: number | null) => void;
};

/** One answer on a scale: a digit or the arrows choose it, Delete or the chosen step take it back. */
const ScaleField = ({ scale, label, ends, value, focused, onAnswer }: ScaleProps) => {
  const name = useId();
  const steps = Array.from({ length: scale.max - scale.min + 1 }, (_, i) => scale.min + i);
  return (
    <div
      role="radiogroup"
      aria-label={label}
      onKeyDown={(event) => {
        if (event.ctrlKey || event.altKey || event.metaKey) return;
        const typed = typedAnswer(value, event.key, scale);
        if (typed === undefined) return;
        event.preventDefault();
        onAnswer(typed);
        // Tab leaves from the chosen step, as it does when the arrows chose it.
        const at = typed === null ? 0 : typed - scale.min;
        event.currentTarget.querySelectorAll("input")[at]?.focus();
      }}
    >
      <div className={css.question}>
        <span>{label}</span>
        <span className="soft">{ends}</span>
      </div>
      <div className={css.steps}>
        {steps.map((step) => (
          <label key={step} className={css.step} data-chosen={step === value}>
            <input
              type="radio"
              className="hidden-but-read"
              name={name}
              autoFocus={focused && step === scale.min}
              checked={step === value}
              onChange={() => onAnswer(step)}
              onClick={() => {
                if (step === value) onAnswer(null);
              }}
            />
            {step}
          </label>
        ))}
      </div>
    </div>
  );
};

type Props = {
  draft: Pick<ContactDraft, "nps" | "csat">;
  asks: { nps: boolean; csat: boolean };
  set: (change: Partial<ContactDraft>) => void;
};

/** What the customer says when she is asked how satisfied she is: one quiet line until somebody asks. */
export const Survey = ({ draft, asks, set }: Props) => {
  const t = useT();
  const [asked, setAsked] = useState(false);
  const nps = draft.nps ?? null;
  const csat = draft.csat ?? null;
  if (!asks.nps && !asks.csat) return null;
  if (!asked && nps === null && csat === null) {
    return (
      <button type="button" className={css.more} aria-expanded={false} onClick={() => setAsked(true)}>
        {t("contact.survey")}
      </button>
    );
  }
  return (
    <div className={css.survey}>
      {asks.nps && (
        <ScaleField
          scale={npsScale}
          label={t("contact.npsScale")}
          ends={t("contact.npsEnds")}
          value={nps}
          focused={asked && nps === null}
          onAnswer={(answer) => set({ nps: answer })}
        />
      )}
      {asks.csat && (
        <ScaleField
          scale={csatScale}
          label={t("contact.csatScale")}
          ends={t("contact.csatEnds")}
          value={csat}
          focused={asked && !asks.nps && csat === null}
          onAnswer={(answer) => set({ csat: answer })}
        />
      )}
    </div>
  );
};
