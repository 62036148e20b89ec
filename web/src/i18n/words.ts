import { ja } from "./ja";

export type Key = keyof typeof ja;
export type Translate = (key: Key, args?: Record<string, string | number>) => string;

const isKey = (key: string): key is Key => key in ja;

/** The words for a code of the server, under a prefix; the code itself while it has none. */
export const wordFor = (
  t: Translate,
  prefix: string,
  code: string,
  args?: Record<string, string>,
): string => {
  const plain = `${prefix}.${code}`;
  const precise = `${plain}.${Object.keys(args ?? {})
    .sort()
    .join("_")}`;
  if (isKey(precise)) return t(precise, args);
  return isKey(plain) ? t(plain, args) : code;
};

/**
 * English counts: `{{n, counted(one: day; other: days)}}` says "1 day", "2 days". What is counted may
 * come with its thousands written already.
 */
export const counted = (
  value: unknown,
  _language: string | undefined,
  words: { one?: string; other?: string },
): string => {
  const n = String(value);
  return `${n} ${(n === "1" ? words.one : words.other) ?? ""}`;
};
