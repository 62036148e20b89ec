// The rights of a role as a table of things × actions. Pure: what can be granted, how a cell steps
// from one scope to the next, and in what two roles differ.
import type { RoleField, RoleGrant } from "@/api/types";
import { actions, lines, reachOf, type Action, type Reach } from "@/domain/pairs";
import { fieldGroups, fieldRightOf, scopeOf, type FieldRight, type Scope } from "@/domain/rights";

const steps: Record<Reach, readonly Scope[]> = {
  rows: ["none", "own", "team", "all"],
  whole: ["none", "all"],
};

/** The scope after this one, round and round; `by` -1 goes back. */
export const stepped = (reach: Reach, scope: Scope, by: 1 | -1): Scope => {
  const ring = steps[reach];
  const at = Math.max(0, ring.indexOf(scope));
  return ring[(at + by + ring.length) % ring.length] ?? "none";
};

/** The scope of a digit key: 1 no … 4 all; undefined where the pair has no such scope. */
export const scopeOfDigit = (reach: Reach, digit: string): Scope | undefined =>
  reach === "rows"
    ? steps.rows[Number(digit) - 1]
    : digit === "1"
      ? "none"
      : digit === "4"
        ? "all"
        : undefined;

export const withScope = (grants: RoleGrant[], entity: string, action: string, scope: Scope): RoleGrant[] => {
  const others = grants.filter((grant) => grant.entity !== entity || grant.action !== action);
  return scope === "none" ? others : [...others, { entity, action, scope }];
};

export const withField = (fields: RoleField[], field: string, right: FieldRight): RoleField[] => [
  ...fields.filter((each) => each.field !== field),
  { field, right },
];

export type Difference =
  | { kind: "grant"; entity: string; action: Action; from: Scope; to: Scope }
  | { kind: "field"; field: string; from: FieldRight; to: FieldRight };

type Of = { grants: RoleGrant[]; fields: RoleField[] };

/** In what `role` differs from `base`, in the order of the table. */
export const differences = (base: Of, role: Of): Difference[] => {
  const grants = lines.flatMap((line) =>
    actions.flatMap((action): Difference[] => {
      const from = scopeOf(base.grants, line.entity, action);
      const to = scopeOf(role.grants, line.entity, action);
      return reachOf(line, action) === null || from === to
        ? []
        : [{ kind: "grant", entity: line.entity, action, from, to }];
    }),
  );
  const fields = fieldGroups.flatMap((field): Difference[] => {
    const from = fieldRightOf(base.fields, field);
    const to = fieldRightOf(role.fields, field);
    return from === to ? [] : [{ kind: "field", field, from, to }];
  });
  return [...grants, ...fields];
};

/** The role of these that is most like it. */
export const nearest = <R extends Of>(roles: R[], role: Of): R | undefined =>
  roles
    .map((each) => ({ each, distance: differences(each, role).length }))
    .sort((one, other) => one.distance - other.distance)[0]?.each;

// Where the arrow keys lead: cells that cannot be granted are stepped over.
export type Cell = { row: number; column: number };
export type Arrow = "ArrowUp" | "ArrowDown" | "ArrowLeft" | "ArrowRight";

export const moved = (from: Cell, arrow: Arrow): Cell => {
  const across = arrow === "ArrowLeft" ? -1 : arrow === "ArrowRight" ? 1 : 0;
  const down = arrow === "ArrowUp" ? -1 : arrow === "ArrowDown" ? 1 : 0;
  for (
    let row = from.row + down, column = from.column + across;
    lines[row] !== undefined && actions[column] !== undefined;
    row += down, column += across
  ) {
    const line = lines[row];
    const action = actions[column];
    if (line !== undefined && action !== undefined && reachOf(line, action) !== null) return { row, column };
  }
  return from;
};
