import { useNavigate, useParams } from "@tanstack/react-router";
import type { CallListItem } from "@/api/types";
import type { DeskSearch } from "./router";

/** The ways from one page of the shop to another. */
export const useWays = () => {
  const go = useNavigate();
  const { shop } = useParams({ from: "/s/$shop" });
  return {
    customer: (id: number, search: DeskSearch = {}) =>
      void go({ to: "/s/$shop/customers/$id", params: { shop, id: String(id) }, search }),
    customers: () => void go({ to: "/s/$shop/customers", params: { shop } }),
    callListItem: (item: CallListItem) =>
      void go({
        to: "/s/$shop/customers/$id",
        params: { shop, id: String(item.customer.id) },
        search: { call: "retention", item: item.id, list: item.call_list_id },
      }),
    today: () => void go({ to: "/s/$shop/today", params: { shop } }),
    callList: (id: number) => void go({ to: "/s/$shop/call-lists/$id", params: { shop, id: String(id) } }),
    todayList: () => void go({ to: "/s/$shop/today/list", params: { shop } }),
    members: () => void go({ to: "/s/$shop/settings/members", params: { shop } }),
    memberRights: (id: number) =>
      void go({ to: "/s/$shop/settings/members/$id", params: { shop, id: String(id) } }),
    memberSignIn: (id: number) =>
      void go({ to: "/s/$shop/settings/members/$id/sign-in", params: { shop, id: String(id) } }),
    roles: () => void go({ to: "/s/$shop/settings/roles", params: { shop } }),
    role: (role: string) => void go({ to: "/s/$shop/settings/roles/$role", params: { shop, role } }),
    auditOf: (customer: number) => void go({ to: "/s/$shop/audit", params: { shop }, search: { customer } }),
    imports: () => void go({ to: "/s/$shop/imports", params: { shop } }),
    importFile: (id: number) => void go({ to: "/s/$shop/imports/$id", params: { shop, id: String(id) } }),
    insight: (analysis: string) => void go({ to: "/s/$shop/insight/$analysis", params: { shop, analysis } }),
  };
};
