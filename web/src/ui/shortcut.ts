// Which shortcut a key press means. Pure, so that the rules can be read in the test.
export type KeyPress = {
  key: string;
  ctrl: boolean;
  alt: boolean;
  composing: boolean;
  /** The focus is in a field that takes text. */
  typing: boolean;
  /** A `g` came just before. */
  leader: boolean;
};

export type Shortcut =
  | { kind: "search" }
  | { kind: "help" }
  | { kind: "save" }
  | { kind: "record" }
  | { kind: "next" }
  | { kind: "leader" }
  | { kind: "go"; letter: string }
  | { kind: "none" };

export const shortcutOf = (press: KeyPress): Shortcut => {
  if (press.composing || press.alt) return { kind: "none" };
  if (press.ctrl) return press.key === "Enter" ? { kind: "save" } : { kind: "none" };
  if (press.typing) return { kind: "none" };
  if (press.leader) return /^[a-z]$/.test(press.key) ? { kind: "go", letter: press.key } : { kind: "none" };
  if (press.key === "/") return { kind: "search" };
  if (press.key === "?") return { kind: "help" };
  if (press.key === "r") return { kind: "record" };
  if (press.key === "n") return { kind: "next" };
  if (press.key === "g") return { kind: "leader" };
  return { kind: "none" };
};
