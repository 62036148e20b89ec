import { useState, type ReactNode } from "react";
import type { CallList, CustomerRow } from "@/api/types";
import { openingPeriod, type AnalysisView } from "@/domain/analysis-view";
import { useFailure } from "@/domain/failure";
import { useT } from "@/i18n";
import { Button, Failed, Page, Skeleton, toast, useSteady, useToday } from "@/ui";
import { PeopleDrawer } from "../people-drawer";
import { filterKeys, queryText } from "../view";
import { askedBeside, trimmed, withChoice } from "./address";
import { Definition } from "./definition";
import type { ContextEvent } from "./drawing";
import { ExportMenu } from "./export-menu";
import { FilterLine } from "./filter-line";
import { ReportView } from "./report-view";
import css from "./report.module.css";
import { useCell } from "./use-cell";
import { useFilterText } from "./use-filter-text";
import { useReports } from "./use-reports";

type Props = {
  analysis: string;
  title: string;
  view: AnalysisView;
  onView: (view: AnalysisView) => void;
  switcher: ReactNode;
  /** What keeps the view: it stands before the switcher. */
  keep?: ReactNode;
  events?: ContextEvent[];
  onBuild: () => void;
  /** Below the filter: the condition among it, in words. */
  whom?: ReactNode;
  onCustomer: (customer: CustomerRow) => void;
  onCallList: (list: CallList) => void;
  onAnalysis: (name: string) => void;
};

const noEvents: ContextEvent[] = [];

const copyAddress = async (done: string, refused: string): Promise<void> => {
  try {
    await navigator.clipboard.writeText(window.location.href);
    toast({ tone: "done", message: done });
  } catch {
    toast({ tone: "failed", message: refused });
  }
};

/** The page of any analysis in the catalogue. */
export const ReportPage = (props: Props) => {
  const { analysis, view, onView } = props;
  const t = useT();
  const failure = useFailure();
  const today = useToday();
  const reports = useReports(analysis, view);
  const { asked, data, compared, error, besideError } = reports;
  const { cell, open, close } = useCell(reports);
  const filter = useFilterText(view);
  const set = useSteady((next: AnalysisView) => onView(trimmed(next)));
  const choose = useSteady((key: string, value: string) =>
    set({ ...view, choices: withChoice(view.choices, key, value) }),
  );
  // Of the answer that is shown, which is the one before until the next is there.
  const [shownFilter, setShownFilter] = useState(filter);
  if (!reports.isOld && shownFilter !== filter) setShownFilter(filter);
  return (
    <Page
      title={data?.title ?? props.title}
      asOf={data !== undefined && <Definition meta={data.meta} title={data.title} />}
      actions={
        <>
          <Button
            variant="default"
            onClick={() => void copyAddress(t("insight.linkCopied"), t("insight.linkNotCopied"))}
          >
            {t("insight.link")}
          </Button>
          {props.keep}
          <ExportMenu
            analysis={analysis}
            title={data?.title ?? props.title}
            query={queryText({
              ...filterKeys(asked.filter),
              ...askedBeside(view, today),
              ...(asked.choices === "" ? {} : { choices: asked.choices }),
            })}
          />
          {props.switcher}
        </>
      }
      filters={
        <>
          <FilterLine view={view} opening={openingPeriod(analysis)} onView={set} onBuild={props.onBuild} />
          {props.whom}
        </>
      }
    >
      {data === undefined ? (
        error !== null ? (
          <Failed
            message={failure(error)}
            // A kept link may ask for what is not there any more; where it could be mended is not drawn.
            action={
              view.choices !== undefined && (
                <Button size="compact-sm" variant="default" onClick={() => set({ ...view, choices: "" })}>
                  {t("insight.resetChoices")}
                </Button>
              )
            }
          />
        ) : (
          <Skeleton rows={12} />
        )
      ) : (
        <>
          {error !== null && <Failed message={failure(error)} />}
          {besideError !== null && <Failed message={failure(besideError)} />}
          <div className={css.answer} aria-busy={reports.isOld}>
            <ReportView
              onAnalysis={props.onAnalysis}
              report={data}
              compared={compared}
              events={props.events ?? noEvents}
              filter={shownFilter}
              onChoice={choose}
              onOpen={open}
            />
          </div>
        </>
      )}
      <PeopleDrawer
        analysis={analysis}
        cell={cell}
        onClose={close}
        onCustomer={props.onCustomer}
        onCallList={props.onCallList}
      />
    </Page>
  );
};
