import type { ReportSchedule, ReportScheduleDraft } from "@/api/types";
import { wordFor, type Translate } from "@/i18n/words";

export const paces = ["day", "week", "month"] as const;
export const formats = ["pdf", "xlsx", "csv"] as const;
export const languages = ["ja", "en"] as const;

/** What the form holds: `on` is the weekday or the day of the month, whichever the pace needs. */
export type ScheduleEntries = {
  name: string;
  what: string | null;
  every: (typeof paces)[number];
  on: number;
  hour: number;
  format: (typeof formats)[number];
  language: (typeof languages)[number];
  recipients: string[];
};

export const emptyEntries = (language: (typeof languages)[number]): ScheduleEntries => ({
  name: "",
  what: null,
  every: "week",
  on: 1,
  hour: 8,
  format: "pdf",
  language,
  recipients: [],
});

const whatOf = (schedule: ReportSchedule): string | null => {
  if (schedule.view_id !== null) return `view ${schedule.view_id}`;
  return schedule.dashboard_id === null ? null : `board ${schedule.dashboard_id}`;
};

export const entriesOf = (schedule: ReportSchedule): ScheduleEntries => ({
  name: schedule.name,
  what: whatOf(schedule),
  every: paces.find((pace) => pace === schedule.every) ?? "week",
  on: schedule.weekday ?? schedule.day_of_month ?? 1,
  hour: schedule.hour,
  format: formats.find((each) => each === schedule.format) ?? "pdf",
  language: languages.find((each) => each === schedule.language) ?? "ja",
  recipients: schedule.recipients.map(({ user_id }) => String(user_id)),
});

export const draftOf = (entries: ScheduleEntries, active: boolean): ReportScheduleDraft => {
  const [sort, id] = (entries.what ?? "").split(" ");
  return {
    name: entries.name,
    every: entries.every,
    weekday: entries.every === "week" ? entries.on % 7 : null,
    day_of_month: entries.every === "month" ? Math.max(entries.on, 1) : null,
    hour: entries.hour,
    view_id: sort === "view" ? Number(id) : null,
    dashboard_id: sort === "board" ? Number(id) : null,
    format: entries.format,
    language: entries.language,
    active,
    recipients: entries.recipients.map(Number),
  };
};

export const isComplete = (entries: ScheduleEntries): boolean =>
  entries.name.trim() !== "" && entries.what !== null && entries.recipients.length > 0;

/** "Every week Monday 8:00" */
export const rhythmOf = (schedule: ReportSchedule, t: Translate): string =>
  [
    wordFor(t, "schedule.every", schedule.every),
    schedule.weekday === null ? "" : wordFor(t, "schedule.weekday", String(schedule.weekday)),
    schedule.day_of_month === null ? "" : t("schedule.dayOf", { n: schedule.day_of_month }),
    t("schedule.hourOf", { n: schedule.hour }),
  ]
    .filter((part) => part !== "")
    .join(" ");
