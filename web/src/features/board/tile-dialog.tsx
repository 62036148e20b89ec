import { useState } from "react";
import type { SavedView, Tile } from "@/api/types";
import { useT } from "@/i18n";
import { Button, Dialog, Select } from "@/ui";
import { viewOf } from "./query";
import { useShown } from "./use-shown";

type Props = { views: SavedView[]; onAdd: (tile: Tile) => void; onClose: () => void };

/** Chooses a shared view and what of its answer to show. */
export const TileDialog = ({ views, onAdd, onClose }: Props) => {
  const t = useT();
  const [chosen, setChosen] = useState<SavedView>();
  const [shown, setShown] = useState<string | null>(null);
  const { choices } = useShown(chosen?.analysis, chosen === undefined ? {} : viewOf(chosen.query));
  return (
    <Dialog opened onClose={onClose} title={t("board.addTile")}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (chosen === undefined || shown === null) return;
          onAdd({ view_id: chosen.id, analysis: null, shown, width: 1, height: 1 });
          onClose();
        }}
      >
        <p className="caption">{t("board.addTileHint")}</p>
        <Select
          label={t("board.view")}
          data={views
            .filter(({ shared }) => shared)
            .map(({ id, name }) => ({ value: String(id), label: name }))}
          value={chosen === undefined ? null : String(chosen.id)}
          onChange={(id) => {
            setChosen(views.find((view) => String(view.id) === id));
            setShown(null);
          }}
          data-autofocus
        />
        <Select
          label={t("board.shown")}
          data={choices}
          value={shown}
          onChange={setShown}
          disabled={chosen === undefined}
        />
        <Button type="submit" disabled={shown === null}>
          {t("board.add")}
        </Button>
      </form>
    </Dialog>
  );
};
