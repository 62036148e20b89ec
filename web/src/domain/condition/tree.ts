// The condition while somebody builds it: a tree whose parts keep their keys through every edit.
// Pure: each edit gives a new tree, in which everything untouched is the same object as before.
import type { Condition, ResultCell, SegmentField } from "@/api/segments";

export const joins = ["all", "any", "none"] as const;
export type Join = (typeof joins)[number];

export const mostDepth = 4;
export const mostLeaves = 50;

export const idLists = ["product", "offer"] as const;
export const wordLists = [
  "status",
  "reason",
  "purpose",
  "channel",
  "emotion",
  "answer",
  "direction",
  "result",
] as const;
type IdList = (typeof idLists)[number];
type WordList = (typeof wordLists)[number];
export type Narrowing = IdList | WordList;
export const isNarrowing = (word: string): word is Narrowing =>
  [...idLists, ...wordLists].some((each) => each === word);
const isIdList = (name: Narrowing): name is IdList => idLists.some((each) => each === name);

/** Lists that narrow the rows; an open list without values says nothing yet. */
export type Narrowed = Partial<Record<Narrowing, string[]>>;

export type Days =
  | { kind: "always" }
  | { kind: "last"; days: number | undefined }
  | { kind: "between"; from: string; to: string };

export type Value =
  | { kind: "words"; words: string[] }
  | { kind: "ids"; ids: number[] }
  | { kind: "number"; number: number | undefined; to: number | undefined }
  | { kind: "yes_no" }
  | { kind: "cell"; cell: ResultCell | undefined };

export type Leaf = {
  kind: "leaf";
  key: string;
  field: string;
  op: string;
  value: Value;
  of: Narrowed;
  days: Days;
};
export type Group = { kind: "group"; key: string; join: Join; parts: Part[] };
export type Part = Leaf | Group;

export const freshKey = (): string => crypto.randomUUID();

export const emptyGroup = (join: Join, key = freshKey()): Group => ({ kind: "group", key, join, parts: [] });

const emptyValue = (kind: string): Value => {
  switch (kind) {
    case "ids":
      return { kind: "ids", ids: [] };
    case "number":
      return { kind: "number", number: undefined, to: undefined };
    case "yes_no":
      return { kind: "yes_no" };
    case "cell":
      return { kind: "cell", cell: undefined };
    default:
      return { kind: "words", words: [] };
  }
};

/** A condition of a field with nothing chosen yet. */
export const leafOf = (field: SegmentField, key = freshKey()): Leaf => ({
  kind: "leaf",
  key,
  field: field.field,
  op: field.ops[0] ?? "any_of",
  value: emptyValue(field.kind),
  of: {},
  days: { kind: "always" },
});

const valueOf = (condition: Condition): Value => {
  if (condition.cell) return { kind: "cell", cell: condition.cell };
  if (condition.ids) return { kind: "ids", ids: condition.ids };
  if (condition.values) return { kind: "words", words: condition.values };
  if (condition.op === "yes" || condition.op === "no") return { kind: "yes_no" };
  return { kind: "number", number: condition.number ?? undefined, to: condition.to ?? undefined };
};

const daysOf = (window: Condition["window"]): Days => {
  if (!window) return { kind: "always" };
  if (window.last_days) return { kind: "last", days: window.last_days };
  return { kind: "between", from: window.from ?? "", to: window.to ?? "" };
};

const narrowedOf = (of: Condition["of"]): Narrowed => {
  const lists: Narrowed = {};
  for (const name of [...idLists, ...wordLists]) {
    const list = of?.[name];
    if (list) lists[name] = list.map(String);
  }
  return lists;
};

const partOf = (condition: Condition): Part => {
  for (const join of joins) {
    const parts = condition[join];
    if (parts) return { kind: "group", key: freshKey(), join, parts: parts.map(partOf) };
  }
  return {
    kind: "leaf",
    key: freshKey(),
    field: condition.field ?? "",
    op: condition.op ?? "",
    value: valueOf(condition),
    of: narrowedOf(condition.of),
    days: daysOf(condition.window),
  };
};

/** The tree of a condition; around a single leaf stands a group, to which others can be added. */
export const treeOf = (condition: Condition): Group => {
  const part = partOf(condition);
  return part.kind === "group" ? part : { ...emptyGroup("all"), parts: [part] };
};

