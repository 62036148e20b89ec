import { describe, expect, it } from "vitest";
import { blockOf, letsIn } from "./address-block";

describe("blocks of addresses", () => {
  it.each(["192.0.2.0/24", "192.0.2.7", "0.0.0.0/0", "2001:db8::/32", "::1", "1:2:3:4:5:6:7:8"])(
    "are read: %s",
    (text) => {
      expect(blockOf(text)).toBeDefined();
    },
  );
  it.each([
    "",
    "office",
    "192.0.2",
    "192.0.2.256",
    "192.0.2.0/33",
    "1::2::3",
    "1:2",
    "::1/129",
    "1.2.3.4/5/6",
  ])("are nothing else: %s", (text) => {
    expect(blockOf(text)).toBeUndefined();
  });
});

describe("a list of blocks", () => {
  it("lets in who is inside one of them", () => {
    expect(letsIn(["198.51.100.0/24", "192.0.2.0/24"], "192.0.2.200")).toBe(true);
    expect(letsIn(["192.0.2.128/25"], "192.0.2.127")).toBe(false);
    expect(letsIn(["2001:db8::/32"], "2001:db8:ffff::1")).toBe(true);
    expect(letsIn(["2001:db8::/32"], "2001:db9::1")).toBe(false);
  });
  it("does not take an IPv4 address for one of IPv6", () => {
    expect(letsIn(["::/8"], "10.0.0.1")).toBe(true);
    expect(letsIn(["0.0.0.0/0"], "::1")).toBe(false);
  });
  it("lets everybody in while it is empty", () => {
    expect(letsIn([], "203.0.113.9")).toBe(true);
  });
});
