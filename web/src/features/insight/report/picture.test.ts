import { describe, expect, it } from "vitest";
import { bridgeExtent, stairsOf } from "./bridge";
import { drawnColumns, openCells, pressedCell, rowKey } from "./columns";
import { eventPlaces, niceExtent, otherValues, unitExtent } from "./drawing";
import { colourPlaces, goesRound, thingRanks } from "./flow";
import { strengthIn } from "./heat";
import { dashedPoints, marksPoints, outsideLimits, steadyPart } from "./lines";
import { otherCells } from "./other";
import { runningShares } from "./pareto";
import { pictureOf } from "./picture";
import { sortedRows } from "./sorting";
import { cellOf, figureOf, words } from "./testing";
import { saidOf, written } from "./words";

const seriesOf = (figure: ReturnType<typeof figureOf>) => {
  const { series } = pictureOf({ figure, words })?.option("light") ?? {};
  return [series].flat().flatMap((each) => (each === undefined ? [] : [each]));
};

describe("a figure's columns", () => {
  const figure = figureOf("bars", ["who:text", "sales:money", "rank:text"], [["a", 1, "x"]]);
  it("are drawn when named, else all that hold values", () => {
    expect(drawnColumns(figure).map(({ key }) => key)).toEqual(["sales"]);
    expect(drawnColumns({ ...figure, drawn: ["rank"] }).map(({ key }) => key)).toEqual(["rank"]);
  });
  it("give the cell under the pointer: of the mark, else the nearest with people", () => {
    const rows = [["m", cellOf(10, { people: "a" }), cellOf(90, { people: "b" }), cellOf(60)]];
    const lines = figureOf("lines", ["month:text", "a", "b", "c"], rows);
    expect(pressedCell(lines, { row: 0, column: "a", value: 88 })?.cell.people).toBe("a");
    expect(pressedCell(lines, { row: 0, value: 61 })?.cell.people).toBe("b");
    expect(pressedCell(lines, { row: 0, column: "c" })).toBeUndefined();
    expect(pressedCell(lines, { row: 0 })?.cell.people).toBe("a");
    expect(pressedCell(lines, { row: 7 })).toBeUndefined();
  });
});

describe("a point that is read aloud", () => {
  it("says from what it was counted, and names each column that opens", () => {
    const rate = cellOf(0.5, { low: 0.4, high: 0.6, n: 84, people: "kept" });
    expect(saidOf(rate, "share", words)).toBe("50.0 % (40.0–60.0 %, n = 84)");
    expect(saidOf(cellOf("3回目"), "text", words)).toBe("3回目");
    const figure = figureOf("lines", ["m:text", "a", "b", "c"], [["x", 1, rate, cellOf(3, { people: "z" })]]);
    expect(openCells(figure, 0).map(({ column }) => column.key)).toEqual(["b", "c"]);
    expect(openCells(figure, 4)).toEqual([]);
  });
});

describe("an axis", () => {
  it("begins at zero and ends at a round number", () => {
    expect(niceExtent([17_200_000])).toEqual({ min: 0, max: 20_000_000, interval: 5_000_000 });
    expect(niceExtent([-0.3, 2.3])).toEqual({ min: -1, max: 3, interval: 1 });
    expect(niceExtent([])).toEqual({ min: 0, max: 1, interval: 0.25 });
  });
  it("of shares ends at 100 % when it comes near", () => {
    expect(unitExtent([0.91], "share").max).toBe(1);
    expect(unitExtent([0.13], "share").max).toBe(0.15);
  });
});

describe("stacked bars", () => {
  it("have room for what is added above and taken below zero", () => {
    const figure = figureOf("stack", ["m:month", "won", "back", "lost"], [[600, 40, 10, -30]]);
    const option = pictureOf({ figure, words })?.option("light");
    expect([option?.yAxis].flat()[0]).toMatchObject({ min: -40, max: 60 });
  });
});

