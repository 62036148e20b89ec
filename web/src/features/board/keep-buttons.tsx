import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { addDashboard, addSavedView, dashboardsQuery, saveDashboard } from "@/api/boards";
import type { Dashboard, SavedViewDraft } from "@/api/types";
import { useMay, useShop } from "@/domain/shop";
import { useT } from "@/i18n";
import { Button, Checkbox, Dialog, Select, Textarea, TextInput, toast } from "@/ui";
import { queryOf, type PageView } from "./query";
import { useKeep } from "./use-kept";
import { useShown } from "./use-shown";

type Asked = { analysis: string; view: PageView };

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

const PutDialog = ({ analysis, view, onClose }: Asked & { onClose: () => void }) => {
  const t = useT();
  const shop = useShop();
  const boards = useQuery(dashboardsQuery(shop.id)).data?.items ?? [];
  const { choices } = useShown(analysis, view);
  const [name, setName] = useState("");
  const [place, setPlace] = useState<string>();
  const [shown, setShown] = useState<string | null>(null);
  const board = place === undefined ? boards[0] : boards[Number(place)];
  const put = useKeep(
    async (draft: Put) => {
      const kept = await addSavedView(shop.id, {
        name: draft.name,
        note: "",
        shared: true,
        analysis,
        query: queryOf(view),
      });
      const tile = { view_id: kept.id, analysis: null, shown: draft.shown, width: 1, height: 1 };
      const whole = {
        name: draft.board.name,
        for_role: draft.board.for_role,
        tiles: [...draft.board.tiles, tile],
      };
      return draft.board.id === 0 ? addDashboard(shop.id, whole) : saveDashboard(shop.id, draft.board, whole);
    },
    (changed) => {
      toast({ tone: "done", message: t("board.putDone", { name: changed.name }) });
      onClose();
    },
  );
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
          onChange={(event) => setName(event.currentTarget.value)}
          maxLength={100}
          data-autofocus
        />
        <Select
          label={t("board.choose")}
          data={boards.map((each, at) => ({ value: String(at), label: each.name }))}
          value={place ?? "0"}
          onChange={(value) => setPlace(value ?? undefined)}
          allowDeselect={false}
        />
        <Select label={t("board.shown")} data={choices} value={shown} onChange={setShown} />
        <Button type="submit" disabled={name.trim() === "" || shown === null} loading={put.isPending}>
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
  const [open, setOpen] = useState<"keep" | "put">();
  const close = (): void => setOpen(undefined);
  return (
    <>
      <Button variant="default" onClick={() => setOpen("keep")}>
        {t("board.keep")}
      </Button>
      {may("insight.edit") && (
        <Button variant="default" onClick={() => setOpen("put")}>
          {t("board.put")}
        </Button>
      )}
      {open === "keep" && <KeepDialog {...asked} onClose={close} />}
      {open === "put" && <PutDialog {...asked} onClose={close} />}
    </>
  );
};
