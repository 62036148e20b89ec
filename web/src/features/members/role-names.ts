import type { Role } from "@/api/types";
import { useT, wordFor } from "@/i18n";

/** The name of a role by its key: presets have one in every language, own ones bring theirs. */
export const useRoleNames = (roles: Role[]): ((key: string) => string) => {
  const t = useT();
  return (key) => roles.find((role) => role.key === key)?.name ?? wordFor(t, "role", key);
};

/** What a list of choices shows; without the right to see roles only the presets are known. */
export const useRoleChoices = (roles: Role[], chosen: string[]): { value: string; label: string }[] => {
  const nameOf = useRoleNames(roles);
  const known =
    roles.length > 0 ? roles.map((role) => role.key) : ["adm", "mgr", "sv", "op", "biz", "by", "an"];
  return [...new Set([...known, ...chosen])].map((key) => ({ value: key, label: nameOf(key) }));
};
