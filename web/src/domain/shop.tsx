import { createContext, useContext } from "react";
import type { Membership } from "@/api/types";
import { allows, fieldRightOf, type FieldGroup, type FieldRight } from "./rights";

export type Shop = Membership;
export type Person = { id: number; login: string; name: string };

type Standing = {
  shop: Shop;
  me: Person;
  /** Whose eyes she looks with; she may then do nothing but look. */
  actingFor: { id: number; name: string } | null;
};

const nobody: Standing = {
  shop: { id: 0, name: "", roles: [], team_id: null, rights: { grants: [], fields: [] } },
  me: { id: 0, login: "", name: "" },
  actingFor: null,
};
const ShopContext = createContext<Standing>(nobody);

/** The shop in the address and the person who is signed in. */
export const ShopProvider = ShopContext.Provider;
export const useShop = (): Shop => useContext(ShopContext).shop;
export const useMe = (): Person => useContext(ShopContext).me;
export const useActingFor = (): Standing["actingFor"] => useContext(ShopContext).actingFor;

/** `useMay()("customer.edit")`: buttons that the server would refuse are not there. */
export const useMay = (): ((right: string) => boolean) => {
  const { rights } = useShop();
  return (right) => allows(rights, right);
};

export const useFieldRight = (): ((field: FieldGroup) => FieldRight) => {
  const { rights } = useShop();
  return (field) => fieldRightOf(rights.fields, field);
};
