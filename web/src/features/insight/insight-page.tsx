import { useState } from "react";
import type { CallList, CustomerRow } from "@/api/types";
import { useT, wordFor } from "@/i18n";
import { Page, TabLine } from "@/ui";
import { CancellationsView } from "./cancellations-view";
import { CohortsView } from "./cohorts-view";
import { FilterBar } from "./filter-bar";
import { PeopleDrawer } from "./people-drawer";
import { RetentionView } from "./retention-view";
import { RfmView } from "./rfm-view";
import { analyses, type Analysis, type Cell, type View } from "./view";

type Props = {
  analysis: Analysis;
  view: View;
  onView: (view: View) => void;
  hrefOf: (analysis: Analysis) => string;
  onAnalysis: (analysis: Analysis) => void;
  onCustomer: (customer: CustomerRow) => void;
  onCallList: (list: CallList) => void;
};

/** Every analysis has the same anatomy: headline number, picture, table, definition. */
export const InsightPage = (props: Props) => {
  const { analysis, view, onView } = props;
  const t = useT();
  const [cell, setCell] = useState<Cell>();
  const shared = { view, onView, onCell: setCell };
  return (
    <Page
      title={wordFor(t, "insight.name", analysis)}
      tabs={
        <TabLine label={t("nav.insight")}>
          {analyses.map((each) => (
            <a
              key={each}
              href={props.hrefOf(each)}
              aria-current={each === analysis ? "page" : undefined}
              onClick={(event) => {
                if (event.ctrlKey || event.metaKey || event.shiftKey) return;
                event.preventDefault();
                props.onAnalysis(each);
              }}
            >
              {wordFor(t, "insight.name", each)}
            </a>
          ))}
        </TabLine>
      }
      filters={<FilterBar view={view} onView={onView} analysis={analysis} />}
    >
      {analysis === "retention" && <RetentionView {...shared} />}
      {analysis === "cancellations" && <CancellationsView {...shared} />}
      {analysis === "cohorts" && <CohortsView {...shared} />}
      {analysis === "rfm" && <RfmView {...shared} />}
      <PeopleDrawer
        analysis={analysis}
        cell={cell}
        onClose={() => setCell(undefined)}
        onCustomer={props.onCustomer}
        onCallList={props.onCallList}
      />
    </Page>
  );
};
