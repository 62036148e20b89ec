import { useT, wordFor } from "@/i18n";
import { MultiSelect, TypedNumberInput, usePlaces } from "@/ui";
import { CellChoice } from "./cell-choice";
import css from "./segments.module.css";
import type { Leaf, Value } from "@/domain/condition/tree";
import type { Vocabulary } from "@/domain/condition/vocabulary";

export type ErrorAt = (value: string) => string | undefined;

type Props = {
  leaf: Leaf;
  words: Vocabulary;
  errorAt: ErrorAt;
  onValue: (value: Value) => void;
};

const NumberValue = ({
  leaf,
  value,
  words,
  errorAt,
  onValue,
}: Props & { value: Extract<Value, { kind: "number" }> }) => {
  const t = useT();
  const { currency } = usePlaces();
  const unit = words.field(leaf.field)?.unit ?? "none";
  const scale = unit === "money" ? 10 ** currency.exponent : 1;
  const field = words.fieldLabel(leaf.field);
  const input = (name: "number" | "to", label: string) => {
    const shown = value[name];
    return (
      <TypedNumberInput
        size="xs"
        aria-label={label}
        value={shown === undefined ? undefined : shown / scale}
        onNumber={(given) =>
          onValue({ ...value, [name]: given === undefined ? undefined : Math.round(given * scale) })
        }
        decimalScale={unit === "money" ? currency.exponent : 0}
        thousandSeparator=","
        hideControls
        error={errorAt(name)}
        style={{ width: unit === "money" ? 112 : 72 }}
      />
    );
  };
  const said = unit === "money" ? currency.code : unit === "none" ? "" : wordFor(t, "segments.unit", unit);
  return (
    <>
      {input("number", t("segments.value", { name: field }))}
      {leaf.op === "between" && (
        <>
          <span aria-hidden="true">–</span>
          {input("to", t("segments.valueTo", { name: field }))}
        </>
      )}
      {said !== "" && <span className={css.unit}>{said}</span>}
    </>
  );
};

/** What a condition compares with: one editor for each kind of value. */
export const ValueEditor = (props: Props) => {
  const { leaf, words, errorAt, onValue } = props;
  const t = useT();
  const { value } = leaf;
  switch (value.kind) {
    case "words":
    case "ids": {
      const chosen = value.kind === "words" ? value.words : value.ids.map(String);
      return (
        <MultiSelect
          size="xs"
          aria-label={t("segments.value", { name: words.fieldLabel(leaf.field) })}
          placeholder={chosen.length === 0 ? t("segments.choose") : ""}
          data={words.choices(leaf.field)}
          value={chosen}
          onChange={(next) =>
            onValue(
              value.kind === "words"
                ? { kind: "words", words: next }
                : { kind: "ids", ids: next.map(Number) },
            )
          }
          searchable
          hidePickedOptions
          limit={100}
          nothingFoundMessage={t("insight.nothingFound")}
          error={errorAt(value.kind === "words" ? "values" : "ids")}
          className={css.many ?? ""}
        />
      );
    }
    case "number":
      return <NumberValue {...props} value={value} />;
    case "cell":
      return (
        <CellChoice
          cell={value.cell}
          error={errorAt("cell")}
          onCell={(cell) => onValue({ kind: "cell", cell })}
        />
      );
    case "yes_no":
      return null;
  }
};