describe("lines", () => {
  it("are dashed where either end of a part is immature", () => {
    expect(dashedPoints([false, false, true, true])).toEqual([false, true, true, true]);
    expect(dashedPoints([true, false, false])).toEqual([true, true, false]);
    expect(dashedPoints([false, false])).toEqual([false, false]);
  });
  it("mark their points where these are few, or joined to no other", () => {
    const many = Array.from({ length: 30 }, (_, at) => at);
    expect(marksPoints(many.slice(0, 24))).toBe(true);
    expect(marksPoints(many)).toBe(false);
    expect(marksPoints(many.map((at) => (at === 5 ? undefined : at)))).toBe(false);
    expect(marksPoints(many.map((at) => (at === 1 ? undefined : at)))).toBe(true);
  });
  it("are named by one series, each at its own end", () => {
    const figure = figureOf(
      "lines",
      ["m:delivery", "a", "b"],
      [
        [1, 1, 9],
        [2, 2, 8],
      ],
    );
    const names = seriesOf(figure).filter(({ type }) => type === "scatter");
    expect(names.map(({ data }) => data)).toMatchObject([[{ value: [1, 2] }, { value: [1, 8] }]]);
  });
  it("end where only few are left", () => {
    const few = cellOf(1, { n: 2, immature: true });
    const many = cellOf(0.5, { n: 80 });
    const waiting = cellOf(0.4, { n: 900, immature: true });
    expect(steadyPart([few, many, many, waiting, few, few])).toEqual({ from: 1, to: 3 });
    expect(steadyPart([few, few])).toEqual({ from: 0, to: 1 });
  });
  it("of one moment are told by the table", () => {
    expect(pictureOf({ figure: figureOf("lines", ["m:month", "n"], [[600, 1]]), words })).toBeUndefined();
  });
  it("draw a count, its mean and its limits on one axis, another unit not at all", () => {
    const figure = figureOf(
      "lines",
      ["w:day", "contacts:count", "high:number", "low:number", "rate:share"],
      [
        [20_000, 12, 14.5, 3.5, 0.2],
        [20_007, 11, 14.5, 3.5, 0.1],
      ],
    );
    expect(seriesOf(figure).flatMap(({ id }) => (id === undefined ? [] : [id]))).toEqual([
      "contacts",
      "high",
      "low",
    ]);
    const option = pictureOf({ figure, words })?.option("light");
    expect([option?.yAxis].flat()[0]).toMatchObject({ min: 0, max: 15 });
  });
  it("ring what is judged and lies outside its limits", () => {
    const figure = figureOf(
      "lines",
      ["m:month", "rate:share", "low:share", "high:share", "signal:text"],
      [
        [600, 0.1, 0.05, 0.2, ""],
        [601, 0.3, 0.05, 0.2, "上方限界を超えた"],
        [602, 0.15, 0.05, 0.2, "8回続けて平均より上"],
        [603, 0.01, 0.05, 0.2, null],
      ],
      ["rate", "low", "high"],
    );
    const [column] = drawnColumns(figure);
    expect(column).toBeDefined();
    if (column === undefined) return;
    const rows = [0, 1, 2, 3];
    expect(outsideLimits({ drawing: { figure, words }, rows, column })).toEqual([1]);
    expect(seriesOf(figure).map(({ data }) => data)).toContainEqual(["-", 0.3, "-", "-"]);
  });
  it("are six at most", () => {
    const keys = ["a", "b", "c", "d", "e", "f", "g"];
    const figure = figureOf("lines", ["m:delivery", ...keys], [[1, 1, 2, 3, 4, 5, 6, 7]]);
    expect(seriesOf(figure).flatMap(({ id }) => (id === undefined ? [] : [id]))).toEqual(keys.slice(0, 6));
  });
});

