import type { ContactDraft } from "@/api/types";
import { useWords } from "@/domain/words";
import { useT, wordFor } from "@/i18n";
import { Button, Dialog, format, usePlaces } from "@/ui";
import css from "./contacts.module.css";
import { differingFields, type DraftField } from "./draft";

type Props = {
  mine: ContactDraft;
  theirs: ContactDraft;
  onMine: () => void;
  onTheirs: () => void;
  onClose: () => void;
};

/** Two people wrote the same record: both versions side by side, and she decides. */
export const ConflictDialog = ({ mine, theirs, onMine, onTheirs, onClose }: Props) => {
  const t = useT();
  const words = useWords();
  const places = usePlaces();
  const say = (draft: ContactDraft, field: DraftField): string => {
    if (field === "purpose") return words.purpose(draft.purpose);
    if (field === "result") return words.result(draft.result);
    if (field === "reason_code") return words.reason(draft.reason_code);
    if (field === "emotion") return words.emotion(draft.emotion ?? "");
    if (field === "next_step_at") return format.instant(draft.next_step_at, places);
    return String(draft[field] ?? "");
  };
  return (
    <Dialog opened onClose={onClose} title={t("conflict.title")} size={680}>
      <div className="stack">
        <p>{t("conflict.message")}</p>
        <table className={css.diff}>
          <thead>
            <tr>
              <th scope="col" style={{ width: 96 }}>
                {t("conflict.field")}
              </th>
              <th scope="col">{t("conflict.mine")}</th>
              <th scope="col">{t("conflict.theirs")}</th>
            </tr>
          </thead>
          <tbody>
            {differingFields(mine, theirs).map((field) => (
              <tr key={field}>
                <td className="soft">{wordFor(t, "contact", field)}</td>
                <td className={css.mine}>{say(mine, field)}</td>
                <td className={css.theirs}>{say(theirs, field)}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <div className="row" style={{ justifyContent: "flex-end" }}>
          <Button variant="default" onClick={onTheirs}>
            {t("conflict.takeTheirs")}
          </Button>
          <Button onClick={onMine}>{t("conflict.takeMine")}</Button>
        </div>
      </div>
    </Dialog>
  );
};
