// Which pages there are and what right opens them. Without any of the rights a page is not in the
// menu, and whoever comes by its address is told so.
import type { Rights } from "@/api/types";
import { allowsAny } from "@/domain/rights";

const settingsRights = {
  shop: ["settings.edit"],
  members: ["member.create", "member.edit"],
  roles: ["role.view"],
  privacy: ["privacy.view"],
  outside: ["api_key.view", "member.edit"],
  mail: ["settings.edit"],
} as const;

export type SettingsPart = keyof typeof settingsRights;

export const placeRights = {
  today: ["customer.view"],
  desk: ["customer.view"],
  customers: ["customer.view"],
  "call-lists": ["call_list.view"],
  insight: ["insight.view"],
  boards: ["insight.view"],
  segments: ["insight.view"],
  imports: ["import.view"],
  audit: ["audit.view"],
  settings: Object.values(settingsRights).flat(),
} as const;

export type Place = keyof typeof placeRights;

const placeNames: Place[] = [
  "today",
  "desk",
  "customers",
  "call-lists",
  "insight",
  "boards",
  "segments",
  "imports",
  "audit",
  "settings",
];

/** Nothing for pages that are in no menu entry: one's own security. */
export const placeOf = (path: string): Place | undefined => {
  const [, , , first = "", second = ""] = path.split("/");
  if (first === "customers" && second !== "") return "desk";
  return placeNames.find((place) => place === first);
};

export const openPlaces = (rights: Rights): Place[] =>
  placeNames.filter((place) => allowsAny(rights, placeRights[place]));

const settingsParts: SettingsPart[] = ["shop", "members", "roles", "privacy", "outside", "mail"];
export const rightsOfPart = (part: SettingsPart): readonly string[] => settingsRights[part];
export const openParts = (rights: Rights): SettingsPart[] =>
  settingsParts.filter((part) => allowsAny(rights, settingsRights[part]));
export const pathOfPart = (part: SettingsPart): string => (part === "shop" ? "settings" : `settings/${part}`);
