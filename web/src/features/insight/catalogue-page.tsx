import type { ReactNode } from "react";
import { useFailure } from "@/domain/failure";
import { useT, wordFor } from "@/i18n";
import { Failed, Page, Skeleton } from "@/ui";
import css from "./report/report.module.css";
import { useMenu } from "./use-menu";

type Props = {
  hrefOf: (analysis: string) => string;
  onAnalysis: (analysis: string) => void;
  /** The views that are kept: they stand before the analyses. */
  kept?: ReactNode;
};

/** Every analysis with the question that it answers. */
export const CataloguePage = ({ hrefOf, onAnalysis, kept }: Props) => {
  const t = useT();
  const failure = useFailure();
  const { menu, error } = useMenu();
  return (
    <Page title={t("nav.insight")}>
      {menu === undefined ? (
        error === null ? (
          <Skeleton rows={12} />
        ) : (
          <Failed message={failure(error)} />
        )
      ) : (
        <div className="stack">
          {kept}
          <div className={css.topics}>
            {menu.map(({ topic, entries }) => (
              <section key={topic} className={css.topic}>
                <h2>{wordFor(t, "insight.topic", topic)}</h2>
                <ul>
                  {entries.map((entry) => (
                    <li key={entry.name}>
                      <a
                        href={hrefOf(entry.name)}
                        onClick={(event) => {
                          if (event.ctrlKey || event.metaKey || event.shiftKey) return;
                          event.preventDefault();
                          onAnalysis(entry.name);
                        }}
                      >
                        <span>{entry.title}</span>
                        <span>{entry.asks}</span>
                      </a>
                    </li>
                  ))}
                </ul>
              </section>
            ))}
          </div>
        </div>
      )}
    </Page>
  );
};
