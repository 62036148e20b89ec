import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { addDashboard, addSavedView, dashboardsQuery, saveDashboard, saveSavedView } from "@/api/boards";
import { catalogueQuery } from "@/api/queries";
import type { Dashboard, SavedView, SavedViewDraft, Tile } from "@/api/types";
import type { AnalysisView } from "@/domain/analysis-view";
import { useMay, useShop } from "@/domain/shop";
import { useT } from "@/i18n";
import { Button, Checkbox, Dialog, Select, Textarea, TextInput, toast } from "@/ui";
import { mostTiles } from "./arrange";
import { keyOf } from "./board-key";
import { KpiDialog } from "./kpi-dialog";
import { queryOf } from "./query";
import { isOvertaken, useKeep } from "./use-kept";
import { useShown } from "./use-shown";

type Asked = { analysis: string; view: AnalysisView };

const KeepDialog = ({ analysis, view, onClose }: Asked & { onClose: () => void }) => {
  const t = useT();
  const may = useMay();
  const shop = useShop();
  const [name, setName] = useState("");
  const [note, setNote] = useState("");
  const [shared, setShared] = useState(false);
  const keep = useKeep(
    (draft: SavedViewDraft) => addSavedView(shop.id, draft),
    (kept) => {
      toast({ tone: "done", message: t("board.kept", { name: kept.name }) });
      onClose();
    },
  );
  return (
    <Dialog opened onClose={onClose} title={t("board.keepTitle")}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          keep.mutate({ name, note, shared, analysis, query: queryOf(view) });
        }}
      >
        <TextInput
          label={t("board.name")}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          maxLength={100}
          data-autofocus
        />
        <Textarea
          label={t("board.note")}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
          maxLength={2000}
        />
        {may("insight.edit") && (
          <Checkbox
            label={t("board.shared")}
            checked={shared}
            onChange={(event) => setShared(event.currentTarget.checked)}
          />
        )}
        <Button type="submit" disabled={name.trim() === ""} loading={keep.isPending}>
          {t("board.keep")}
        </Button>
      </form>
    </Dialog>
  );
};

type Put = { board: Dashboard; name: string; shown: string };

/** Puts the tile last on a board; where others have changed the board meanwhile, last on theirs. */
const usePutLast = () => {
  const shop = useShop();
  const queries = useQueryClient();
  const putOn = ({ tiles, ...board }: Dashboard, tile: Tile): Promise<Dashboard> => {
    const whole = { name: board.name, for_role: board.for_role, tiles: [...tiles, tile] };
    return board.id === 0 ? addDashboard(shop.id, whole) : saveDashboard(shop.id, board, whole);
  };
  return async (board: Dashboard, tile: Tile): Promise<Dashboard> => {
    try {
      return await putOn(board, tile);
    } catch (error) {
      if (!isOvertaken(error)) throw error;
      const { items } = await queries.query({ ...dashboardsQuery(shop.id), staleTime: 0 });
      const theirs = items.find(({ id }) => id === board.id);
      if (theirs === undefined) throw error;
      return putOn(theirs, tile);
    }
  };
};

/** Keeps the view and puts it on the board. What failed half-way goes on with the view it has kept. */
const usePutting = ({ analysis, view }: Asked, onDone: (board: Dashboard) => void) => {
  const shop = useShop();
  const putLast = usePutLast();
  const [keptOnce, setKeptOnce] = useState<SavedView>();
  return useKeep(async ({ board, name, shown }: Put) => {
    const draft = { name, note: "", shared: true, analysis, query: queryOf(view) };
    const kept =
      keptOnce === undefined
        ? await addSavedView(shop.id, draft)
        : keptOnce.name === name
          ? keptOnce
          : await saveSavedView(shop.id, keptOnce, draft);
    setKeptOnce(kept);
    return putLast(board, { view_id: kept.id, analysis: null, shown, width: 1, height: 1 });
  }, onDone);
};

const PutDialog = ({ analysis, view, onClose }: Asked & { onClose: () => void }) => {
  const t = useT();
  const shop = useShop();
  const boards = useQuery(dashboardsQuery(shop.id)).data?.items ?? [];
  const { choices } = useShown(analysis, view);
  const title = useQuery(catalogueQuery(shop.id)).data?.items.find((each) => each.name === analysis)?.title;
  const [typed, setTyped] = useState<string>();
  const name = typed ?? title ?? "";
  const [place, setPlace] = useState<string>();
  const [picked, setShown] = useState<string | null>(null);
  const shown = picked ?? choices[0]?.value ?? null;
  const board = boards.find((each) => keyOf(each) === place) ?? boards[0];
  const full = board !== undefined && board.tiles.length >= mostTiles;
  const put = usePutting({ analysis, view }, (changed) => {
    toast({ tone: "done", message: t("board.putDone", { name: changed.name }) });
    onClose();
  });
  return (
    <Dialog opened onClose={onClose} title={t("board.putTitle")}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (board !== undefined && shown !== null) put.mutate({ board, name, shown });
        }}
      >
        <TextInput
          label={t("board.name")}
          value={name}
          onChange={(event) => setTyped(event.currentTarget.value)}
          maxLength={100}
          data-autofocus
        />
        <Select
          label={t("board.choose")}
          data={boards.map((each) => ({ value: keyOf(each), label: each.name }))}
          value={board === undefined ? null : keyOf(board)}
          onChange={(value) => setPlace(value ?? undefined)}
          allowDeselect={false}
          error={full ? t("board.full", { most: mostTiles }) : undefined}
        />
        <Select label={t("board.shown")} data={choices} value={shown} onChange={setShown} />
        <Button type="submit" disabled={name.trim() === "" || shown === null || full} loading={put.isPending}>
          {t("board.add")}
        </Button>
      </form>
    </Dialog>
  );
};

/** On the page of an analysis: keeps what it shows, or puts it on a dashboard. */
export const KeepButtons = (asked: Asked) => {
  const t = useT();
  const may = useMay();
  const [open, setOpen] = useState<"keep" | "put" | "kpi">();
  const close = (): void => setOpen(undefined);
  return (
    <>
      <Button variant="default" onClick={() => setOpen("keep")}>
        {t("board.keep")}
      </Button>
      {may("insight.edit") && (
        <>
          <Button variant="default" onClick={() => setOpen("put")}>
            {t("board.put")}
          </Button>
          <Button variant="default" onClick={() => setOpen("kpi")}>
            {t("kpi.make")}
          </Button>
        </>
      )}
      {open === "keep" && <KeepDialog {...asked} onClose={close} />}
      {open === "put" && <PutDialog {...asked} onClose={close} />}
      {open === "kpi" && <KpiDialog origin={asked} onClose={close} />}
    </>
  );
};
