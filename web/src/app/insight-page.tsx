import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { InsightPage } from "@/features/insight/insight-page";
import { analysisOf, filterOf } from "@/features/insight/view";
import { Allowed } from "./allowed";
import { placeRights } from "./places";
import { useWays } from "./ways";

export const Insight = () => {
  const go = useNavigate();
  const ways = useWays();
  const { shop, analysis } = useParams({ from: "/s/$shop/insight/$analysis" });
  const view = useSearch({ from: "/s/$shop/insight/$analysis" });
  const to = "/s/$shop/insight/$analysis";
  return (
    <Allowed any={placeRights.insight}>
      <InsightPage
        analysis={analysisOf(analysis)}
        view={view}
        onView={(search) => void go({ to, params: { shop, analysis }, search, replace: true })}
        hrefOf={(next) => `/s/${shop}/insight/${next}`}
        onAnalysis={(next) => {
          void go({ to, params: { shop, analysis: next }, search: filterOf(view) });
        }}
        onCustomer={(customer) => ways.customer(customer.id)}
        onCallList={(list) => ways.callList(list.id)}
      />
    </Allowed>
  );
};
