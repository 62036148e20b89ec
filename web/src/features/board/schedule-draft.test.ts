import { describe, expect, it } from "vitest";
import type { ReportSchedule } from "@/api/types";
import { draftOf, emptyEntries, entriesOf, isComplete } from "./schedule-draft";

const monthly: ReportSchedule = {
  id: 3,
  version: 2,
  name: "月次",
  every: "month",
  weekday: null,
  day_of_month: 31,
  hour: 9,
  view_id: null,
  dashboard_id: 7,
  format: "xlsx",
  active: false,
  language: "en",
  recipients: [{ user_id: 1, name: "山本" }],
  next_run: null,
  last_run: null,
  troubles: [],
  made_by: 1,
  made_by_name: "山本",
  created_at: "2026-11-01T00:00:00.000Z",
  updated_at: "2026-11-01T00:00:00.000Z",
};

describe("a schedule in its form", () => {
  it("is written back as it was read", () => {
    expect(draftOf(entriesOf(monthly), monthly.active)).toEqual({
      name: "月次",
      every: "month",
      weekday: null,
      day_of_month: 31,
      hour: 9,
      view_id: null,
      dashboard_id: 7,
      format: "xlsx",
      active: false,
      language: "en",
      recipients: [1],
    });
  });
  it("says only what its pace needs", () => {
    const entries = { ...emptyEntries("ja"), what: "view 4", on: 0 };
    expect(draftOf(entries, true)).toMatchObject({ view_id: 4, weekday: 0, day_of_month: null });
    expect(draftOf({ ...entries, every: "month" }, true)).toMatchObject({ weekday: null, day_of_month: 1 });
    expect(draftOf({ ...entries, every: "day" }, true)).toMatchObject({ weekday: null, day_of_month: null });
  });
  it("needs a name, something to send and somebody to write to", () => {
    const entries = { ...emptyEntries("ja"), name: "朝", what: "view 4", recipients: ["1"] };
    expect(isComplete(entries)).toBe(true);
    expect(isComplete({ ...entries, name: " " })).toBe(false);
    expect(isComplete({ ...entries, what: null })).toBe(false);
    expect(isComplete({ ...entries, recipients: [] })).toBe(false);
  });
});
