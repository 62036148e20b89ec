import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { contrast } from "./contrast";
import { ink, series } from "./palette";

const css = readFileSync("src/ui/tokens.css", "utf8");

const tokensOf = (scheme: string): Map<string, string> => {
  const block = css.split(`[data-mantine-color-scheme="${scheme}"] {`)[1]?.split("}")[0] ?? "";
  return new Map([...block.matchAll(/--([a-z-]+): (#[0-9a-f]{6});/g)].map((m) => [m[1] ?? "", m[2] ?? ""]));
};

const texts = ["text", "text-soft", "text-faint", "accent", "danger", "warning", "good", "info"];
const grounds = ["page", "panel", "hover"];
const onOwnSoft = ["accent", "danger", "warning", "good", "info"];

describe.each(["light", "dark"] as const)("tokens of the %s scheme", (scheme) => {
  const tokens = tokensOf(scheme);
  const value = (name: string): string => tokens.get(name) ?? `missing --${name}`;

  it.each(texts.flatMap((text) => grounds.map((ground) => [text, ground])))(
    "writes %s on %s with at least 4.5:1",
    (text = "", ground = "") => {
      expect(contrast(value(text), value(ground))).toBeGreaterThanOrEqual(4.5);
    },
  );
  it.each(onOwnSoft)("writes %s on its own soft ground with at least 4.5:1", (name) => {
    expect(contrast(value(name), value(`${name}-soft`))).toBeGreaterThanOrEqual(4.5);
  });
  it("writes on the accent with at least 4.5:1", () => {
    expect(contrast(value("on-accent"), value("accent"))).toBeGreaterThanOrEqual(4.5);
    expect(contrast(value("text-soft"), value("sunken"))).toBeGreaterThanOrEqual(4.5);
  });
  it("draws the border of a control with at least 3:1", () => {
    expect(contrast(value("line-strong"), value("panel"))).toBeGreaterThanOrEqual(3);
  });
  it.each(series[scheme])("draws the series %s with at least 3:1", (colour) => {
    expect(contrast(colour, value("panel"))).toBeGreaterThanOrEqual(3);
  });
  it("paints canvases in the colours of the style sheet", () => {
    expect(ink[scheme]).toEqual({
      text: value("text"),
      soft: value("text-soft"),
      line: value("line"),
      panel: value("panel"),
    });
  });
});
