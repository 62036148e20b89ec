import { useEffect, useState, type RefObject } from "react";

const margin = "300px";

/** Whether an element is in the window or nearly; at first, before that is known, it is. */
export const useIsNear = (box: RefObject<HTMLElement | null>): boolean => {
  const [near, setNear] = useState(true);
  useEffect(() => {
    const element = box.current;
    if (element === null) return undefined;
    const watcher = new IntersectionObserver((seen) => setNear(seen.at(-1)?.isIntersecting ?? true), {
      rootMargin: margin,
    });
    watcher.observe(element);
    return () => watcher.disconnect();
  }, [box]);
  return near;
};
