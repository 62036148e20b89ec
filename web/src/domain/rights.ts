// What a person may do, as the session says it: a list of what is granted. Pure; rights-context
// has the hooks. The server decides again at every request; this only hides what it would refuse.
import type { RoleField, RoleGrant, Rights } from "@/api/types";

export const scopes = ["none", "own", "team", "all"] as const;
export type Scope = (typeof scopes)[number];
export const fieldRights = ["hidden", "masked", "read", "edit"] as const;
export type FieldRight = (typeof fieldRights)[number];

export const fieldGroups = ["name", "phone", "email", "address", "note", "attribute", "money"] as const;
export type FieldGroup = (typeof fieldGroups)[number];

const isScope = (word: string): word is Scope => scopes.some((each) => each === word);
const isFieldRight = (word: string): word is FieldRight => fieldRights.some((each) => each === word);

export const scopeOf = (grants: RoleGrant[], entity: string, action: string): Scope => {
  const found = grants.find((grant) => grant.entity === entity && grant.action === action)?.scope ?? "none";
  return isScope(found) ? found : "none";
};

export const fieldRightOf = (fields: RoleField[], field: string): FieldRight => {
  const found = fields.find((each) => each.field === field)?.right ?? "hidden";
  return isFieldRight(found) ? found : "hidden";
};

/** "customer.view": whether any of it is granted, on however few rows. */
export const allows = (rights: Rights, right: string): boolean => {
  const [entity = "", action = ""] = right.split(".");
  return scopeOf(rights.grants, entity, action) !== "none";
};

export const allowsAny = (rights: Rights, wanted: readonly string[]): boolean =>
  wanted.length === 0 || wanted.some((right) => allows(rights, right));
