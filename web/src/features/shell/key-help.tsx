import { useT, type Key } from "@/i18n";
import { Dialog, Keys } from "@/ui";
import css from "./shell.module.css";

// Stands for the key of a fixed phrase, which every shop chooses for itself.
const phraseKey = "phrase";

type Row = [Key, string[]];

const search: Row = ["help.search", ["/"]];
const rows: Row[] = [
  ["help.move", ["j", "k"]],
  ["help.open", ["Enter"]],
  ["help.close", ["Esc"]],
  ["callList.next", ["n"]],
  ["help.record", ["r"]],
  ["help.save", ["Ctrl", "Enter"]],
  ["help.phrase", ["/", phraseKey, "Space"]],
  ["help.help", ["?"]],
];

type Props = { opened: boolean; onClose: () => void; places: Row[] };

export const KeyHelp = ({ opened, onClose, places }: Props) => {
  const t = useT();
  return (
    <Dialog opened={opened} onClose={onClose} title={t("help.title")} size={420}>
      <dl className={css.help}>
        {[search, ...places, ...rows].map(([key, keys]) => (
          <div key={key} style={{ display: "contents" }}>
            <dt>{t(key)}</dt>
            <dd>
              <Keys keys={keys.map((each) => (each === phraseKey ? t("settings.phraseKey") : each))} />
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
};
