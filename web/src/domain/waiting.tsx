import { useEffect, useState } from "react";
import { ApiProblem } from "@/api/problem";

const secondMs = 1000;

/** How many seconds the refusal still asks to wait, counted down; 0: not at all. */
export const useWait = (error: unknown): number => {
  const asked = error instanceof ApiProblem && error.status === 429 ? error.retryAfterS : 0;
  const [passed, setPassed] = useState<{ of: unknown; seconds: number }>({ of: error, seconds: 0 });
  useEffect(() => {
    if (asked === 0) return undefined;
    const start = performance.now();
    const timer = window.setInterval(
      () => setPassed({ of: error, seconds: Math.floor((performance.now() - start) / secondMs) }),
      secondMs,
    );
    return () => window.clearInterval(timer);
  }, [asked, error]);
  return Math.max(0, asked - (passed.of === error ? passed.seconds : 0));
};
