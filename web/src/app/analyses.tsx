// What boards show of analyses: boards and analyses are features of their own and meet here.
import { useQuery } from "@tanstack/react-query";
import { useMemo, type ReactNode } from "react";
import { contextEventsQuery } from "@/api/boards";
import { useFailure } from "@/domain/failure";
import { useShop } from "@/domain/shop";
import { AnalysesProvider, type Analyses, type TileOf } from "@/features/board/asking";
import { shownIn } from "@/features/board/shown";
import { askedFilter } from "@/features/insight/report/address";
import type { ContextEvent } from "@/features/insight/report/drawing";
import { FigureView } from "@/features/insight/report/figure-view";
import { PeopleDrawer } from "@/features/insight/people-drawer";
import { useCell } from "@/features/insight/report/use-cell";
import { useFilterText, useWhomText } from "@/features/insight/report/use-filter-text";
import { useReports } from "@/features/insight/report/use-reports";
import { textOf } from "@/features/insight/report/words";
import { Headlines } from "@/features/insight/report/headlines";
import { useT } from "@/i18n";
import { Button, EmptyState, Failed, format, Panel, Skeleton, usePlaces, useToday } from "@/ui";
import { useWays } from "./ways";

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
  const ways = useWays();
  const failure = useFailure();
  const events = useContextEvents();
  const places = usePlaces();
  const filter = useFilterText(view);
  const reports = useReports(analysis, view);
  const { data, compared, error, besideError, readAt } = reports;
  const { cell, open, close } = useCell(reports);
  if (data === undefined)
    return <Panel>{error === null ? <Skeleton rows={4} /> : <Failed message={failure(error)} />}</Panel>;
  const title = name ?? data.title;
  const failed = error ?? besideError;
  const read = new Date(readAt).toISOString();
  // Old numbers never pass for today's.
  const asked =
    failed === null
      ? filter
      : `${filter} · ${t("board.stale", { at: format.instant(read, places), why: failure(failed) })}`;
  const tile = shownIn(data, shown);
  const aside = (
    <Button
      size="compact-xs"
      variant="subtle"
      aria-label={t("board.openNamed", { name: title })}
      onClick={onOpen}
    >
      {t("board.open")}
    </Button>
  );
  return (
    <>
      {tile.kind === "figure" ? (
        <FigureView
          figure={tile.figure}
          title={title}
          caption={asked}
          aside={aside}
          meta={data.meta}
          compared={compared}
          events={events}
          asked={asked}
          onOpen={open}
        />
      ) : (
        <Panel title={title} aside={aside}>
          <p className="caption">{asked}</p>
          {tile.kind === "gone" ? (
            <EmptyState title={t("board.gone")} />
          ) : (
            <Headlines headlines={[tile.headline]} compared={compared} onOpen={open} />
          )}
        </Panel>
      )}
      <PeopleDrawer
        analysis={analysis}
        cell={cell}
        onClose={close}
        onCustomer={(customer) => ways.customer(customer.id)}
        onCallList={(list) => ways.callList(list.id)}
      />
    </>
  );
};

const Filtered: Analyses["Filtered"] = ({ analysis, view, children }) => {
  const t = useT();
  const said = useWhomText(analysis, view);
  if (said === "") return null;
  return (
    <span className="caption">
      {t("kpi.filter")}: {said} {children}
    </span>
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
    Filtered,
    written: (cell, unit) => textOf(cell, unit, { t, places }),
  };
  return <AnalysesProvider value={analyses}>{children}</AnalysesProvider>;
};
