import { useNavigate, useParams, useRouter, useSearch } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import type { Condition } from "@/api/segments";
import { KeepButtons } from "@/features/board/keep-buttons";
import { SavedViews } from "@/features/board/saved-views";
import { AnalysisPage } from "@/features/insight/analysis-page";
import { CataloguePage } from "@/features/insight/catalogue-page";
import { opened, type AnalysisView } from "@/domain/analysis-view";
import { carried, ofCondition, ofSegment, trimmed } from "@/features/insight/report/address";
import { ConditionDialog } from "@/features/segments/condition-dialog";
import { ConditionLine } from "@/features/segments/condition-line";
import { useSteady } from "@/ui";
import { Allowed } from "./allowed";
import { useContextEvents, WithAnalyses } from "./analyses";
import { placeRights } from "./places";
import { useWays } from "./ways";

const to = "/s/$shop/insight/$analysis";

// Of a page that is filtered by a segment, a condition begins with it.
const inSegment = (segment: string | undefined): Condition | undefined =>
  segment === undefined ? undefined : { field: "segment", op: "any_of", ids: [Number(segment)] };

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
  const onView = useSteady(
    (next: AnalysisView) => void go({ to, params: { shop, analysis }, search: next, replace: true }),
  );
  const onAnalysis = useSteady(
    (next: string) => void go({ to, params: { shop, analysis: next }, search: carried(search) }),
  );
  const [building, setBuilding] = useState<"change" | "keep">();
  const onBuild = useSteady(() => setBuilding("change"));
  const closed = (next: AnalysisView): void => {
    setBuilding(undefined);
    onView(trimmed(next));
  };
  return (
    <Allowed any={placeRights.insight}>
      <AnalysisPage
        analysis={analysis}
        view={view}
        onView={onView}
        onAnalysis={onAnalysis}
        onBuild={onBuild}
        whom={
          view.condition && (
            <ConditionLine
              condition={view.condition}
              onChange={onBuild}
              onKeep={() => setBuilding("keep")}
              onRemove={() => closed(ofSegment(view, ""))}
            />
          )
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
      {building !== undefined && (
        <ConditionDialog
          condition={view.condition ?? inSegment(view.segment)}
          keeps={building === "keep"}
          onApply={(condition) => closed(ofCondition(view, condition))}
          onKept={({ id }) => closed(ofSegment(view, String(id)))}
          onClose={() => setBuilding(undefined)}
        />
      )}
    </Allowed>
  );
};
