import { describe, expect, it } from "vitest";
import type { Session } from "@/api/types";
import { waysOf, wayOutOf } from "./step-up-ways";

const withFactors = (factors: Partial<Session["second_factor"]>): Session => ({
  user: { id: 1, login: "ann", name: "Ann" },
  csrf_token: "",
  shops: [],
  language: "ja",
  next: null,
  second_factor: { totp: false, passkeys: 0, recovery_codes: 0, ...factors },
  password_until: null,
  acting_for: null,
});

describe("the ways to prove who one is", () => {
  it("are the password alone without a second factor", () => {
    expect(waysOf(withFactors({}), true)).toEqual(["password"]);
  });

  it("never hold the password of who has a second factor", () => {
    expect(waysOf(withFactors({ passkeys: 1, recovery_codes: 10 }), true)).toEqual(["passkey", "recovery"]);
    expect(waysOf(withFactors({ passkeys: 1 }), false)).toEqual([]);
  });

  it("lead out by another factor, a recovery code, or the administrator", () => {
    expect(wayOutOf(["code", "passkey", "recovery"])).toBe("others");
    expect(wayOutOf(["passkey", "recovery"])).toBe("recovery");
    expect(wayOutOf(["passkey"])).toBe("administrator");
    expect(wayOutOf([])).toBe("administrator");
  });
});
