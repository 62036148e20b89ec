import type { ReactNode } from "react";
import type { CallList, CustomerRow } from "@/api/types";
import type { AnalysisView } from "@/domain/analysis-view";
import { useFailure } from "@/domain/failure";
import { useT } from "@/i18n";
import { Failed, Page, Skeleton } from "@/ui";
import type { ContextEvent } from "./report/drawing";
import { ReportPage } from "./report/report-page";
import { Switcher } from "./switcher";
import { useMenu } from "./use-menu";

type Props = {
  analysis: string;
  view: AnalysisView;
  onView: (view: AnalysisView) => void;
  onAnalysis: (analysis: string) => void;
  /** Opens the builder of conditions. */
  onBuild: () => void;
  /** The condition that the page is filtered by, in words. */
  whom?: ReactNode;
  onCustomer: (customer: CustomerRow) => void;
  onCallList: (list: CallList) => void;
  keep?: ReactNode;
  events?: ContextEvent[];
};

/** The page of one analysis of the catalogue. */
export const AnalysisPage = (props: Props) => {
  const { analysis, onAnalysis, ...rest } = props;
  const t = useT();
  const failure = useFailure();
  const { catalogue, error } = useMenu();
  const switcher = <Switcher analysis={analysis} onAnalysis={onAnalysis} />;
  if (catalogue === undefined)
    return (
      <Page title={t("nav.insight")}>
        {error === null ? <Skeleton rows={12} /> : <Failed message={failure(error)} />}
      </Page>
    );
  const entry = catalogue.find(({ name }) => name === analysis);
  if (entry !== undefined)
    return (
      <ReportPage
        key={analysis}
        analysis={analysis}
        title={entry.title}
        switcher={switcher}
        onAnalysis={onAnalysis}
        {...rest}
      />
    );
  return (
    <Page title={t("nav.insight")} actions={switcher}>
      <Failed message={t("insight.unknown")} />
    </Page>
  );
};
