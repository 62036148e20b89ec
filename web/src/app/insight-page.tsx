import { useNavigate, useParams, useRouter, useSearch } from "@tanstack/react-router";
import { useMemo } from "react";
import { KeepButtons } from "@/features/board/keep-buttons";
import { SavedViews } from "@/features/board/saved-views";
import { useMay } from "@/domain/shop";
import { AnalysisPage } from "@/features/insight/analysis-page";
import { CataloguePage } from "@/features/insight/catalogue-page";
import { opened, type AnalysisView } from "@/domain/analysis-view";
import { carried } from "@/features/insight/report/address";
import { useSteady } from "@/ui";
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
  const view = useMemo(() => opened(analysis, search), [analysis, search]);
  const events = useContextEvents();
  const may = useMay();
  const onView = useSteady(
    (next: AnalysisView) => void go({ to, params: { shop, analysis }, search: next, replace: true }),
  );
  const onAnalysis = useSteady(
    (next: string) => void go({ to, params: { shop, analysis: next }, search: carried(search) }),
  );
  const onBuild = useSteady(
    () =>
      void go({
        to: "/s/$shop/segments/$id",
        params: { shop, id: "new" },
        search: { back: backText(analysis, search) },
      }),
  );
  return (
    <Allowed any={placeRights.insight}>
      <AnalysisPage
        analysis={analysis}
        view={view}
        onView={onView}
        onAnalysis={onAnalysis}
        onBuild={may("insight.edit") ? onBuild : undefined}
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
