import { useCallback, useEffect, useRef } from "react";

/**
 * The same function for as long as its component is there, which does what the newest one does: what
 * is given it need not be drawn anew. For what answers to events, not while drawing.
 */
export const useSteady = <Given extends unknown[]>(act: (...given: Given) => void) => {
  const newest = useRef(act);
  useEffect(() => {
    newest.current = act;
  });
  return useCallback((...given: Given): void => newest.current(...given), []);
};
