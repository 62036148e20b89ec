import type { OpenTab } from "@/domain/desk";
import { useT } from "@/i18n";
import css from "./customers.module.css";

type Props = {
  tabs: OpenTab[];
  here: number | undefined;
  onOpen: (id: number) => void;
  onClose: (id: number) => void;
};

/** The customers open at the desk. */
export const DeskTabs = ({ tabs, here, onOpen, onClose }: Props) => {
  const t = useT();
  if (tabs.length === 0) return null;
  return (
    <nav className={css.tabs} aria-label={t("desk.tabs")}>
      {tabs.map((tab) => (
        <div key={tab.id} className={css.tab} data-here={tab.id === here}>
          <button
            type="button"
            className={`${css.tabName ?? ""} clip`}
            aria-current={tab.id === here ? "page" : undefined}
            onClick={() => onOpen(tab.id)}
          >
            {tab.name}
          </button>
          <button
            type="button"
            className={css.tabClose}
            aria-label={t("desk.closeTab", { name: tab.name })}
            onClick={() => onClose(tab.id)}
          >
            ✕
          </button>
        </div>
      ))}
    </nav>
  );
};
