// Money, days, instants and rates as people read them. Pure: zone, language and currency are given.
export type Locale = "ja" | "en";
export type Places = { locale: Locale; zone: string; currency: { code: string; exponent: number } };

export const dash = "–";

// Made once each: a table of a thousand sums would wait longer for them than for its answer.
const made = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat>();
const tagOf = (locale: Locale): string => (locale === "ja" ? "ja-JP" : "en-GB");

const numbers = (tag: string, options: Intl.NumberFormatOptions): Intl.NumberFormat => {
  const key = `number ${tag} ${JSON.stringify(options)}`;
  const known = made.get(key);
  if (known instanceof Intl.NumberFormat) return known;
  const format = new Intl.NumberFormat(tag, options);
  made.set(key, format);
  return format;
};

const dates = (tag: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat => {
  const key = `date ${tag} ${JSON.stringify(options)}`;
  const known = made.get(key);
  if (known instanceof Intl.DateTimeFormat) return known;
  const format = new Intl.DateTimeFormat(tag, options);
  made.set(key, format);
  return format;
};

export const money = (minor: number, places: Places): string => {
  const value = minor / 10 ** places.currency.exponent;
  return numbers(tagOf(places.locale), {
    style: "currency",
    currency: places.currency.code,
    currencyDisplay: "narrowSymbol",
    minimumFractionDigits: places.currency.exponent,
    maximumFractionDigits: places.currency.exponent,
  })
    .format(value)
    .replace("\uffe5", "\u00a5");
};

/** ¥12,345,678 → 1,235万円 in Japanese, 12.3M elsewhere: for axes and narrow cells. */
export const shortMoney = (minor: number, places: Places): string => {
  const value = minor / 10 ** places.currency.exponent;
  if (Math.abs(value) < 10_000) return money(Math.round(value) * 10 ** places.currency.exponent, places);
  return numbers(tagOf(places.locale), {
    style: "currency",
    currency: places.currency.code,
    currencyDisplay: "narrowSymbol",
    notation: "compact",
    useGrouping: "always",
    maximumFractionDigits: 1,
  })
    .format(value)
    .replace("\uffe5", "\u00a5");
};

export const count = (value: number): string => numbers("en-US", {}).format(value);

/** Grouped, with so many decimals at least and at most. */
export const decimal = (value: number, least: number, most: number): string =>
  numbers("en-US", { minimumFractionDigits: least, maximumFractionDigits: most }).format(value);

const weekday = (date: Date, locale: Locale): string =>
  dates(tagOf(locale), { weekday: "short", timeZone: "UTC" }).format(date);

const utc = (day: string): Date => new Date(`${day}T00:00:00Z`);

/** 2026-11-22 → 2026/11/22(日). */
export const day = (value: string | null, locale: Locale): string => {
  if (value === null) return dash;
  return `${value.replaceAll("-", "/")}(${weekday(utc(value), locale)})`;
};

/** 2026-11-22 → 11/22(日); the year is said when it is not this one. */
export const shortDay = (value: string | null, locale: Locale, today: string): string => {
  if (value === null) return dash;
  if (value.slice(0, 4) !== today.slice(0, 4)) return day(value, locale);
  return `${Number(value.slice(5, 7))}/${Number(value.slice(8, 10))}(${weekday(utc(value), locale)})`;
};

const parts = (instant: string, zone: string): Map<string, string> =>
  new Map(
    dates("en-CA", {
      timeZone: zone,
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
    })
      .formatToParts(new Date(instant))
      .map((part) => [part.type, part.value]),
  );

const pick = (from: Map<string, string>, name: string): string => from.get(name) ?? "";

/** The shop's calendar day of an instant. */
export const dayOf = (instant: string, zone: string): string => {
  const at = parts(instant, zone);
  return `${pick(at, "year")}-${pick(at, "month")}-${pick(at, "day")}`;
};

export const clock = (instant: string, zone: string): string => {
  const at = parts(instant, zone);
  return `${pick(at, "hour")}:${pick(at, "minute")}`;
};

export const instant = (value: string | null, places: Places): string =>
  value === null ? dash : `${day(dayOf(value, places.zone), places.locale)} ${clock(value, places.zone)}`;

/** An instant as the value of <input type="datetime-local"> in the shop's zone. */
export const localInput = (value: string | null, zone: string): string =>
  value === null ? "" : `${dayOf(value, zone)}T${clock(value, zone)}`;

const offsetMs = (at: number, zone: string): number => {
  const local = new Date(at).toISOString();
  const shown = `${dayOf(local, zone)}T${clock(local, zone)}:00Z`;
  return Date.parse(shown) - Math.floor(at / 60_000) * 60_000;
};

/** The inverse of localInput; the zone's offset is looked up twice for the hours around a change. */
export const instantOfLocal = (value: string, zone: string): string | null => {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(value)) return null;
  const naive = Date.parse(`${value}:00Z`);
  const guess = naive - offsetMs(naive, zone);
  return new Date(naive - offsetMs(guess, zone)).toISOString();
};

/** 124 s → 2:04. */
export const duration = (seconds: number): string => {
  const whole = Math.max(0, Math.floor(seconds));
  const two = (value: number): string => String(value).padStart(2, "0");
  if (whole >= 3600)
    return `${Math.floor(whole / 3600)}:${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}`;
  return `${Math.floor(whole / 60)}:${two(whole % 60)}`;
};

export const percent = (value: number | null, digits = 1): string =>
  value === null ? dash : `${(value * 100).toFixed(digits)} %`;

/** 60.9–62.7: both ends of a share in percent at one precision, to stand in brackets after it. */
export const range = (low: number | null, high: number | null): string =>
  low === null || high === null ? dash : `${(low * 100).toFixed(1)}–${(high * 100).toFixed(1)}`;

/** 60.9–62.7 %: the unit once. */
export const interval = (low: number | null, high: number | null): string =>
  low === null || high === null ? dash : `${range(low, high)} %`;

/** Days since 1970-01-01 → "2026-11-22". */
export const isoDay = (days: number): string => new Date(days * 86_400_000).toISOString().slice(0, 10);

/** Months since 1970-01 → "2026-11". */
export const isoMonth = (months: number): string =>
  `${1970 + Math.floor(months / 12)}-${String((((months % 12) + 12) % 12) + 1).padStart(2, "0")}`;

/** 2026-11 in the words of the language. */
export const month = (value: string, locale: Locale): string =>
  dates(tagOf(locale), {
    year: "numeric",
    month: "short",
    timeZone: "UTC",
  }).format(utc(`${value}-01`));

export const shortMonth = (value: string): string => `${value.slice(2, 4)}/${value.slice(5, 7)}`;

export const bytes = (value: number): string => {
  const units = ["B", "KB", "MB", "GB", "TB"];
  const power = value < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log(value) / Math.log(1024)));
  const scaled = value / 1024 ** power;
  return `${power === 0 ? scaled : scaled.toFixed(1)} ${units[power] ?? ""}`;
};