const valueParts = (leaf: Leaf): Condition => {
  const { value } = leaf;
  switch (value.kind) {
    case "words":
      return { values: value.words };
    case "ids":
      return { ids: value.ids };
    case "number":
      return {
        ...(value.number === undefined ? {} : { number: value.number }),
        ...(leaf.op !== "between" || value.to === undefined ? {} : { to: value.to }),
      };
    case "cell":
      return value.cell === undefined ? {} : { cell: value.cell };
    case "yes_no":
      return {};
  }
};

const windowOf = (days: Days): Condition => {
  if (days.kind === "last") return { window: days.days === undefined ? {} : { last_days: days.days } };
  if (days.kind === "between")
    return {
      window: {
        ...(days.from === "" ? {} : { from: days.from }),
        ...(days.to === "" ? {} : { to: days.to }),
      },
    };
  return {};
};

const rowsOf = (of: Narrowed): Condition => {
  const rows: NonNullable<Condition["of"]> = {};
  for (const name of [...idLists, ...wordLists]) {
    const list = of[name] ?? [];
    if (list.length === 0) continue;
    if (isIdList(name)) rows[name] = list.map(Number);
    else rows[name] = list;
  }
  return Object.keys(rows).length === 0 ? {} : { of: rows };
};

/** What the server is asked and what is saved. */
export const conditionOf = (part: Part): Condition =>
  part.kind === "group"
    ? { [part.join]: part.parts.map(conditionOf) }
    : {
        field: part.field,
        op: part.op,
        ...valueParts(part),
        ...rowsOf(part.of),
        ...windowOf(part.days),
      };

/** Whether both ask for the same people, in the same words. */
export const saysTheSame = (one: Group, other: Group): boolean =>
  JSON.stringify(conditionOf(one)) === JSON.stringify(conditionOf(other));

const valueComplete = (leaf: Leaf): boolean => {
  const { value } = leaf;
  switch (value.kind) {
    case "words":
      return value.words.length > 0;
    case "ids":
      return value.ids.length > 0;
    case "number":
      return value.number !== undefined && (leaf.op !== "between" || value.to !== undefined);
    case "cell":
      return value.cell !== undefined && value.cell.key !== "";
    case "yes_no":
      return true;
  }
};

const daysComplete = (days: Days): boolean =>
  days.kind === "always" ||
  (days.kind === "last" ? days.days !== undefined : days.from !== "" || days.to !== "");

/** Whether everything that was begun has its value, so that it can be counted. */
export const isComplete = (part: Part): boolean =>
  part.kind === "group"
    ? part.parts.length > 0 && part.parts.every(isComplete)
    : valueComplete(part) && daysComplete(part.days);

/** The tree with the part under `key` put through `change`; undefined takes it out. */
const mapped = (group: Group, key: string, change: (part: Part) => Part | undefined): Group => {
  const parts = group.parts.flatMap((part) => {
    const next = part.key === key ? change(part) : part.kind === "group" ? mapped(part, key, change) : part;
    return next === undefined ? [] : [next];
  });
  const same = parts.length === group.parts.length && parts.every((part, at) => part === group.parts[at]);
  return same ? group : { ...group, parts };
};

const inGroup = (root: Group, key: string, change: (group: Group) => Group): Group =>
  root.key === key
    ? change(root)
    : mapped(root, key, (part) => (part.kind === "group" ? change(part) : part));

export const withPart = (root: Group, group: string, part: Part): Group =>
  inGroup(root, group, (found) => ({ ...found, parts: [...found.parts, part] }));

export const withJoin = (root: Group, group: string, join: Join): Group =>
  inGroup(root, group, (found) => ({ ...found, join }));

export const withLeaf = (root: Group, leaf: Leaf): Group => mapped(root, leaf.key, () => leaf);

export const without = (root: Group, key: string): Group => mapped(root, key, () => undefined);

export const leavesIn = (part: Part): number =>
  part.kind === "leaf" ? 1 : part.parts.reduce((sum, each) => sum + leavesIn(each), 0);

export type Placed = { part: Part; pointer: string };

/** Every part with the JSON pointer under which the server speaks of it. */
export const placesIn = (part: Part, pointer = "/condition"): Placed[] => [
  { part, pointer },
  ...(part.kind === "group"
    ? part.parts.flatMap((each, at) => placesIn(each, `${pointer}/${part.join}/${at}`))
    : []),
];
