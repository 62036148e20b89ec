import type { TrailEntry } from "@/api/types";
import { fieldGroups } from "@/domain/rights";
import { useT } from "@/i18n";
import { InstantText, Panel } from "@/ui";
import { witnesses } from "./seen-by";
import css from "./audit.module.css";

/** Who saw which of her values how often: the question most people come with, answered at once. */
export const Witnesses = ({ entries, partly }: { entries: TrailEntry[]; partly: boolean }) => {
  const t = useT();
  const people = witnesses(entries);
  return (
    <Panel
      title={t("audit.whoSaw")}
      aside={<span className="caption">{t(partly ? "audit.whoSawPartly" : "audit.whoSawHint")}</span>}
      className={css.witnesses ?? ""}
      flush
    >
      {people.length === 0 ? (
        <p className={css.nobody}>{t("audit.nobodySaw")}</p>
      ) : (
        <div className={css.witnessScroll} tabIndex={0} role="region" aria-label={t("audit.whoSaw")}>
          <table className={css.witnessTable}>
            <thead>
              <tr>
                <th scope="col">{t("audit.who")}</th>
                {fieldGroups.map((field) => (
                  <th key={field} scope="col">
                    {t(`fieldGroup.${field}`)}
                  </th>
                ))}
                <th scope="col">{t("audit.last")}</th>
              </tr>
            </thead>
            <tbody>
              {people.map((person) => (
                <tr key={person.user}>
                  <th scope="row">{person.user}</th>
                  {fieldGroups.map((field) => {
                    const seen = person.seen[field];
                    return (
                      <td key={field}>
                        {seen === undefined && <span className="faint">–</span>}
                        {seen !== undefined && seen.full > 0 && (
                          <span className="strong">{t("audit.times", { n: String(seen.full) })}</span>
                        )}
                        {seen !== undefined && seen.masked > 0 && (
                          <span className="soft"> {t("audit.timesMasked", { n: String(seen.masked) })}</span>
                        )}
                      </td>
                    );
                  })}
                  <td>
                    <InstantText value={person.last} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  );
};
