import { describe, expect, it } from "vitest";
import { remarkParts } from "./remark-parts";

const catalogue = [
  { name: "contract-value", title: "定期契約の価値" },
  { name: "what-if", title: "Winning and keeping (1:5, 5:25)" },
];

describe("a remark", () => {
  it("leads to the analysis that it names", () => {
    expect(remarkParts("見込みは「定期契約の価値」で。", catalogue)).toEqual([
      { text: "見込みは「" },
      { text: "定期契約の価値", analysis: "contract-value" },
      { text: "」で。" },
    ]);
    expect(remarkParts('See "Winning and keeping (1:5, 5:25)".', catalogue)[1]).toEqual({
      text: "Winning and keeping (1:5, 5:25)",
      analysis: "what-if",
    });
  });
  it("stays as it is when what it quotes is no title", () => {
    expect(remarkParts("「除く」を選んでください。", catalogue)).toEqual([
      { text: "「除く」を選んでください。" },
    ]);
  });
});
