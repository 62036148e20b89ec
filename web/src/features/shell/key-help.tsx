import { useT, type Key } from "@/i18n";
import { Dialog, Keys } from "@/ui";
import css from "./shell.module.css";

const rows: [Key, string[]][] = [
  ["help.search", ["/"]],
  ["nav.today", ["g", "t"]],
  ["nav.desk", ["g", "d"]],
  ["nav.customers", ["g", "c"]],
  ["nav.callLists", ["g", "l"]],
  ["nav.insight", ["g", "a"]],
  ["nav.imports", ["g", "i"]],
  ["nav.settings", ["g", "s"]],
  ["help.move", ["j", "k"]],
  ["help.open", ["Enter"]],
  ["help.close", ["Esc"]],
  ["help.save", ["Ctrl", "Enter"]],
  ["help.phrase", ["/", "key", "Space"]],
  ["help.help", ["?"]],
];

export const KeyHelp = ({ opened, onClose }: { opened: boolean; onClose: () => void }) => {
  const t = useT();
  return (
    <Dialog opened={opened} onClose={onClose} title={t("help.title")} size={420}>
      <dl className={css.help}>
        {rows.map(([key, keys]) => (
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