describe("a comparison", () => {
  const now = figureOf(
    "lines",
    ["m:month", "rate:share"],
    [
      [600, 0.5],
      [601, 0.6],
      [602, 0.7],
    ],
  );
  const then = figureOf(
    "lines",
    ["m:month", "rate:share"],
    [
      [588, 0.1],
      [590, 0.3],
    ],
  );
  it("finds a row whichever way it was judged then", () => {
    const judged = (signal: string) =>
      figureOf("lines", ["m:month", "rate:share", "signal:text"], [[600, 0.1, signal]]);
    const row = (figure: ReturnType<typeof judged>) => rowKey(figure, figure.rows[0]);
    expect(row(judged("上方限界を超えた"))).toBe(row(judged("")));
  });
  it("finds the row of as many months ago", () => {
    const other = { figure: then, label: "前年同期", months: 12, days: 0 };
    const [column] = drawnColumns(now);
    expect(column).toBeDefined();
    if (column === undefined) return;
    expect(otherValues({ figure: now, words, other }, [0, 1, 2], column)).toEqual([0.1, undefined, 0.3]);
  });
});

describe("a picture beside another answer", () => {
  const compared = (shape: string, columns: string[], rows: (string | number)[][], there = rows) => {
    const other = { figure: figureOf(shape, columns, there), label: "前", months: 0, days: 0 };
    return pictureOf({ figure: figureOf(shape, columns, rows), words, other });
  };
  it("says whether what it is compared with is drawn", () => {
    const rows = [
      ["x", 1],
      ["y", 2],
    ];
    expect(compared("lines", ["m:text", "n"], rows)?.compared).toBe(true);
    expect(compared("bars", ["m:text", "n"], rows)?.compared).toBe(true);
    expect(compared("lines", ["m:text", "n"], rows, [["z", 3]])?.compared).toBe(false);
    expect(compared("bars", ["m:text", "n"], rows, [["z", 3]])?.compared).toBe(false);
    expect(compared("stack", ["m:text", "n"], rows)?.compared).toBe(false);
    expect(compared("pareto", ["m:text", "n"], rows)?.compared).not.toBe(true);
  });
});

describe("a cell that is immature", () => {
  it("is said to be so wherever it is written with what it was counted from", () => {
    const young = cellOf(0.033, { low: 0.028, high: 0.039, n: 3803, immature: true });
    expect(saidOf(young, "share", words)).toBe("3.3 % (2.8–3.9 %, n = 3,803, insight.immature)");
    expect(saidOf(cellOf(null, { immature: true }), "share", words)).toBe("–");
    expect(saidOf(cellOf(682, { immature: true }), "month", words)).toBe("2026年11月");
  });
});

describe("the times of a comparison", () => {
  const besides = (unit: string, here: number[], there: number[], back: { months: number; days: number }) => {
    const of = (times: number[]) =>
      figureOf(
        "lines",
        [`t:${unit}`, "n"],
        times.map((time) => [time, time]),
      );
    const [now, other] = [of(here), { figure: of(there), label: "前", ...back }];
    const cells = otherCells(now, other);
    return here.map((_, at) => cells(at, "n")?.value);
  };
  it("that are months have none beside them after so many days", () => {
    const [may, august, november] = [676, 679, 682];
    const back = { months: 0, days: 90 };
    expect(besides("month", [august, november], [may, august], back)).toEqual([undefined, undefined]);
    expect(besides("month", [november], [august], { months: 3, days: 0 })).toEqual([august]);
  });
  it("that are weeks lie whole weeks back", () => {
    const monday = 20_780;
    const year = { months: 12, days: 0 };
    const here = [monday, monday + 7];
    expect(besides("day", here, [monday - 364, monday - 357], year)).toEqual([monday - 364, monday - 357]);
    expect(besides("day", here, [monday - 91], { months: 0, days: 90 })).toEqual([monday - 91, undefined]);
    expect(besides("day", [monday, monday + 1], [monday - 365], year)).toEqual([monday - 365, undefined]);
  });
});

