import type { TrailEntry } from "@/api/types";
import { useT, wordFor, type Translate } from "@/i18n";
import { format, Tag } from "@/ui";
import { toldChanges } from "./written";
import css from "./audit.module.css";

const tones: Record<string, "neutral" | "danger" | "warning" | "good" | "info" | "accent"> = {
  viewed: "info",
  listed: "info",
  searched: "info",
  exported: "warning",
  disclosed: "warning",
  created: "good",
  updated: "accent",
  imported: "accent",
  deleted: "danger",
  erased: "danger",
  purged: "danger",
  denied: "danger",
  sign_in_failed: "danger",
  rights_changed: "warning",
  viewed_as: "warning",
};

export const KindTag = ({ kind }: { kind: string }) => {
  const t = useT();
  return <Tag tone={tones[kind] ?? "neutral"}>{wordFor(t, "audit.kinds", kind)}</Tag>;
};

/** What an entry is about: a person by name and what of hers, many by number, else the kind of thing. */
export const subjectOf = (t: Translate, entry: TrailEntry): string => {
  const thing = entry.entity === "" ? "" : wordFor(t, "audit.entity", entry.entity);
  if (entry.persons > 1) return `${thing} ${t("common.people", { n: format.count(entry.persons) })}`.trim();
  if (entry.customer_name !== "")
    return entry.entity === "customer" || thing === ""
      ? entry.customer_name
      : t("audit.thingOf", { name: entry.customer_name, thing });
  if (entry.customer_id !== null) return t("audit.customerNumber", { n: String(entry.customer_id) });
  if (entry.row_count > 0) return `${thing} ${t("audit.rows", { n: format.count(entry.row_count) })}`.trim();
  return entry.entity_id === null || thing === "" ? thing : `${thing} ${entry.entity_id}`;
};

/** Which kinds of values were shown and how much; of a change, which fields. */
export const SeenFields = ({ entry }: { entry: TrailEntry }) => {
  const t = useT();
  const changes = toldChanges(entry);
  if (changes.length > 0)
    return (
      <span className="soft">
        {changes.map((change) => wordFor(t, "audit.field", change.field)).join(t("common.comma"))}
      </span>
    );
  if (entry.kind === "denied") return <span className="soft">HTTP {entry.status}</span>;
  return (
    <span className={css.seen}>
      {entry.search_length !== null && (
        <span className="soft">{t("audit.searchLength", { n: String(entry.search_length) })}</span>
      )}
      {entry.fields.map(({ field, right }) => (
        <span key={field} className={css.field} data-right={right}>
          {wordFor(t, "fieldGroup", field)}
          {right !== "read" && right !== "edit" && ` ${wordFor(t, "audit.right", right)}`}
        </span>
      ))}
    </span>
  );
};
