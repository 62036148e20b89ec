import { describe, expect, it } from "vitest";
import { fromBase64url, toBase64url } from "./base64url";

const bytes = (...values: number[]): ArrayBuffer => Uint8Array.from(values).buffer;

describe("bytes in base64url", () => {
  it("use the letters of addresses and no padding", () => {
    expect(toBase64url(bytes(0xfb, 0xff, 0xfe))).toBe("-__-");
    expect(toBase64url(bytes(0))).toBe("AA");
    expect(toBase64url(bytes())).toBe("");
  });
  it("come back as they went, at every length", () => {
    for (let length = 0; length < 70; length += 1) {
      const given = Uint8Array.from({ length }, (_, at) => (at * 37 + length) % 256);
      expect(fromBase64url(toBase64url(given.buffer))).toEqual(given);
    }
  });
});
