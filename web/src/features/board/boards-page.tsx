import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import {
  addDashboard,
  dashboardsQuery,
  reportSchedulesQuery,
  saveDashboard,
  savedViewsQuery,
} from "@/api/boards";
import { catalogueQuery } from "@/api/queries";
import type { Dashboard, SavedView, Tile } from "@/api/types";
import { useFailure } from "@/domain/failure";
import { useMay, useShop } from "@/domain/shop";
import { useUnsaved } from "@/domain/unsaved";
import { useT } from "@/i18n";
import { Button, EmptyState, Failed, Page, Select, Skeleton, TextInput, toast } from "@/ui";
import {
  isRearranged,
  moved,
  mostTiles,
  stepped,
  tileKey,
  widened,
  without,
  type Arranging,
} from "./arrange";
import { useAnalyses, type TileOf } from "./asking";
import { keyOf } from "./board-key";
import css from "./board.module.css";
import { BoardTools } from "./board-tools";
import { Conflict } from "./conflict";
import { EventsPanel } from "./events-panel";
import { KpiStrip } from "./kpi-strip";
import { viewOf } from "./query";
import { SchedulesPanel } from "./schedules-panel";
import { TileDialog } from "./tile-dialog";
import { TileFrame } from "./tile-frame";
import { useKeep } from "./use-kept";

const contentOf = (tile: Tile, views: SavedView[]): (TileOf & { name: string | undefined }) | undefined => {
  const view = views.find(({ id }) => id === tile.view_id);
  const analysis = view?.analysis ?? tile.analysis;
  if (analysis === null || analysis === undefined) return undefined;
  return {
    analysis,
    view: view === undefined ? {} : viewOf(view.query),
    shown: tile.shown,
    name: view?.name,
  };
};

/** A board while it is changed, over the version that she began from. */
type Editing = Arranging & { name: string };

const isChanged = (editing: Editing): boolean =>
  isRearranged(editing) || editing.name.trim() !== editing.base.name;

type Arrangement = {
  editing: Editing | undefined;
  setEditing: (editing: Editing | undefined) => void;
  save: ReturnType<typeof useKeep<Editing, Dashboard>>;
};

const useArranging = (board: Dashboard | undefined, onSaved: (board: Dashboard) => void): Arrangement => {
  const t = useT();
  const shop = useShop();
  const [held, setEditing] = useState<Editing>();
  const editing =
    held !== undefined && board !== undefined && keyOf(held.base) === keyOf(board) ? held : undefined;
  const save = useKeep(
    ({ base, name, tiles }: Editing) => {
      const whole = { name: name.trim(), for_role: base.for_role, tiles };
      return base.id === 0 ? addDashboard(shop.id, whole) : saveDashboard(shop.id, base, whole);
    },
    (saved, { base }) => {
      toast({ tone: "done", message: base.id === 0 ? t("board.copied") : t("board.saved") });
      setEditing(undefined);
      onSaved(saved);
    },
    { asksWhose: true },
  );
  return { editing, setEditing, save };
};

type BoardProps = {
  board: Dashboard;
  views: SavedView[];
  /** The names of what sends it by mail. */
  schedules: string[];
  /** Another one was made, or this one went. */
  onMade: (key: string | null) => void;
  arrangement: Arrangement;
};

