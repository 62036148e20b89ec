import type { CallList } from "@/api/types";
import { useT } from "@/i18n";
import { format, Tag } from "@/ui";
import css from "./call-lists.module.css";

/** How much of a list is worked off: a bar and its figures. */
export const Progress = ({ list }: { list: CallList }) => {
  const t = useT();
  const all = list.open + list.recall + list.done;
  const share = all === 0 ? 0 : list.done / all;
  return (
    <span className={css.bar}>
      <span className={css.meter} aria-hidden="true">
        <span style={{ width: `${share * 100}%` }} />
      </span>
      <span className="nowrap">
        {t("callList.doneOf", { done: format.count(list.done), all: format.count(all) })}
        {all > 0 && list.done === all && (
          <>
            {" "}
            <Tag tone="good">{t("callList.finishedTag")}</Tag>
          </>
        )}
      </span>
    </span>
  );
};
