import { describe, expect, it } from "vitest";
import { networksOf, textOf, unreadable } from "./networks";

describe("a list of networks as text", () => {
  it("is one a line with its note behind it, and comes back as it went", () => {
    const networks = [
      { block: "192.0.2.0/24", note: "main office" },
      { block: "2001:db8::/32", note: "" },
    ];
    expect(networksOf("192.0.2.0/24  main office\n\n 2001:db8::/32 \n")).toEqual(networks);
    expect(networksOf(textOf(networks))).toEqual(networks);
  });
  it("may be typed wide", () => {
    expect(networksOf("１９２．０．２．７")).toEqual([{ block: "192.0.2.7", note: "" }]);
  });
  it("names what is none", () => {
    expect(unreadable(networksOf("192.0.2.7\noffice\n10.0.0.0/40"))).toEqual(["office", "10.0.0.0/40"]);
  });
});
