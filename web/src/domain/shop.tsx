import { createContext, useContext } from "react";

export type Shop = { id: number; name: string; role: string };
export type Person = { id: number; login: string; name: string };

const ShopContext = createContext<{ shop: Shop; me: Person }>({
  shop: { id: 0, name: "", role: "operator" },
  me: { id: 0, login: "", name: "" },
});

/** The shop in the address and the person who is signed in. */
export const ShopProvider = ShopContext.Provider;
export const useShop = (): Shop => useContext(ShopContext).shop;
export const useMe = (): Person => useContext(ShopContext).me;
