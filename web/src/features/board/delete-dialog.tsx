import { useT } from "@/i18n";
import { Confirm } from "@/ui";
import { useKeep } from "./use-kept";

type Props = {
  name: string;
  /** What would lose it, by name: as long as there is any, it stays. */
  standing?: string[];
  remove: () => Promise<void>;
  onDone?: () => void;
  onClose: () => void;
};

/** Asks before something kept goes, with its name and with what stands on it. */
export const DeleteDialog = ({ name, standing = [], remove, onDone, onClose }: Props) => {
  const t = useT();
  const going = useKeep(remove, () => {
    onDone?.();
    onClose();
  });
  return (
    <Confirm
      opened
      onClose={onClose}
      title={t("board.delete", { name })}
      message={
        <div className="stack">
          <p>{standing.length === 0 ? t("board.deleteAsk", { name }) : t("board.standing", { name })}</p>
          {standing.length > 0 && (
            <ul>
              {standing.map((each) => (
                <li key={each}>{each}</li>
              ))}
            </ul>
          )}
        </div>
      }
      disabled={standing.length > 0 || going.isPending}
      action={t("board.deleteWord")}
      cancel={t("common.cancel")}
      onConfirm={() => going.mutate()}
    />
  );
};
