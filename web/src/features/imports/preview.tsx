import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { importPreviewQuery } from "@/api/queries";
import type { Import, PreviewedChange, Rejection } from "@/api/types";
import { useShop } from "@/domain/shop";
import { useWords } from "@/domain/words";
import { useT, wordFor } from "@/i18n";
import { format, Panel, usePlaces } from "@/ui";
import { faultText } from "./fault-text";
import css from "./imports.module.css";
import { previewedValue } from "./previewed-value";

const most = 50; // of each, that the server tells

type FoundProps = { title: string; count: number; headers: string[]; children: ReactNode };

// Values are read in full, so rows are as high as they need.
const Found = ({ title, count, headers, children }: FoundProps) => {
  const t = useT();
  return (
    <Panel
      flush
      title={title}
      aside={
        <span className="soft">
          {count >= most ? t("imports.previewFirst", { n: format.count(most) }) : format.count(count)}
        </span>
      }
    >
      <div className={css.scroll} tabIndex={0} role="region" aria-label={title}>
        <table className={css.found}>
          <thead>
            <tr>
              {headers.map((header) => (
                <th key={header} scope="col">
                  {header}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>{children}</tbody>
        </table>
      </div>
    </Panel>
  );
};

const Changes = ({ changes }: { changes: PreviewedChange[] }) => {
  const t = useT();
  const places = usePlaces();
  const words = useWords();
  const shown = (change: PreviewedChange, value: string): string =>
    change.field === "cancel_reason" && value !== ""
      ? words.reason(value)
      : previewedValue(t, places, change, value);
  const keys = ["line", "who", "field", "before", "after"] as const;
  return (
    <Found
      title={t("imports.changesTitle")}
      count={changes.length}
      headers={keys.map((key) => t(`imports.${key}`))}
    >
      {changes.map((change) => (
        <tr key={`${change.line}-${change.entity}-${change.key}-${change.field}`}>
          <td>{format.count(change.line)}</td>
          <td>
            {wordFor(t, "imports.one", change.entity)} {change.key}
          </td>
          <td>{wordFor(t, "imports.field", change.field)}</td>
          <td className="soft">{shown(change, change.before)}</td>
          <td>{shown(change, change.after)}</td>
        </tr>
      ))}
    </Found>
  );
};

const Warnings = ({ warnings }: { warnings: Rejection[] }) => {
  const t = useT();
  const keys = ["line", "column", "value", "why"] as const;
  return (
    <Found
      title={t("imports.warnedTitle")}
      count={warnings.length}
      headers={keys.map((key) => t(`imports.${key}`))}
    >
      {warnings.map((warning) => (
        <tr key={`${warning.line}-${warning.column}-${warning.code}`}>
          <td>{format.count(warning.line)}</td>
          <td>{warning.column}</td>
          <td>{warning.value}</td>
          <td>{faultText(t, warning)}</td>
        </tr>
      ))}
    </Found>
  );
};

/** What the dry run found: the first fields that would change, and the first rows to look at. */
export const Preview = ({ file }: { file: Import }) => {
  const shop = useShop();
  const found = useQuery(importPreviewQuery(shop.id, file.id)).data;
  if (found === undefined) return null;
  return (
    <>
      {found.changes.length > 0 && <Changes changes={found.changes} />}
      {found.warnings.length > 0 && <Warnings warnings={found.warnings} />}
    </>
  );
};
