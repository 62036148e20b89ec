import { useState, type ReactNode } from "react";
import type { CallList, CustomerRow } from "@/api/types";
import { useT, wordFor } from "@/i18n";
import { Page } from "@/ui";
import { FilterBar } from "./filter-bar";
import { PeopleDrawer } from "./people-drawer";
import { RfmView } from "./rfm-view";
import type { Analysis, Cell, View } from "./view";

type Props = {
  analysis: Analysis;
  view: View;
  onView: (view: View) => void;
  switcher: ReactNode;
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
      actions={props.switcher}
      filters={<FilterBar view={view} onView={onView} analysis={analysis} />}
    >
      <RfmView {...shared} />
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
