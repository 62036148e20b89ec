import { useSyncExternalStore } from "react";
import { flushSync } from "react-dom";

// Told by the browser before it lays the page out for paper, and after.
const watch = (changed: () => void): (() => void) => {
  const now = (printing: boolean) => () => {
    state.printing = printing;
    flushSync(changed);
  };
  const [before, after] = [now(true), now(false)];
  window.addEventListener("beforeprint", before);
  window.addEventListener("afterprint", after);
  return () => {
    window.removeEventListener("beforeprint", before);
    window.removeEventListener("afterprint", after);
  };
};
const state = { printing: false };

/** Whether the page is on its way to paper. */
export const usePrinting = (): boolean => useSyncExternalStore(watch, () => state.printing);
