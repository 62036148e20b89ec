import { useQuery } from "@tanstack/react-query";
import { Outlet, useNavigate, useParams, useRouterState } from "@tanstack/react-router";
import { useEffect, useMemo, useState } from "react";
import { carryLanguage } from "@/api/client";
import { useLive } from "@/api/live";
import { endViewAs } from "@/api/access";
import { sessionQuery, settingsQuery } from "@/api/queries";
import { signOut } from "@/api/writes";
import { useDesk } from "@/domain/desk";
import { ShopProvider, type Shop } from "@/domain/shop";
import { PasswordDialog } from "@/features/session/password-dialog";
import { StepUp } from "@/features/session/step-up-dialog";
import { Shell } from "@/features/shell/shell";
import { useLanguage } from "@/i18n";
import { PlacesProvider } from "@/ui";
import { openPlaces, placeOf, type Place } from "./places";
import { leaveIfEnded, queries } from "./router";

export const Frame = () => {
  const go = useNavigate();
  const { shop: shopId } = useParams({ from: "/s/$shop" });
  const session = useQuery(sessionQuery).data;
  const path = useRouterState({ select: (state) => state.location.pathname });
  const shops = session?.shops ?? [];
  const shop = shops.find((each) => String(each.id) === shopId);
  if (session === undefined || shop === undefined) return null;
  const leave = async (): Promise<void> => {
    await signOut();
    queries.clear();
    await go({ to: "/" });
  };
  return (
    <ShopFrame
      key={shop.id}
      shop={shop}
      shops={shops}
      me={session.user}
      actingFor={session.acting_for?.shop === shop.id ? session.acting_for : null}
      here={placeOf(path)}
      onShop={(other) => void go({ to: "/s/$shop/today", params: { shop: String(other.id) } })}
      onSignOut={() => void leave()}
    />
  );
};

type ShopFrameProps = {
  shop: Shop;
  shops: Shop[];
  me: { id: number; login: string; name: string };
  actingFor: { id: number; name: string } | null;
  here: Place | undefined;
  onShop: (shop: Shop) => void;
  onSignOut: () => void;
};

const ShopFrame = ({ shop, shops, me, actingFor, here, onShop, onSignOut }: ShopFrameProps) => {
  const go = useNavigate();
  const language = useLanguage();
  const live = useLive(shop.id, leaveIfEnded);
  const settings = useQuery(settingsQuery(shop.id)).data;
  const desk = useDesk();
  const [password, setPassword] = useState(false);
  const places = useMemo(
    () => ({
      locale: language,
      zone: settings?.zone ?? "Asia/Tokyo",
      currency: settings?.currency ?? { code: "JPY", exponent: 0 },
    }),
    [language, settings],
  );
  const standing = useMemo(() => ({ shop, me, actingFor }), [shop, me, actingFor]);
  const open = useMemo(() => openPlaces(shop.rights), [shop.rights]);

  // Words of the server come in the language of the screen.
  useEffect(() => {
    carryLanguage(language);
    document.documentElement.lang = language;
    void queries.invalidateQueries({ queryKey: ["shop", shop.id] });
  }, [language, shop.id]);

  // What was read with another's eyes goes with them.
  const endLooking = async (): Promise<void> => {
    await endViewAs();
    await queries.invalidateQueries({ queryKey: sessionQuery.queryKey });
    await queries.resetQueries({ queryKey: ["shop"] });
  };

  const hrefOf = (place: Place): string => {
    const last = desk.tabs.at(-1);
    if (place === "desk" && last !== undefined) return `/s/${shop.id}/customers/${last.id}`;
    return `/s/${shop.id}/${place}`;
  };
  return (
    <ShopProvider value={standing}>
      <PlacesProvider value={places}>
        <Shell
          here={here}
          open={open}
          shops={shops}
          live={live}
          hrefOf={hrefOf}
          onGo={(place) => void go({ href: hrefOf(place) })}
          onOpenCustomer={(customer) =>
            void go({
              to: "/s/$shop/customers/$id",
              params: { shop: String(shop.id), id: String(customer.id) },
            })
          }
          onShop={onShop}
          onEndViewAs={() => void endLooking()}
          onPassword={() => setPassword(true)}
          onSecurity={() => void go({ to: "/s/$shop/security", params: { shop: String(shop.id) } })}
          onSignOut={onSignOut}
        >
          <Outlet />
        </Shell>
        <StepUp />
        {password && <PasswordDialog onClose={() => setPassword(false)} />}
      </PlacesProvider>
    </ShopProvider>
  );
};
