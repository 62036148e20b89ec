import { describe, expect, it } from "vitest";
import { listOf, listText } from "./list-text";

describe("a list in the address", () => {
  it("keeps a comma that belongs to a value", () => {
    expect(listText(["TV, radio", "web"])).toBe("TV\\, radio,web");
    expect(listOf("TV\\, radio,web")).toEqual(["TV, radio", "web"]);
  });
  it.each([[["\\"]], [["a\\", "b"]], [["C:\\dir"]], [["\\,", ",", "a,b\\"]], [["検索", "x"]]])(
    "gives back %j",
    (values) => {
      expect(listOf(listText(values))).toEqual(values);
    },
  );
  it("has no empty values", () => {
    expect(listOf("")).toEqual([]);
    expect(listOf(undefined)).toEqual([]);
    expect(listOf(",a,,b,")).toEqual(["a", "b"]);
    expect(listText([12, 5])).toBe("12,5");
  });
});
