// Which actions there are on which things, as the server's access/rights.h has them; it refuses any
// other. Whether an action can be narrowed to some rows or is all or nothing is its reach.
export const actions = [
  "view",
  "create",
  "edit",
  "delete",
  "export",
  "import",
  "call",
  "assign",
  "listen",
] as const;
export type Action = (typeof actions)[number];

/** `rows`: own, of the team, all. `whole`: the thing is the shop's, so all or nothing. */
export type Reach = "rows" | "whole";
type Line = { entity: string; rows: readonly Action[]; whole: readonly Action[] };

export const lines: readonly Line[] = [
  {
    entity: "customer",
    rows: ["view", "edit", "delete", "export", "call", "assign"],
    whole: ["create"],
  },
  { entity: "order", rows: ["view", "export"], whole: [] },
  { entity: "subscription", rows: ["view", "edit", "export"], whole: [] },
  { entity: "contact", rows: ["view", "create", "edit", "delete", "export", "listen"], whole: [] },
  { entity: "call_list", rows: ["view", "edit", "export"], whole: ["create", "assign"] },
  { entity: "product", rows: [], whole: ["view", "create", "edit"] },
  { entity: "insight", rows: ["view", "export"], whole: ["edit"] },
  { entity: "import", rows: [], whole: ["view", "import", "export"] },
  { entity: "pick_list", rows: [], whole: ["view", "create", "edit"] },
  { entity: "settings", rows: [], whole: ["view", "edit"] },
  { entity: "member", rows: [], whole: ["view", "create", "edit"] },
  { entity: "role", rows: [], whole: ["view", "create", "edit", "delete"] },
  { entity: "audit", rows: ["view", "export"], whole: [] },
  { entity: "privacy", rows: [], whole: ["view", "edit", "delete", "export"] },
  { entity: "api_key", rows: [], whole: ["view", "create", "delete"] },
];

export const reachOf = (line: Line, action: Action): Reach | null =>
  line.rows.includes(action) ? "rows" : line.whole.includes(action) ? "whole" : null;

const isAction = (word: string): word is Action => actions.some((each) => each === word);
export const isWhole = (entity: string, action: string): boolean => {
  const line = lines.find((each) => each.entity === entity);
  return line !== undefined && isAction(action) && reachOf(line, action) === "whole";
};
