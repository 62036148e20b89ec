// The mapping of a file while a person corrects it: one rule per column in sight, the others kept.
import type { ColumnRule, Mapping } from "@/api/types";

export const emptyMapping = (target: string): Mapping => ({
  target,
  day_style: "auto",
  columns: [],
  constants: [],
});

export const ruleOf = (mapping: Mapping, column: string): ColumnRule | undefined =>
  mapping.columns.find((rule) => rule.column === column);

/** The column feeds this field from now on; an empty field leaves the column out. */
export const withField = (mapping: Mapping, column: string, field: string): Mapping => {
  const before = mapping.columns.findIndex((rule) => rule.column === column);
  const others = mapping.columns.filter((rule) => rule.column !== column);
  if (field === "") return { ...mapping, columns: others };
  const kept = ruleOf(mapping, column);
  const rule: ColumnRule = kept?.field === field ? kept : { column, field };
  const at = before < 0 ? others.length : before;
  return { ...mapping, columns: [...others.slice(0, at), rule, ...others.slice(at)] };
};

export const withRule = (mapping: Mapping, changed: ColumnRule): Mapping => ({
  ...mapping,
  columns: mapping.columns.map((rule) =>
    rule.column === changed.column && rule.field === changed.field ? changed : rule,
  ),
});

/** "Yes=cancelled" line by line: how values are rewritten before they are read. */
export const whenText = (rule: ColumnRule): string =>
  (rule.when ?? []).map(({ is, then }) => `${is}=${then}`).join("\n");

export const readWhen = (text: string): { is: string; then: string }[] =>
  text.split("\n").flatMap((line) => {
    const at = line.indexOf("=");
    return at <= 0 ? [] : [{ is: line.slice(0, at).trim(), then: line.slice(at + 1).trim() }];
  });

export const constantsText = (mapping: Mapping): string =>
  mapping.constants.map(({ field, value }) => `${field}=${value}`).join("\n");

export const readConstants = (text: string): { field: string; value: string }[] =>
  readWhen(text).map(({ is, then }) => ({ field: is, value: then }));
