import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { coalesce } from "./coalesce";
import type { StaleRead } from "./live-message";

const read = (noun: string, customerId?: number): StaleRead => ({ noun, customerId });

describe("reads made stale in quick succession", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("are fetched at once while it is quiet", () => {
    const refetch = vi.fn();
    coalesce(1000, refetch).take([read("customers")]);
    expect(refetch).toHaveBeenCalledWith([read("customers")]);
  });
  it("are fetched at most once a pause, each once, and the last is never lost", () => {
    const refetch = vi.fn();
    const reads = coalesce(1000, refetch);
    for (let n = 0; n < 50; n += 1) {
      reads.take([read("customers"), read("customer", n % 2)]);
      vi.advanceTimersByTime(100);
    }
    expect(refetch.mock.calls.length).toBeLessThanOrEqual(6);
    reads.take([read("imports")]);
    reads.take([read("home")]);
    vi.advanceTimersByTime(1000);
    const fetched = refetch.mock.calls.flatMap(([each]: StaleRead[][]) => each ?? []);
    expect(fetched).toContainEqual(read("imports"));
    expect(fetched).toContainEqual(read("home"));
  });
  it("are forgotten when the page closes", () => {
    const refetch = vi.fn();
    const reads = coalesce(1000, refetch);
    reads.take([read("customers")]);
    reads.take([read("home")]);
    reads.stop();
    vi.advanceTimersByTime(5000);
    expect(refetch).toHaveBeenCalledTimes(1);
  });
});
