import { useState } from "react";
import type { ReportChoice } from "@/api/types";
import { useT } from "@/i18n";
import { Button, NumberInput, SegmentedControl, Select } from "@/ui";
import { chosenNumber, shownNumber } from "./chosen-number";
import { asksForSegments, SegmentChoice } from "./segment-choice";
import { textWidth } from "./drawing";
import css from "./report.module.css";

type Props = { choices: ReportChoice[]; onChoice: (key: string, value: string) => void };

const mostShown = 4;
const mostBeside = 4;
const widestBeside = 420;

const fitsBeside = ({ options }: ReportChoice): boolean =>
  options.length <= mostBeside &&
  options.reduce((sum, { label }) => sum + textWidth(label, 13) + 22, 0) <= widestBeside;

/** Asked for when the field is left or with Enter: half a number is no question. */
const NumberChoice = ({ choice, onValue }: { choice: ReportChoice; onValue: (value: string) => void }) => {
  const t = useT();
  const { label, value, min, max } = choice;
  const [answered, setAnswered] = useState(value);
  const [draft, setDraft] = useState<number | string>(shownNumber(value));
  if (answered !== value) {
    setAnswered(value);
    setDraft(shownNumber(value));
  }
  const choose = (): void => {
    const chosen = chosenNumber(draft, choice);
    setDraft(chosen);
    if (String(chosen) !== value) onValue(String(chosen));
  };
  return (
    <NumberInput
      size="xs"
      label={label}
      value={draft}
      min={min}
      max={max}
      clampBehavior="none"
      allowDecimal={false}
      placeholder={t("insight.notEntered")}
      thousandSeparator=","
      onChange={setDraft}
      onBlur={choose}
      onKeyDown={(event) => {
        if (event.key === "Enter" && !event.nativeEvent.isComposing) choose();
      }}
      style={{ width: Math.max(88, textWidth(label) + 8) }}
    />
  );
};

const Choice = ({ choice, onValue }: { choice: ReportChoice; onValue: (value: string) => void }) => {
  const { key, label, value, options } = choice;
  if (choice.segments > 0) return <SegmentChoice choice={choice} onValue={onValue} />;
  if (options.length === 0) return <NumberChoice choice={choice} onValue={onValue} />;
  if (fitsBeside(choice))
    return (
      <div className={css.choice}>
        <span aria-hidden="true">{label}</span>
        <SegmentedControl aria-label={label} value={value} onChange={onValue} data={options} name={key} />
      </div>
    );
  const widest = Math.max(...options.map((option) => textWidth(option.label, 13)));
  return (
    <Select
      label={label}
      data={options}
      value={value}
      allowDeselect={false}
      searchable={options.length > 10}
      onChange={(next) => onValue(next ?? value)}
      style={{ width: Math.max(120, Math.min(260, widest + 52)) }}
    />
  );
};

/** What may be chosen of an analysis beside the filter; the finer points only when asked for. */
export const ChoicesBar = ({ choices: offered, onChoice }: Props) => {
  const t = useT();
  const [all, setAll] = useState(false);
  const choices = offered.filter((choice) => choice.segments === 0 || asksForSegments(offered));
  const shown = all || choices.length <= mostShown + 1 ? choices : choices.slice(0, mostShown);
  return (
    <div className={css.bar}>
      {shown.map((choice) => (
        <Choice key={choice.key} choice={choice} onValue={(value) => onChoice(choice.key, value)} />
      ))}
      {choices.length > mostShown + 1 && (
        <Button variant="subtle" className={css.more ?? ""} aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? t("insight.lessChoices") : t("insight.moreChoices")}
        </Button>
      )}
    </div>
  );
};
