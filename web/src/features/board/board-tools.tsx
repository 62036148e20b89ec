import { useState } from "react";
import { addDashboard, deleteDashboard } from "@/api/boards";
import type { Dashboard, DashboardDraft } from "@/api/types";
import { useShop } from "@/domain/shop";
import { useT } from "@/i18n";
import { Button, Checkbox, Dialog, TextInput, toast } from "@/ui";
import { keyOf } from "./board-key";
import { DeleteDialog } from "./delete-dialog";
import { useKeep } from "./use-kept";

type MadeProps = { board: Dashboard; onMade: (key: string) => void; onClose: () => void };

/** A new board, empty or with the tiles of the one that is shown. */
const NewBoard = ({ board, onMade, onClose }: MadeProps) => {
  const t = useT();
  const shop = useShop();
  const [name, setName] = useState("");
  const [copied, setCopied] = useState(false);
  const make = useKeep(
    (draft: DashboardDraft) => addDashboard(shop.id, draft),
    (made) => {
      toast({ tone: "done", message: t("board.made", { name: made.name }) });
      onMade(keyOf(made));
      onClose();
    },
  );
  return (
    <Dialog opened onClose={onClose} title={t("board.new")}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          make.mutate({ name: name.trim(), for_role: null, tiles: copied ? board.tiles : [] });
        }}
      >
        <TextInput
          label={t("board.name")}
          value={name}
          maxLength={100}
          onChange={(event) => setName(event.currentTarget.value)}
          data-autofocus
        />
        <Checkbox
          label={t("board.copyTiles", { name: board.name })}
          checked={copied}
          onChange={(event) => setCopied(event.currentTarget.checked)}
        />
        <Button type="submit" disabled={name.trim() === ""} loading={make.isPending}>
          {t("board.make")}
        </Button>
      </form>
    </Dialog>
  );
};

type Props = { board: Dashboard; schedules: string[]; onMade: (key: string | null) => void };

/** Makes another board, or lets this one go; a standard one is always there. */
export const BoardTools = ({ board, schedules, onMade }: Props) => {
  const t = useT();
  const shop = useShop();
  const [open, setOpen] = useState<"new" | "delete">();
  const close = (): void => setOpen(undefined);
  return (
    <>
      <Button variant="default" onClick={() => setOpen("new")}>
        {t("board.new")}
      </Button>
      {board.id !== 0 && (
        <Button variant="subtle" onClick={() => setOpen("delete")}>
          {t("board.deleteBoard")}
        </Button>
      )}
      {open === "new" && <NewBoard board={board} onMade={onMade} onClose={close} />}
      {open === "delete" && (
        <DeleteDialog
          name={board.name}
          standing={schedules}
          remove={() => deleteDashboard(shop.id, board.id)}
          onDone={() => onMade(null)}
          onClose={close}
        />
      )}
    </>
  );
};
