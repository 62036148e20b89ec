// A condition read aloud: the whole tree as one sentence in words.
import { wordFor, type Translate } from "@/i18n/words";
import { format } from "@/ui";
import { idLists, wordLists, type Days, type Group, type Leaf, type Part } from "./tree";
import type { Option, Vocabulary } from "./vocabulary";

export type Reader = {
  t: Translate;
  words: Pick<Vocabulary, "field" | "fieldLabel" | "choices" | "narrowings">;
  places: format.Places;
  /** How the cell of an analysis is called. */
  cellTitle: (leaf: Leaf) => string;
};

const nothingYet = "…";

const listed = (values: string[], options: Option[], { t }: Reader): string =>
  values
    .map((value) =>
      t("segments.reads.quoted", {
        word: options.find((option) => option.value === value)?.label ?? value,
      }),
    )
    .join(t("segments.reads.comma"));

/** A number with its unit: 2件, ¥5,000. */
export const amount = (value: number | undefined, unit: string, { t, places }: Reader): string => {
  if (value === undefined) return nothingYet;
  if (unit === "money") return format.money(value, places);
  return wordFor(t, "segments.amount", unit, { n: format.count(value) });
};

const chosen = (leaf: Leaf, list: string, many: boolean, { t }: Reader): string =>
  list === ""
    ? nothingYet
    : wordFor(t, many ? "segments.reads.many" : "segments.reads.one", leaf.op, { list });

const valueText = (leaf: Leaf, reader: Reader): string => {
  const { t, words } = reader;
  const { value } = leaf;
  switch (value.kind) {
    case "words":
    case "ids": {
      const values = value.kind === "words" ? value.words : value.ids.map(String);
      return chosen(leaf, listed(values, words.choices(leaf.field), reader), values.length > 1, reader);
    }
    case "cell":
      return value.cell === undefined
        ? nothingYet
        : chosen(leaf, t("segments.reads.quoted", { word: reader.cellTitle(leaf) }), false, reader);
    case "yes_no":
      return wordFor(t, "segments.reads", leaf.op);
    case "number": {
      const unit = words.field(leaf.field)?.unit ?? "none";
      const n = amount(value.number, unit, reader);
      return leaf.op === "between"
        ? t("segments.reads.between", { n, to: amount(value.to, unit, reader) })
        : wordFor(t, "segments.reads.number", leaf.op, { n });
    }
  }
};

const daysText = (days: Days, { t, places }: Reader): string => {
  if (days.kind === "always") return "";
  if (days.kind === "last") return t("segments.reads.lastDays", { n: days.days ?? nothingYet });
  const day = (value: string) => (value === "" ? "" : format.day(value, places.locale));
  return t("segments.reads.days", { from: day(days.from), to: day(days.to) });
};

const rowsText = (leaf: Leaf, reader: Reader): string => {
  const { t, words } = reader;
  const rows = [...idLists, ...wordLists].flatMap((name) => {
    const values = leaf.of[name] ?? [];
    if (values.length === 0) return [];
    const list = listed(values, words.narrowings(name), reader);
    return [t("segments.reads.row", { name: t(`segments.of.${name}`), list })];
  });
  return rows.length === 0 ? "" : t("segments.reads.rows", { rows: rows.join(t("segments.reads.next")) });
};

const leafText = (leaf: Leaf, reader: Reader): string =>
  reader.t("segments.reads.leaf", {
    days: daysText(leaf.days, reader),
    field: reader.words.fieldLabel(leaf.field),
    rows: rowsText(leaf, reader),
    value: valueText(leaf, reader),
  });

const groupText = (group: Group, reader: Reader): string => {
  const { t } = reader;
  const parts = group.parts.map((part) => partText(part, reader));
  if (parts.length === 0) return nothingYet;
  if (group.join === "none") return t("segments.reads.noneOf", { list: parts.join(t("segments.reads.or")) });
  const list = parts.join(t(group.join === "all" ? "segments.reads.and" : "segments.reads.or"));
  return list;
};

const partText = (part: Part, reader: Reader): string => {
  if (part.kind === "leaf") return leafText(part, reader);
  const text = groupText(part, reader);
  return part.join === "none" || part.parts.length < 2 ? text : reader.t("segments.reads.nested", { text });
};

/** "Customers for whom …"; nothing of an empty condition. */
export const readAloud = (root: Group, reader: Reader): string =>
  root.parts.length === 0 ? "" : reader.t("segments.reads.whole", { what: groupText(root, reader) });
