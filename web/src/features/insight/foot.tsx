import type { Meta } from "@/api/types";
import { useLanguage, useT } from "@/i18n";
import { DateText, format } from "@/ui";
import css from "./insight.module.css";

/** What a number means, from what it was counted, and how long that took. */
export const Foot = ({ meta, name }: { meta: Meta; name: string }) => {
  const t = useT();
  const language = useLanguage();
  return (
    <footer className={css.foot}>
      <details>
        <summary>{t("insight.definition", { name })}</summary>
        <p>{language === "ja" ? meta.definition.ja : meta.definition.en}</p>
        {meta.definition.source !== "" && (
          <p>
            {t("insight.source")} {meta.definition.source}
          </p>
        )}
      </details>
      <span>n = {format.count(meta.n)}</span>
      <span>{t("insight.computed", { ms: meta.computed_ms.toFixed(meta.computed_ms < 10 ? 1 : 0) })}</span>
      <span>{t("common.people", { n: format.count(meta.customers) })}</span>
      <span>
        {t("insight.asOf")} <DateText value={meta.as_of} />
      </span>
    </footer>
  );
};