describe("an event", () => {
  const months = figureOf(
    "lines",
    ["m:month", "n"],
    [
      [671, 1],
      [672, 1],
      [674, 1],
    ],
  );
  const on = (day: string, until = day) =>
    eventPlaces({ figure: months, words, events: [{ day, until, title: "値上げ" }] }, [0, 1, 2]).map(
      ({ index }) => index,
    );
  it("stands in its month", () => {
    expect(on("2025-12-31")).toEqual([0]);
    expect(on("2026-01-01")).toEqual([1]);
  });
  it("that began before the picture and goes on in it stands at its beginning", () => {
    expect(on("2025-10-01", "2025-12-10")).toEqual([0]);
    expect(on("2025-10-01", "2027-01-01")).toEqual([0]);
    expect(on("2025-10-01", "2025-11-30")).toEqual([]);
  });
  it("stands nowhere outside the picture or in a month that has no row", () => {
    expect(on("2025-11-30")).toEqual([]);
    expect(on("2026-02-10")).toEqual([]);
    expect(on("2026-04-01")).toEqual([]);
  });
});

describe("a bridge", () => {
  it("goes from total to total over steps", () => {
    expect(stairsOf([100, 30, -10, 120])).toEqual([
      { from: 0, to: 100, total: true },
      { from: 100, to: 130, total: false },
      { from: 130, to: 120, total: false },
      { from: 0, to: 120, total: true },
    ]);
  });
  it("stands nearer only when its steps would be hairs, and says so", () => {
    expect(bridgeExtent(stairsOf([100, 30, -10, 120])).min).toBe(0);
    const bridge = (rows: [string, number][]) =>
      pictureOf({ figure: figureOf("bridge", ["of:text", "n"], rows), words });
    const near: [string, number][] = [
      ["前", 1000],
      ["高い", 20],
      ["今", 1020],
    ];
    expect(bridge(near)?.cutAt).toBe("990");
    expect(
      bridge([
        ["前", 10],
        ["高い", 5],
        ["今", 15],
      ])?.cutAt,
    ).toBeUndefined();
  });
  it("opens the people of a pressed step, though they stand in a column of their own", () => {
    const figure = figureOf(
      "bridge",
      ["of:text", "rate:share", "change:points"],
      [
        ["前", cellOf(0.05, { people: "before" }), null],
        ["商品", null, cellOf(0.02, { people: "inner" })],
        ["今", cellOf(0.07, { people: "after" }), null],
      ],
    );
    const ids = seriesOf(figure).flatMap(({ id, silent }) =>
      id === undefined || silent ? [] : [String(id)],
    );
    const pressed = (row: number) => ids.map((id) => pressedCell(figure, { row, column: id })?.cell.people);
    expect([pressed(0), pressed(1), pressed(2)]).toEqual([["before"], ["inner"], ["after"]]);
  });
  it("stands on the ground when a level is below it", () => {
    expect(bridgeExtent(stairsOf([1000, 20, 1020])).min).toBeGreaterThan(900);
    expect(bridgeExtent(stairsOf([5, -20, -15])).min).toBeLessThanOrEqual(-15);
  });
});

describe("a flow", () => {
  it("knows a way back", () => {
    expect(
      goesRound([
        { source: "a", target: "b" },
        { source: "b", target: "c" },
      ]),
    ).toBe(false);
    expect(
      goesRound([
        { source: "a", target: "b" },
        { source: "b", target: "a" },
      ]),
    ).toBe(true);
    expect(goesRound([{ source: "a", target: "a" }])).toBe(true);
  });
  it("parts the two sides of movements between the same classes", () => {
    const rows = [
      ["優良", "優良", 5],
      ["優良", "離脱", 2],
    ];
    const [flow] = seriesOf(figureOf("flow", ["from:text", "to:text", "n"], rows));
    expect(flow?.data).toHaveLength(3);
  });
});

describe("a Pareto picture", () => {
  it("stands in falling order with the running sum", () => {
    expect(runningShares([60, 30, 10])).toEqual([0.6, 0.9, 1]);
    expect(runningShares([0, 0])).toEqual([]);
    const figure = figureOf(
      "pareto",
      ["why:text", "n"],
      [
        ["a", 1],
        ["b", 9],
      ],
    );
    expect(pictureOf({ figure, words })?.rows).toEqual([1, 0]);
  });
});

