import { describe, expect, it } from "vitest";
import { proveAgain, proveBy, wantsProof } from "./step-up";

const refusal = (status: number, code: string): Response =>
  new Response(JSON.stringify({ code }), { status });

describe("a fresh proof", () => {
  it("is wanted by one refusal only, whose body stays to be read", async () => {
    const refused = refusal(403, "step_up_required");
    expect(await wantsProof(refused)).toBe(true);
    expect(await refused.json()).toEqual({ code: "step_up_required" });
    expect(await wantsProof(refusal(403, "forbidden"))).toBe(false);
    expect(await wantsProof(refusal(401, "step_up_required"))).toBe(false);
    expect(await wantsProof(new Response("not JSON", { status: 403 }))).toBe(false);
  });
  it("is not given where nobody can be asked", async () => {
    expect(await proveAgain()).toBe(false);
  });
  it("is asked for once by all who wait, and again the next time", async () => {
    let times = 0;
    let answer = (_proven: boolean): void => undefined;
    const takeBack = proveBy(() => {
      times += 1;
      return new Promise((resolve) => {
        answer = resolve;
      });
    });
    const both = [proveAgain(), proveAgain()];
    answer(true);
    expect(await Promise.all(both)).toEqual([true, true]);
    expect(times).toBe(1);
    const later = proveAgain();
    answer(false);
    expect(await later).toBe(false);
    expect(times).toBe(2);
    takeBack();
    expect(await proveAgain()).toBe(false);
  });
});
