import { describe, expect, it } from "vitest";
import { againAfterMs, triesAgain } from "./again";
import { offline, problemOf } from "./problem";

describe("a read that was refused", () => {
  it("waits as long as the server says when too much was asked", () => {
    const busy = problemOf(429, {}, 3);
    expect(triesAgain(0, busy)).toBe(true);
    expect(againAfterMs(0, busy)).toBe(3000);
    expect(triesAgain(2, busy)).toBe(false);
  });
  it("is not tried again for a wait that nobody sits through, nor without a word of when", () => {
    expect(triesAgain(0, problemOf(429, {}, 900))).toBe(false);
    expect(triesAgain(0, problemOf(429, {}))).toBe(false);
  });
  it("is tried again over a broken network, never after a refusal", () => {
    expect(triesAgain(0, offline())).toBe(true);
    expect(againAfterMs(1, offline())).toBe(2000);
    expect(triesAgain(0, problemOf(403, {}))).toBe(false);
  });
});
