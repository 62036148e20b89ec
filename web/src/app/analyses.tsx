// What boards show of analyses: boards and analyses are features of their own and meet here.
import { useQuery } from "@tanstack/react-query";
import { useMemo, type ReactNode } from "react";
import { contextEventsQuery } from "@/api/boards";
import { useFailure } from "@/domain/failure";
import { useShop } from "@/domain/shop";
import { AnalysesProvider, type Analyses, type TileOf } from "@/features/board/asking";
import { askedFilter } from "@/features/insight/report/address";
import type { ContextEvent } from "@/features/insight/report/drawing";
import { FigureView } from "@/features/insight/report/figure-view";
import { useFilterText } from "@/features/insight/report/use-filter-text";
import { otherOf } from "@/features/insight/report/report-view";
import { useReports } from "@/features/insight/report/use-reports";
import { textOf } from "@/features/insight/report/words";
import { Headlines } from "@/features/insight/report/headlines";
import { useT } from "@/i18n";
import { EmptyState, Failed, Panel, Skeleton, usePlaces, useToday } from "@/ui";

/** The shop's events as graphs mark them: one that lasts where it begins, or where the graph does. */
export const useContextEvents = (): ContextEvent[] => {
  const shop = useShop();
  const { data } = useQuery(contextEventsQuery(shop.id));
  return useMemo(
    () =>
      (data?.items ?? []).map(({ from_on, to_on, name }) => ({ day: from_on, until: to_on, title: name })),
    [data],
  );
};

const Picture = ({ analysis, view, shown, name, onOpen }: TileOf & { onOpen: () => void }) => {
  const t = useT();
  const failure = useFailure();
  const events = useContextEvents();
  const asked = useFilterText(view);
  const { found, compared } = useReports(analysis, view);
  const { data, error } = found;
  if (data === undefined)
    return <Panel>{error === null ? <Skeleton rows={4} /> : <Failed message={failure(error)} />}</Panel>;
  const figure = data.figures.find(({ key }) => key === shown);
  if (figure !== undefined)
    return (
      <FigureView
        figure={figure}
        title={name ?? data.title}
        caption={asked}
        meta={data.meta}
        other={otherOf(compared, figure.key)}
        events={events}
        asked={asked}
        onOpen={onOpen}
      />
    );
  const headline = data.headlines.find(({ key }) => key === shown);
  return (
    <Panel title={name ?? data.title}>
      <p className="caption">{asked}</p>
      {headline === undefined ? (
        <EmptyState title={t("board.gone")} />
      ) : (
        <Headlines headlines={[headline]} compared={compared} onOpen={onOpen} />
      )}
    </Panel>
  );
};

type Props = {
  onAnalysis: (analysis: string, view: TileOf["view"]) => void;
  children: ReactNode;
};

export const WithAnalyses = ({ onAnalysis, children }: Props) => {
  const t = useT();
  const places = usePlaces();
  const today = useToday();
  const analyses: Analyses = {
    asked: (view) => ({ filter: askedFilter(view, today), choices: view.choices ?? "" }),
    draw: (tile) => <Picture {...tile} onOpen={() => onAnalysis(tile.analysis, tile.view)} />,
    written: (cell, unit) => textOf(cell, unit, { t, places }),
  };
  return <AnalysesProvider value={analyses}>{children}</AnalysesProvider>;
};
