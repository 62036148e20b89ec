import { listOf, listText } from "@/api/list-text";
import { useT } from "@/i18n";
import { MultiSelect } from "@/ui";
import css from "./report.module.css";

// Of thousands as many are offered; typing finds the others.
const mostOffered = 100;

type Option = { value: string; label: string };

type Props = {
  label: string;
  /** One text of the values, as the address has it. */
  value: string | undefined;
  data: Option[];
  onValue: (value: string) => void;
  /** Of a chosen value that is not among `data`. */
  nameOf?: (value: string) => string;
  /** The server finds what is typed; `data` is what it has found. */
  search?: { text: string; onText: (text: string) => void };
  wide?: boolean;
};

const asFound = <T,>({ options }: { options: T[] }): T[] => options;

/** Any of several values in the room of one: the only one by its name, more by their number. */
export const ManySelect = ({ label, value, data, onValue, nameOf, search, wide = false }: Props) => {
  const t = useT();
  const chosen = listOf(value);
  const named = (one: string): string =>
    data.find((each) => each.value === one)?.label ?? nameOf?.(one) ?? one;
  const known = new Set(data.map((each) => each.value));
  // What is chosen can be let go, whether it is on offer or not.
  const others = chosen
    .filter((each) => !known.has(each))
    .map((each) => ({ value: each, label: named(each) }));
  const said =
    chosen.length === 0
      ? t("common.all")
      : chosen.length === 1
        ? chosen.map(named).join("")
        : t("insight.chosen", { n: chosen.length });
  return (
    <MultiSelect
      size="xs"
      label={label}
      data={[...others, ...data]}
      value={chosen}
      onChange={(next) => onValue(listText(next))}
      placeholder={said}
      title={chosen.map(named).join(t("common.comma"))}
      searchable
      {...(search === undefined
        ? {}
        : { searchValue: search.text, onSearchChange: search.onText, filter: asFound })}
      limit={mostOffered + chosen.length}
      nothingFoundMessage={t("insight.nothingFound")}
      clearable
      clearButtonProps={{ "aria-label": t("insight.clear") }}
      checkIconPosition="right"
      classNames={{ input: css.box ?? "", pill: css.pill ?? "", inputField: css.summary ?? "" }}
      style={{ width: wide ? 176 : 124 }}
    />
  );
};
