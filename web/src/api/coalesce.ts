// Reads made stale in quick succession are fetched again together: at once when it is quiet, else
// when the pause is over. An import that touches a thousand customers costs one refetch a pause.
import type { StaleRead } from "./live-message";

export type Coalescer = { take: (reads: StaleRead[]) => void; stop: () => void };

const keyOf = ({ noun, customerId }: StaleRead): string => `${noun}:${customerId ?? ""}`;

export const coalesce = (pauseMs: number, refetch: (reads: StaleRead[]) => void): Coalescer => {
  const waiting = new Map<string, StaleRead>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const flush = (): void => {
    timer = undefined;
    if (waiting.size === 0) return;
    const reads = [...waiting.values()];
    waiting.clear();
    timer = setTimeout(flush, pauseMs);
    refetch(reads);
  };
  return {
    take: (reads) => {
      for (const read of reads) waiting.set(keyOf(read), read);
      if (timer === undefined) flush();
    },
    stop: () => {
      clearTimeout(timer);
      waiting.clear();
    },
  };
};
