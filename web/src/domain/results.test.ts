import { describe, expect, it } from "vitest";
import { resultsOfTalk } from "./results";

const results = ["kept", "abandoned"].map((code) => ({ code, ja: code, en: code }));
const codes = (told?: string) => resultsOfTalk(results, told).map(({ code }) => code);

describe("the results of a conversation", () => {
  it("have no call that nobody answered", () => {
    expect(codes()).toEqual(["kept"]);
  });
  it("leave it to the record of such a call", () => {
    expect(codes("abandoned")).toEqual(["kept", "abandoned"]);
  });
});
