import { describe, expect, it } from "vitest";
import { addMonths, daysOfPeriod, lengthOf, movedBack } from "./periods";

const today = "2026-11-22";

describe("a quick period", () => {
  it("ends today and begins a day after the same day of its first month", () => {
    expect(daysOfPeriod("months12", today)).toEqual({ from: "2025-11-23", to: today });
    expect(daysOfPeriod("days30", today)).toEqual({ from: "2026-10-24", to: today });
    expect(daysOfPeriod("lastMonth", today)).toEqual({ from: "2026-10-01", to: "2026-10-31" });
    expect(daysOfPeriod("wholeMonths12", today)).toEqual({ from: "2025-11-01", to: "2026-10-31" });
    expect(daysOfPeriod("lastYear", today)).toEqual({ from: "2025-01-01", to: "2025-12-31" });
  });
  it("of the business year begins in April", () => {
    expect(daysOfPeriod("fiscal", today).from).toBe("2026-04-01");
    expect(daysOfPeriod("fiscal", "2026-03-31").from).toBe("2025-04-01");
  });
});

describe("the period before another", () => {
  const before = (from: string, to: string) => {
    const back = lengthOf(from, to);
    return [movedBack(from, back), movedBack(to, back)];
  };
  it("is as many whole months", () => {
    expect(before("2026-02-01", "2026-02-28")).toEqual(["2026-01-01", "2026-01-31"]);
    expect(before("2025-11-23", "2026-11-22")).toEqual(["2024-11-23", "2025-11-22"]);
  });
  it("is the same days of the month before when a month has only begun", () => {
    expect(before("2026-11-01", "2026-11-22")).toEqual(["2026-10-01", "2026-10-22"]);
    expect(before("2026-03-01", "2026-03-30")).toEqual(["2026-02-01", "2026-02-28"]);
  });
  it("is as many days when it is no whole months", () => {
    expect(before("2026-11-02", "2026-11-22")).toEqual(["2026-10-12", "2026-11-01"]);
    expect(before("2026-10-01", "2026-11-22")).toEqual(["2026-08-09", "2026-09-30"]);
  });
  it("never runs over the end of a shorter month", () => {
    expect(addMonths("2026-03-31", -1)).toBe("2026-02-28");
    expect(movedBack("2024-02-29", { months: 12, days: 0 })).toBe("2023-02-28");
  });
});
