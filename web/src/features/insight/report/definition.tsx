import type { Meta } from "@/api/types";
import { useLanguage, useT } from "@/i18n";
import { Button, Popover } from "@/ui";
import css from "./report.module.css";

/** What the page's numbers mean: opens from its name. */
export const Definition = ({ meta, title }: { meta: Meta; title: string }) => {
  const t = useT();
  const language = useLanguage();
  const { definition } = meta;
  return (
    <Popover position="bottom-start" trapFocus shadow="none" withinPortal>
      <Popover.Target>
        <Button variant="subtle" size="compact-xs" aria-label={t("insight.definition", { name: title })}>
          {t("insight.whatIs")}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <div className={css.definition} tabIndex={0}>
          <p>{language === "ja" ? definition.ja : definition.en}</p>
          {definition.source !== "" && (
            <p className="soft">
              {t("insight.source")} {definition.source}
            </p>
          )}
        </div>
      </Popover.Dropdown>
    </Popover>
  );
};
