import { useT, type Key } from "@/i18n";
import { Dialog, Keys } from "@/ui";
import css from "./shell.module.css";

type Row = [Key, string[]];

const search: Row = ["help.search", ["/"]];
const rows: Row[] = [
  ["help.move", ["j", "k"]],
  ["help.open", ["Enter"]],
  ["help.close", ["Esc"]],
  ["help.save", ["Ctrl", "Enter"]],
  ["help.phrase", ["/", "key", "Space"]],
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
              <Keys keys={keys} />
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
};
