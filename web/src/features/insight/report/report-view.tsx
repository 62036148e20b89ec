import { memo } from "react";
import type { Report } from "@/api/types";
import { useT } from "@/i18n";
import { EmptyState, usePlaces } from "@/ui";
import { Foot } from "../foot";
import shared from "../insight.module.css";
import { ChoicesBar } from "./choices-bar";
import type { ContextEvent } from "./drawing";
import type { OpenCell } from "./figure-table";
import { FigureView } from "./figure-view";
import { choiceText } from "./filter-text";
import { headlineGrid } from "./grid";
import { Headlines } from "./headlines";
import { ImageButton } from "./image-button";
import type { ComparedReport } from "./other";
import { usePictureText } from "./picture-text";
import { Remark } from "./remark";
import css from "./report.module.css";

type Props = {
  report: Report;
  compared: ComparedReport | undefined;
  events: ContextEvent[];
  /** What it was asked with, in words. */
  filter: string;
  onChoice: (key: string, value: string) => void;
  onOpen: OpenCell;
  onAnalysis: (name: string) => void;
};

/** The parameters of a model: for who checks it, so folded away. */
const modelFigure = "model";

/** The figure that another is compared with. */
export const otherOf = (compared: ComparedReport | undefined, key: string) => {
  const figure = compared?.report.figures.find((each) => each.key === key);
  if (compared === undefined || figure === undefined) return undefined;
  return { figure, label: compared.label, months: compared.months, days: compared.days };
};

const PlainReportView = ({ report, compared, events, filter, onChoice, onOpen, onAnalysis }: Props) => {
  const t = useT();
  const places = usePlaces();
  const { headlines, figures, remarks } = report;
  const asked = [filter, ...report.choices.map(choiceText)].join(" · ");
  const image = usePictureText({
    title: report.title,
    key: "headlines",
    meta: report.meta,
    asked,
    beside: compared?.label,
  });
  return (
    <div className={shared.stack}>
      {report.choices.length > 0 && <ChoicesBar choices={report.choices} onChoice={onChoice} />}
      {headlines.length > 0 && (
        <div className={`spread ${css.withPicture ?? ""}`}>
          <Headlines headlines={headlines} compared={compared} onOpen={onOpen} />
          <ImageButton
            grid={() =>
              headlineGrid(
                headlines,
                compared && { headlines: compared.report.headlines, label: compared.label },
                { t, places },
              )
            }
            text={image}
          />
        </div>
      )}
      {remarks.length > 0 && (
        <div className={css.remarks} role="note">
          {remarks.map((remark) => (
            <Remark key={remark} text={remark} onAnalysis={onAnalysis} />
          ))}
        </div>
      )}
      {figures.length === 0 && remarks.length === 0 && <EmptyState title={t("insight.empty")} />}
      {figures.map((figure, at) => {
        const view = (
          <FigureView
            key={figure.key}
            figure={figure}
            title={report.title}
            meta={report.meta}
            compared={compared}
            events={events}
            asked={asked}
            soon={at === 0}
            onOpen={onOpen}
          />
        );
        if (figure.key !== modelFigure) return view;
        return (
          <details key={figure.key} className={css.model}>
            <summary>{t("insight.modelDetails")}</summary>
            {view}
          </details>
        );
      })}
      <Foot meta={report.meta} name={report.title} />
    </div>
  );
};

/** Any report: what may be chosen, headline numbers, pictures and tables, what it all means. */
export const ReportView = memo(PlainReportView);
