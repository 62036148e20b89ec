import { useNavigate, useParams, useRouter, useSearch } from "@tanstack/react-router";
import { KeepButtons } from "@/features/board/keep-buttons";
import { SavedViews } from "@/features/board/saved-views";
import { useMay } from "@/domain/shop";
import { AnalysisPage } from "@/features/insight/analysis-page";
import { CataloguePage } from "@/features/insight/catalogue-page";
import { opened } from "@/domain/analysis-view";
import { carried } from "@/features/insight/report/address";
import { Allowed } from "./allowed";
import { useContextEvents, WithAnalyses } from "./analyses";
import { backText } from "./back";
import { placeRights } from "./places";
import { useWays } from "./ways";

const to = "/s/$shop/insight/$analysis";

export const Insights = () => {
  const go = useNavigate();
  const { buildLocation } = useRouter();
  const { shop } = useParams({ from: "/s/$shop/insight" });
  return (
    <Allowed any={placeRights.insight}>
      <CataloguePage
        hrefOf={(analysis) => `/s/${shop}/insight/${analysis}`}
        onAnalysis={(analysis) => void go({ to, params: { shop, analysis } })}
        kept={
          <SavedViews
            hrefOf={(analysis, search) => buildLocation({ to, params: { shop, analysis }, search }).href}
            onOpen={(analysis, search) => void go({ to, params: { shop, analysis }, search })}
          />
        }
      />
    </Allowed>
  );
};

export const Insight = () => {
  const go = useNavigate();
  const ways = useWays();
  const { shop, analysis } = useParams({ from: to });
  const search = useSearch({ from: to });
  const view = opened(analysis, search);
  const events = useContextEvents();
  const may = useMay();
  return (
    <Allowed any={placeRights.insight}>
      <AnalysisPage
        analysis={analysis}
        view={view}
        onView={(next) => void go({ to, params: { shop, analysis }, search: next, replace: true })}
        onAnalysis={(next) => void go({ to, params: { shop, analysis: next }, search: carried(search) })}
        onBuild={
          may("insight.edit")
            ? () =>
                void go({
                  to: "/s/$shop/segments/$id",
                  params: { shop, id: "new" },
                  search: { back: backText(analysis, search) },
                })
            : undefined
        }
        onCustomer={(customer) => ways.customer(customer.id)}
        onCallList={(list) => ways.callList(list.id)}
        events={events}
        keep={
          <WithAnalyses
            onAnalysis={(next, asked) => void go({ to, params: { shop, analysis: next }, search: asked })}
          >
            <KeepButtons analysis={analysis} view={view} />
          </WithAnalyses>
        }
      />
    </Allowed>
  );
};
