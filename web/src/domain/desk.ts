import { useQueries } from "@tanstack/react-query";
import { customerQuery } from "@/api/queries";
import { isStatus } from "@/api/problem";
import { useT } from "@/i18n";
import { useKept } from "./kept";
import { useShop } from "./shop";

export type OpenTab = { id: number; name: string };

/** The customers open at the desk, oldest first, at most eight; kept while the browser tab lives. */
export const useDesk = () => {
  const [ids, setIds] = useKept<number[]>("desk", []);
  const open = (id: number): void => setIds((now) => (now.includes(id) ? now : [...now, id].slice(-8)));
  const close = (id: number): void => setIds((now) => now.filter((each) => each !== id));
  return { ids, open, close };
};

/** Their names, asked for once; whom she may no longer see is left out. */
export const useOpenTabs = (ids: number[]): OpenTab[] => {
  const t = useT();
  const shop = useShop();
  const customers = useQueries({
    queries: ids.map((id) => ({
      ...customerQuery(shop.id, id),
      enabled: (query: { state: { data: unknown } }) => query.state.data === undefined,
    })),
  });
  return ids.flatMap((id, at) => {
    const customer = customers[at];
    if (isStatus(customer?.error, 404)) return [];
    return [{ id, name: customer?.data?.name ?? t("desk.tabOf", { n: String(id) }) }];
  });
};
