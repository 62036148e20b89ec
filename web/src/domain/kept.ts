// What a browser tab keeps of a person's work through a reload: under her name, for one shop.
import { useSessionStorage } from "@/ui";
import { useActingFor, useMe, useShop } from "./shop";

const prefix = "tsunagi-kept-";

/** Whoever looks with another's eyes keeps nothing among her own things. */
export const keptKey = (me: number, actingFor: number | undefined, shop: number, what: string): string =>
  `${prefix}${actingFor === undefined ? me : `${me}.${actingFor}`}-${shop}-${what}`;

export const useKept = <T>(what: string, nothing: T) => {
  const me = useMe();
  const actingFor = useActingFor();
  const shop = useShop();
  return useSessionStorage<T>({
    key: keptKey(me.id, actingFor?.id, shop.id, what),
    defaultValue: nothing,
    getInitialValueInEffect: false,
  });
};

/** Throws away what was kept; of the person who is here now nothing, when there is one. */
export const forgetKept = (here?: number): void => {
  for (const key of Object.keys(sessionStorage)) {
    const hers = here !== undefined && key.startsWith(prefix) && /^\d+/.exec(key.slice(prefix.length));
    if (key.startsWith("tsunagi-") && !(hers && Number(hers[0]) === here)) sessionStorage.removeItem(key);
  }
};
