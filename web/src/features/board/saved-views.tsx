import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import {
  dashboardsQuery,
  deleteSavedView,
  reportSchedulesQuery,
  savedViewsQuery,
  saveSavedView,
} from "@/api/boards";
import { catalogueQuery, sessionQuery } from "@/api/queries";
import type { SavedView, SavedViewDraft } from "@/api/types";
import type { AnalysisView } from "@/domain/analysis-view";
import { useMay, useShop } from "@/domain/shop";
import { UnsavedDialog } from "@/domain/unsaved";
import { useT } from "@/i18n";
import { Button, Checkbox, Panel, Tag, Textarea, TextInput, toast } from "@/ui";
import css from "./board.module.css";
import { Conflict } from "./conflict";
import { DeleteDialog } from "./delete-dialog";
import { viewOf } from "./query";
import { useKeep } from "./use-kept";

const draftOf = ({ name, note, shared, analysis, query }: SavedViewDraft): SavedViewDraft => ({
  name,
  note,
  shared,
  analysis,
  query,
});

const EditDialog = ({ view, onClose }: { view: SavedView; onClose: () => void }) => {
  const t = useT();
  const may = useMay();
  const shop = useShop();
  const [base, setBase] = useState(view);
  const [draft, setDraft] = useState(() => draftOf(view));
  const [begun, setBegun] = useState(draft);
  const set = (change: Partial<SavedViewDraft>): void => setDraft((now) => ({ ...now, ...change }));
  const save = useKeep(
    ({ over, next }: { over: SavedView; next: SavedViewDraft }) => saveSavedView(shop.id, over, next),
    (kept) => {
      toast({ tone: "done", message: t("board.kept", { name: kept.name }) });
      onClose();
    },
    { asksWhose: true },
  );
  return (
    <UnsavedDialog changed={draft !== begun} onClose={onClose} title={t("board.editView")}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate({ over: base, next: draft });
        }}
      >
        <Conflict
          error={save.error}
          onTheirs={() => {
            const theirs = draftOf(view);
            setDraft(theirs);
            setBegun(theirs);
            setBase(view);
            save.reset();
          }}
          onMine={() => {
            setBase(view);
            save.mutate({ over: view, next: draft });
          }}
        />
        <TextInput
          label={t("board.name")}
          value={draft.name}
          onChange={(event) => set({ name: event.currentTarget.value })}
          maxLength={100}
          data-autofocus
        />
        <Textarea
          label={t("board.note")}
          value={draft.note}
          onChange={(event) => set({ note: event.currentTarget.value })}
          maxLength={2000}
        />
        {may("insight.edit") && (
          <Checkbox
            label={t("board.shared")}
            checked={draft.shared}
            onChange={(event) => set({ shared: event.currentTarget.checked })}
          />
        )}
        <Button type="submit" disabled={draft.name.trim() === ""} loading={save.isPending}>
          {t("board.save")}
        </Button>
      </form>
    </UnsavedDialog>
  );
};

/** What stands on a view, by name. */
const useStanding = (view: SavedView | undefined): string[] => {
  const t = useT();
  const shop = useShop();
  const boards = useQuery(dashboardsQuery(shop.id)).data?.items ?? [];
  const schedules = useQuery(reportSchedulesQuery(shop.id)).data?.items ?? [];
  if (view === undefined) return [];
  return [
    ...boards
      .filter(({ tiles }) => tiles.some(({ view_id }) => view_id === view.id))
      .map(({ name }) => t("board.boardNamed", { name })),
    ...schedules
      .filter(({ view_id }) => view_id === view.id)
      .map(({ name }) => t("board.scheduleNamed", { name })),
  ];
};

type Props = {
  hrefOf: (analysis: string, view: AnalysisView) => string;
  onOpen: (analysis: string, view: AnalysisView) => void;
};

/** The views that she and the others keep, to open, change and let go; nothing while there are none. */
export const SavedViews = ({ hrefOf, onOpen }: Props) => {
  const t = useT();
  const may = useMay();
  const shop = useShop();
  const me = useQuery(sessionQuery).data?.user.id;
  const views = useQuery(savedViewsQuery(shop.id)).data?.items ?? [];
  const titles = useQuery(catalogueQuery(shop.id)).data?.items ?? [];
  const [editing, setEditing] = useState<number>();
  const [going, setGoing] = useState<SavedView>();
  const standing = useStanding(going);
  const edited = views.find(({ id }) => id === editing);
  if (views.length === 0) return null;
  return (
    <Panel title={t("board.views")} flush>
      <ul>
        {views.map((view) => (
          <li key={view.id} className={css.line}>
            <span className="row">
              <a
                href={hrefOf(view.analysis, viewOf(view.query))}
                onClick={(event) => {
                  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
                  event.preventDefault();
                  onOpen(view.analysis, viewOf(view.query));
                }}
              >
                {view.name}
              </a>
              <span className="caption">
                {titles.find(({ name }) => name === view.analysis)?.title ?? view.analysis}
              </span>
              {view.shared && <Tag>{t("board.sharedWord")}</Tag>}
              {view.owner !== me && <span className="caption">{view.owner_name}</span>}
              {view.note !== "" && <span className="caption clip">{view.note}</span>}
            </span>
            {(may("insight.edit") || !view.shared) && (
              <span className="row nowrap">
                <Button
                  size="compact-xs"
                  variant="subtle"
                  aria-label={t("board.edit", { name: view.name })}
                  onClick={() => setEditing(view.id)}
                >
                  {t("board.editWord")}
                </Button>
                <Button
                  size="compact-xs"
                  variant="subtle"
                  aria-label={t("board.delete", { name: view.name })}
                  onClick={() => setGoing(view)}
                >
                  {t("board.deleteWord")}
                </Button>
              </span>
            )}
          </li>
        ))}
      </ul>
      {edited !== undefined && <EditDialog view={edited} onClose={() => setEditing(undefined)} />}
      {going !== undefined && (
        <DeleteDialog
          name={going.name}
          standing={standing}
          remove={() => deleteSavedView(shop.id, going.id)}
          onClose={() => setGoing(undefined)}
        />
      )}
    </Panel>
  );
};