describe("a square", () => {
  it("is as dark as it is large beside the largest that is sure, and red below zero", () => {
    const rows = [["a", cellOf(4), cellOf(90, { immature: true }), cellOf(-2)]];
    const figure = figureOf("heat", ["who:text", "x", "y", "z"], rows);
    const strength = strengthIn(figure);
    const column = { key: "x", label: "x", unit: "count" };
    expect(strength(cellOf(2), column)).toEqual({ strength: 0.5, hue: "accent" });
    expect(strength(cellOf(-4), column)).toEqual({ strength: 1, hue: "danger" });
  });
});

describe("a table", () => {
  const { rows } = figureOf(
    "table",
    ["who:text", "n"],
    [
      ["い", 2],
      ["あ", null],
      ["う", 10],
    ],
  );
  const order = (at: number, falling: boolean) => sortedRows(rows, { at, falling }).map((each) => each.at);
  it("sorts by values and by words, what has no answer last", () => {
    expect(order(1, true)).toEqual([2, 0, 1]);
    expect(order(1, false)).toEqual([0, 2, 1]);
    expect(order(0, false)).toEqual([1, 0, 2]);
    expect(sortedRows(rows, undefined).map((each) => each.at)).toEqual([0, 1, 2]);
  });
});

describe("a value", () => {
  it("is written by its unit", () => {
    expect(written(0.618, "share", words)).toBe("61.8 %");
    expect(written(0.0041, "share", words)).toBe("0.41 %");
    expect(written(-0.023, "points", words)).toBe("−2.3 pt");
    expect(written(0.0001, "points", words)).toBe("±0.0 pt");
    expect(written(12_345.4, "money", words)).toBe("¥12,345");
    expect(written(682, "month", words)).toBe("2026年11月");
    expect(written(20_779, "day", words)).toBe("2026/11/22(日)");
    expect(written(2.3, "number", words)).toBe("2.30");
    expect(written(1e-9, "number", words)).toBe("< 0.001");
  });
});

describe("a figure without rows", () => {
  it("has no picture", () => {
    for (const shape of ["bars", "stack", "lines", "steps", "flow", "pareto", "bridge", "scatter"])
      expect(pictureOf({ figure: figureOf(shape, ["a:text", "b:text", "c"], []), words })).toBeUndefined();
  });
});

describe("the places of a flow", () => {
  it("stand as the report orders what goes on, the others last, then what ends", () => {
    const link = (source: string, target: string) => ({ source, target });
    const ranks = thingRanks([
      link("1: Soap", "2: Soap"),
      link("1: Soap", "2: Others"),
      link("1: Soap", "2: None"),
      link("1: Cream", "2: Gel"),
      link("1: Cream", "2: Others"),
      link("1: Others", "2: Soap"),
    ]);
    const order = [...ranks].sort((a, b) => a[1] - b[1]).map(([name]) => name);
    expect(order).toEqual(["Soap", "Cream", "Gel", "Others", "None"]);
  });
});

describe("the colours of a flow", () => {
  const link = (source: string, target: string, value: number) => ({ source, target, value });
  it("are those of the thing, whatever its stage", () => {
    const links = [link("1: Soap", "2: Soap", 9), link("1: Cream", "2: Soap", 4)];
    expect(colourPlaces(["1: Soap", "2: Soap", "1: Cream"], links)).toEqual([0, 0, 1]);
  });
  it("are one for stages that are but a number", () => {
    const links = [link("No. 1", "No. 2", 9), link("No. 2", "7+", 5), link("No. 1", "Gone", 8)];
    expect(colourPlaces(["No. 1", "No. 2", "7+", "Gone"], links)).toEqual([0, 0, 0, 1]);
  });
  it("end with the palette", () => {
    const names = ["a", "b", "c", "d", "e", "f", "g"];
    const links = names.map((name, at) => link(name, "a", 10 - at));
    expect(colourPlaces(names, links).at(-1)).toBeUndefined();
  });
});
