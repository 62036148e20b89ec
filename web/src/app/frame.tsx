import { useQuery } from "@tanstack/react-query";
import { Outlet, useNavigate, useParams, useRouterState } from "@tanstack/react-router";
import { useEffect, useMemo, useState } from "react";
import { carryLanguage } from "@/api/client";
import { useLive } from "@/api/live";
import { endViewAs } from "@/api/access";
import { sessionQuery, settingsQuery } from "@/api/queries";
import { useDesk } from "@/domain/desk";
import { keptKey } from "@/domain/kept";
import { ShopProvider, useShop, type Shop } from "@/domain/shop";
import { PasswordDialog } from "@/features/session/password-dialog";
import { StepUp } from "@/features/session/step-up-dialog";
import { Shell } from "@/features/shell/shell";
import { useLanguage } from "@/i18n";
import { PlacesProvider } from "@/ui";
import { openPlaces, placeOf, type Place } from "./places";
import { leave, leaveIfEnded, queries } from "./router";

export const Frame = () => {
  const go = useNavigate();
  const { shop: shopId } = useParams({ from: "/s/$shop" });
  const session = useQuery(sessionQuery).data;
  const path = useRouterState({ select: (state) => state.location.pathname });
  const shops = session?.shops ?? [];
  const shop = shops.find((each) => String(each.id) === shopId);
  const standing = useMemo(() => {
    if (session === undefined || shop === undefined) return undefined;
    const actingFor = session.acting_for?.shop === shop.id ? session.acting_for : null;
    return { shop, me: session.user, actingFor };
  }, [session, shop]);
  if (standing === undefined) return null;
  return (
    <ShopProvider value={standing}>
      <ShopFrame
        key={keptKey(standing.me.id, standing.actingFor?.id, standing.shop.id, "frame")}
        shops={shops}
        here={placeOf(path)}
        passwordUntil={session?.password_until ?? null}
        onShop={(other) => void go({ to: "/s/$shop/today", params: { shop: String(other.id) } })}
        onSignOut={() => void leave()}
      />
    </ShopProvider>
  );
};

type ShopFrameProps = {
  shops: Shop[];
  here: Place | undefined;
  passwordUntil: string | null;
  onShop: (shop: Shop) => void;
  onSignOut: () => void;
};

const ShopFrame = ({ shops, here, passwordUntil, onShop, onSignOut }: ShopFrameProps) => {
  const go = useNavigate();
  const shop = useShop();
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
    const last = desk.ids.at(-1);
    if (place === "desk" && last !== undefined) return `/s/${shop.id}/customers/${last}`;
    return `/s/${shop.id}/${place}`;
  };
  return (
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
        passwordUntil={passwordUntil}
        onPassword={() => setPassword(true)}
        onSecurity={() => void go({ to: "/s/$shop/security", params: { shop: String(shop.id) } })}
        onSignOut={onSignOut}
      >
        <Outlet />
      </Shell>
      <StepUp />
      {password && <PasswordDialog onClose={() => setPassword(false)} />}
    </PlacesProvider>
  );
};
