import { describe, expect, it } from "vitest";
import { shortcutOf } from "./shortcut";

const press = { key: "", ctrl: false, alt: false, composing: false, typing: false, leader: false };

describe("shortcuts", () => {
  it.each([
    ["/", { kind: "search" }],
    ["?", { kind: "help" }],
    ["g", { kind: "leader" }],
    ["r", { kind: "record" }],
    ["n", { kind: "next" }],
    ["x", { kind: "none" }],
  ])("reads %s", (key, meaning) => {
    expect(shortcutOf({ ...press, key })).toEqual(meaning);
  });
  it("goes to a page by g and a letter", () => {
    expect(shortcutOf({ ...press, key: "t", leader: true })).toEqual({ kind: "go", letter: "t" });
  });
  it("saves with Ctrl+Enter, in a text field too", () => {
    expect(shortcutOf({ ...press, key: "Enter", ctrl: true, typing: true })).toEqual({ kind: "save" });
  });
  it("leaves letters to the field that is being typed in", () => {
    expect(shortcutOf({ ...press, key: "/", typing: true })).toEqual({ kind: "none" });
  });
  it.each(["Enter", "/", "g", "?"])("does nothing on %s while an input method composes", (key) => {
    expect(shortcutOf({ ...press, key, composing: true })).toEqual({ kind: "none" });
    expect(shortcutOf({ ...press, key, ctrl: true, composing: true })).toEqual({ kind: "none" });
  });
});
