import { describe, expect, it } from "vitest";
import {
  bytes,
  count,
  day,
  dayOf,
  decimal,
  duration,
  instantOfLocal,
  interval,
  localInput,
  money,
  shortMoney,
  percent,
  range,
  shortDay,
} from "./format";

const tokyo = { locale: "ja" as const, zone: "Asia/Tokyo", currency: { code: "JPY", exponent: 0 } };
const london = { locale: "en" as const, zone: "Europe/London", currency: { code: "GBP", exponent: 2 } };

describe("format", () => {
  it("writes money in the currency's own minor units", () => {
    expect(money(1234, tokyo)).toBe("¥1,234");
    expect(shortMoney(98_141_000, tokyo)).toBe("¥9,814.1万");
    expect(money(974_774_793, london)).toBe("£9,747,747.93");
  });
  it("keeps formats apart that differ in language, currency or decimals", () => {
    expect([money(5, tokyo), money(5, london), money(5, tokyo)]).toEqual(["¥5", "£0.05", "¥5"]);
    expect([decimal(1234.5, 0, 0), decimal(1234.5, 2, 2), count(1234)]).toEqual([
      "1,235",
      "1,234.50",
      "1,234",
    ]);
    expect([day("2026-11-22", "en"), day("2026-11-22", "ja")]).toEqual(["2026/11/22(Sun)", "2026/11/22(日)"]);
  });
  it("writes a day with its weekday", () => {
    expect(day("2026-11-22", "ja")).toBe("2026/11/22(日)");
    expect(day(null, "ja")).toBe("–");
  });
  it("says the year only when it is another one", () => {
    expect(shortDay("2026-11-02", "ja", "2026-11-22")).toBe("11/2(月)");
    expect(shortDay("2025-11-02", "ja", "2026-11-22")).toBe("2025/11/02(日)");
  });
  it("takes the calendar day of the shop's zone, not of the browser", () => {
    expect(dayOf("2026-11-21T15:30:00.000Z", "Asia/Tokyo")).toBe("2026-11-22");
  });
  it("turns a local input into an instant and back, across a change of the clocks", () => {
    for (const local of ["2026-11-27T10:00", "2026-03-29T03:30", "2026-10-25T00:30"]) {
      const at = instantOfLocal(local, "Europe/London");
      expect(localInput(at, "Europe/London")).toBe(local);
    }
    expect(instantOfLocal("2026-11-27T10:00", "Asia/Tokyo")).toBe("2026-11-27T01:00:00.000Z");
    expect(instantOfLocal("", "Asia/Tokyo")).toBeNull();
  });
  it("writes durations, rates, intervals and sizes as people read them", () => {
    expect(duration(134)).toBe("2:14");
    expect(duration(3605)).toBe("1:00:05");
    expect(percent(0.2613)).toBe("26.1 %");
    expect(percent(null)).toBe("–");
    expect(interval(0.609, 0.627)).toBe("60.9–62.7 %");
    expect(range(0.609, 0.627)).toBe("60.9–62.7");
    expect(range(null, null)).toBe("–");
    expect(bytes(1_500_000)).toBe("1.4 MB");
  });
});
