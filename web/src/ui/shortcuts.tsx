import { useEffect, useRef } from "react";
import { shortcutOf, type Shortcut } from "./shortcut";

const typingIn = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName));

const leaderMs = 1500;

/** Calls `act` with the shortcut a key press means, while the component is shown. */
export const useShortcuts = (act: (shortcut: Shortcut, event: KeyboardEvent) => void): void => {
  const latest = useRef(act);
  useEffect(() => {
    latest.current = act;
  });
  useEffect(() => {
    let leaderAt = -Infinity;
    const onKeyDown = (event: KeyboardEvent): void => {
      const shortcut = shortcutOf({
        key: event.key,
        ctrl: event.ctrlKey || event.metaKey,
        alt: event.altKey,
        composing: event.isComposing || event.key === "Process",
        typing: typingIn(event.target),
        leader: event.timeStamp - leaderAt < leaderMs,
      });
      leaderAt = shortcut.kind === "leader" ? event.timeStamp : -Infinity;
      if (shortcut.kind !== "none") latest.current(shortcut, event);
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, []);
};

export const Keys = ({ keys }: { keys: string[] }) => (
  <span className="row" style={{ gap: 4, display: "inline-flex" }}>
    {keys.map((key) => (
      <kbd key={key} className="key">
        {key}
      </kbd>
    ))}
  </span>
);
