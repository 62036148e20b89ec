import { useNavigate, useParams } from "@tanstack/react-router";

/** The ways from one page of the shop to another. */
export const useWays = () => {
  const go = useNavigate();
  const { shop } = useParams({ from: "/s/$shop" });
  return {
    customer: (id: number, item: number | null = null, list: number | null = null) =>
      void go({
        to: "/s/$shop/customers/$id",
        params: { shop, id: String(id) },
        search: { ...(item === null ? {} : { item }), ...(list === null ? {} : { list }) },
      }),
    today: () => void go({ to: "/s/$shop/today", params: { shop } }),
    customers: () => void go({ to: "/s/$shop/customers", params: { shop } }),
    callList: (id: number) => void go({ to: "/s/$shop/call-lists/$id", params: { shop, id: String(id) } }),
    todayList: () => void go({ to: "/s/$shop/today/list", params: { shop } }),
    imports: () => void go({ to: "/s/$shop/imports", params: { shop } }),
    importFile: (id: number) => void go({ to: "/s/$shop/imports/$id", params: { shop, id: String(id) } }),
    insight: (analysis: string) => void go({ to: "/s/$shop/insight/$analysis", params: { shop, analysis } }),
  };
};