const Board = ({ board, views, schedules, onMade, arrangement }: BoardProps) => {
  const t = useT();
  const may = useMay();
  const shop = useShop();
  const { draw } = useAnalyses();
  const titles = useQuery(catalogueQuery(shop.id)).data?.items ?? [];
  const { editing, setEditing, save } = arrangement;
  const [drag, setDrag] = useState<{ from: number; over: number }>();
  const [adding, setAdding] = useState(false);
  const [said, setSaid] = useState("");
  const tiles = editing?.tiles ?? board.tiles;
  const change = (next: Tile[]): void => setEditing(editing && { ...editing, tiles: next });
  const begin = (): void => setEditing({ base: board, name: board.name, tiles: board.tiles });
  const endDrag = (dropped: boolean): void => {
    if (dropped && drag !== undefined) change(moved(tiles, drag.from, drag.over));
    setDrag(undefined);
  };
  return (
    <div className="stack">
      {may("insight.edit") && (
        <div className={css.tools}>
          {editing === undefined ? (
            <>
              <Button variant="default" onClick={begin}>
                {t("board.arrange")}
              </Button>
              <BoardTools board={board} schedules={schedules} onMade={onMade} />
            </>
          ) : (
            <>
              <TextInput
                label={t("board.name")}
                value={editing.name}
                maxLength={100}
                onChange={(event) => setEditing({ ...editing, name: event.currentTarget.value })}
              />
              <Button
                loading={save.isPending}
                disabled={editing.name.trim() === ""}
                onClick={() => (isChanged(editing) ? save.mutate(editing) : setEditing(undefined))}
              >
                {t("board.done")}
              </Button>
              <Button variant="default" disabled={tiles.length >= mostTiles} onClick={() => setAdding(true)}>
                {t("board.addTile")}
              </Button>
              <Button
                variant="subtle"
                onClick={() => {
                  setEditing(undefined);
                  save.reset();
                }}
              >
                {t("common.cancel")}
              </Button>
            </>
          )}
        </div>
      )}
      {editing !== undefined && (
        <Conflict
          error={save.error}
          onTheirs={() => {
            begin();
            save.reset();
          }}
          onMine={() => {
            const over = { ...editing, base: board };
            setEditing(over);
            save.mutate(over);
          }}
        />
      )}
      {tiles.length === 0 && <EmptyState title={t("board.empty")} hint={t("board.emptyHint")} />}
      <p className="hidden-but-read" aria-live="polite">
        {said}
      </p>
      <ul className={css.grid}>
        {tiles.map((tile, at) => {
          const content = contentOf(tile, views);
          const title =
            content?.name ?? titles.find(({ name }) => name === content?.analysis)?.title ?? tile.shown;
          return (
            <TileFrame
              key={tileKey(tiles, at)}
              tile={tile}
              at={at}
              name={title}
              arranging={editing !== undefined}
              dragged={drag?.from === at}
              target={drag !== undefined && drag.from !== at && drag.over === at}
              onStep={(way) => {
                const to = stepped(tiles, at, way);
                change(moved(tiles, at, to));
                setSaid(t("board.tile", { name: title, at: to + 1 }));
              }}
              onWiden={() => {
                const next = widened(tiles, at);
                change(next);
                setSaid(t("board.widened", { name: title, n: next[at]?.width ?? 1 }));
              }}
              onRemove={() => {
                change(without(tiles, at));
                setSaid(t("board.removed", { name: title }));
              }}
              onDrag={(over) => setDrag({ from: drag?.from ?? at, over })}
              onEnd={endDrag}
            >
              {content === undefined ? <EmptyState title={t("board.gone")} /> : draw(content)}
            </TileFrame>
          );
        })}
      </ul>
      {adding && (
        <TileDialog
          views={views}
          onAdd={(tile) => change([...tiles, tile])}
          onClose={() => setAdding(false)}
        />
      )}
    </div>
  );
};

type Chosen = {
  /** The key of the board that is shown, as the address says; else the first. */
  chosen: string | undefined;
  onChosen: (key: string | undefined) => void | Promise<void>;
};

/** The dashboards of the shop: first those of one's own role. */
export const BoardsPage = ({ chosen, onChosen }: Chosen) => {
  const t = useT();
  const may = useMay();
  const shop = useShop();
  const failure = useFailure();
  const boards = useQuery(dashboardsQuery(shop.id));
  const kept = useQuery(savedViewsQuery(shop.id));
  const views = kept.data?.items ?? [];
  const unread = boards.error ?? kept.error;
  const schedules = useQuery(reportSchedulesQuery(shop.id)).data?.items ?? [];
  const all = boards.data?.items ?? [];
  const board = all.find((each) => keyOf(each) === chosen) ?? all[0];
  const arrangement = useArranging(board, (saved) => guard.freely(() => onChosen(keyOf(saved))));
  const { editing } = arrangement;
  const guard = useUnsaved(editing !== undefined && isChanged(editing));
  return (
    <Page
      title={t("nav.boards")}
      actions={
        all.length > 0 && (
          <Select
            aria-label={t("board.choose")}
            className={css.choose}
            data={all.map((each) => ({
              value: keyOf(each),
              label: each.id === 0 ? t("board.standard", { name: each.name }) : each.name,
            }))}
            value={board === undefined ? null : keyOf(board)}
            onChange={(key) => void onChosen(key ?? undefined)}
            allowDeselect={false}
            disabled={editing !== undefined}
            title={editing === undefined ? undefined : t("board.notWhileArranging")}
          />
        )
      }
    >
      {guard.question}
      <div className="stack">
        <KpiStrip />
        {board !== undefined && kept.isSuccess ? (
          <Board
            key={keyOf(board)}
            board={board}
            views={views}
            schedules={schedules
              .filter(({ dashboard_id }) => dashboard_id === board.id)
              .map(({ name }) => t("board.scheduleNamed", { name }))}
            onMade={(key) => void onChosen(key ?? undefined)}
            arrangement={arrangement}
          />
        ) : unread !== null ? (
          <Failed message={failure(unread)} />
        ) : (
          <Skeleton rows={10} />
        )}
        <EventsPanel />
        {may("insight.edit") && may("insight.export") && (
          <SchedulesPanel views={views} boards={all.filter(({ id }) => id !== 0)} />
        )}
      </div>
    </Page>
  );
};
