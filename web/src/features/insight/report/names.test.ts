import { expect, test } from "vitest";
import { namedAxis } from "./drawing";

const label = (names: string[], width: number) => namedAxis("light", names, width).axisLabel;

test("names stand whole, broken between letters of Japanese, or turned", () => {
  const english = [
    "Beginning of month",
    "New",
    "Reactivation",
    "Expansion",
    "Contraction",
    "Churn",
    "End of month",
  ];
  expect(label(english, 1100)).not.toHaveProperty("overflow");
  expect(label(english, 700)).toHaveProperty("overflow", "break");
  expect(label(english, 500), "a word is never broken").toHaveProperty("rotate", 40);
  expect(label(["前月末", "アップセル・追加", "当月末"], 300)).toHaveProperty("overflow", "break");
});
