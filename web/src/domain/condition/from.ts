// Conditions that come from outside: an address that anybody may have written, a saved query.
import type { Condition } from "@/api/segments";

type Fields = Record<string, unknown>;

const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

type Check = (value: unknown) => boolean;

const isText: Check = (value) => typeof value === "string";
const isNumber: Check = (value) => typeof value === "number";
const listOf =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check);
const given = (value: unknown, check: Check): boolean =>
  value === undefined || value === null || check(value);

/** Whether all that is there is of its kind; what nobody knows is refused too. */
const holds = (value: unknown, checks: Record<string, Check>): boolean =>
  isFields(value) &&
  Object.keys(value).every((name) => name in checks) &&
  Object.entries(checks).every(([name, check]) => given(value[name], check));

const ids = listOf(isNumber);
const words = listOf(isText);

const isRows: Check = (value) =>
  isFields(value) &&
  Object.entries(value).every(([name, list]) =>
    given(list, name === "product" || name === "offer" ? ids : words),
  );

const isWindow: Check = (value) => holds(value, { last_days: isNumber, from: isText, to: isText });

const isCell: Check = (value) =>
  isFields(value) &&
  isText(value["analysis"]) &&
  isText(value["key"]) &&
  words(value["choices"]) &&
  holds(value, {
    analysis: isText,
    choices: words,
    key: isText,
    as_of: isText,
    from: isText,
    to: isText,
    product: ids,
    medium: words,
    prefecture: words,
    segment: isNumber,
  });

/** Whether the builder can show it; whether it makes sense, the server knows. */
const isCondition = (value: unknown): value is Condition =>
  holds(value, {
    field: isText,
    op: isText,
    values: words,
    ids,
    number: isNumber,
    to: isNumber,
    cell: isCell,
    of: isRows,
    window: isWindow,
    all: listOf(isCondition),
    any: listOf(isCondition),
    none: listOf(isCondition),
  });

const parsed = (text: string): unknown => {
  try {
    const value: unknown = JSON.parse(text, (_, inner: unknown) => (inner === null ? undefined : inner));
    return value;
  } catch {
    return undefined;
  }
};

/** Without what is absent, as short as somebody would write it; nothing of what is no condition. */
export const conditionFrom = (value: unknown): Condition | undefined => {
  const found = parsed(typeof value === "string" ? value : JSON.stringify(value ?? null));
  return isCondition(found) && Object.keys(found).length > 0 ? found : undefined;
};

/** Of a condition in an address: beyond it the server refuses (src/segment/asked_condition.h). */
const mostBytes = 4000;

/** Whether an address has room for it. */
export const fitsAddress = (condition: Condition): boolean =>
  encodeURIComponent(JSON.stringify(condition)).length <= mostBytes;
