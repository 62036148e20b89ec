import { describe, expect, it } from "vitest";
import { queryText } from "./view";

describe("the view of an analysis", () => {
  it("writes the keys of a cell for the list of people", () => {
    expect(queryText({ r: 5, f: 1, m: undefined, medium: "検索 広告" })).toBe(
      "r=5&f=1&medium=%E6%A4%9C%E7%B4%A2+%E5%BA%83%E5%91%8A",
    );
  });
});
