import { describe, expect, it } from "vitest";
import type { Report, ReportCell } from "@/api/types";
import { namedCells } from "./result-cells";

const cell = (value: number, people: string | null = null): ReportCell => ({
  text: null,
  value,
  low: null,
  high: null,
  n: null,
  immature: false,
  people,
});

const reportOf = (unit: string, value: number): Pick<Report, "headlines" | "figures"> => ({
  headlines: [],
  figures: [
    {
      key: "rows",
      title: "推移",
      shape: "lines",
      columns: [
        { key: "when", label: "", unit },
        { key: "n", label: "件数", unit: "count" },
      ],
      drawn: [],
      rows: [{ cells: [cell(value), cell(5, "k")], key: null }],
      left_out: 0,
      note: "",
      named_by: 1,
      lists_all: false,
    },
  ],
});

describe("the cells of an analysis", () => {
  it.each([
    ["month", 682, "推移 · 2026/11 件数"],
    ["day", 20_779, "推移 · 2026/11/22 件数"],
    ["count", 1200, "推移 · 1,200 件数"],
  ])("name a row of the unit %s in its words", (unit, value, title) => {
    expect(namedCells(reportOf(unit, value))).toEqual([{ key: "k", title }]);
  });
});
