import type { Condition } from "@/api/segments";
import { useConditionText } from "@/domain/condition/use-condition-text";
import { useMay } from "@/domain/shop";
import { useT } from "@/i18n";
import { Button } from "@/ui";
import css from "./segments.module.css";

type Props = { condition: Condition; onChange: () => void; onKeep: () => void; onRemove: () => void };

/** What a page is filtered by without a segment that says so: read aloud, with what may be done about it. */
export const ConditionLine = ({ condition, onChange, onKeep, onRemove }: Props) => {
  const t = useT();
  const may = useMay();
  const text = useConditionText(condition);
  return (
    <div className={css.asked} role="group" aria-label={t("insight.condition")}>
      <span className={css.askedName} aria-hidden="true">
        {t("insight.condition")}
      </span>
      <span className={css.askedText}>{text}</span>
      <Button size="compact-xs" variant="subtle" onClick={onChange}>
        {t("segments.changeCondition")}
      </Button>
      {may("insight.edit") && (
        <Button size="compact-xs" variant="subtle" onClick={onKeep}>
          {t("segments.keepCondition")}
        </Button>
      )}
      <Button size="compact-xs" variant="subtle" onClick={onRemove}>
        {t("segments.dropCondition")}
      </Button>
    </div>
  );
};
