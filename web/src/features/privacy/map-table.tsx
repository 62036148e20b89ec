import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { privacyMapQuery } from "@/api/privacy";
import type { PrivacyMapEntry } from "@/api/types";
import { useFailure } from "@/domain/failure";
import { useShop } from "@/domain/shop";
import { labelOf } from "@/domain/words";
import { useLanguage, useT, wordFor } from "@/i18n";
import {
  Checkbox,
  DataTable,
  EmptyState,
  Failed,
  format,
  Panel,
  Skeleton,
  Tag,
  TextInput,
  type Column,
} from "@/ui";
import css from "./privacy.module.css";

const tones: Record<string, "neutral" | "danger" | "warning" | "info" | "accent"> = {
  identity: "accent",
  contact: "accent",
  free_text: "warning",
  behaviour: "info",
  secret: "danger",
};

/** Every column and file with personal values: what for, how long, what an erasure does with it. */
export const MapTable = () => {
  const t = useT();
  const shop = useShop();
  const language = useLanguage();
  const failure = useFailure();
  const map = useQuery(privacyMapQuery(shop.id));
  const [text, setText] = useState("");
  const [all, setAll] = useState(false);
  const found = (map.data?.entries ?? []).filter(
    (entry) =>
      (all || entry.kind !== "none") &&
      (text === "" ||
        `${entry.table}.${entry.column} ${entry.ja} ${entry.en}`.toLowerCase().includes(text.toLowerCase())),
  );
  const columns: Column<PrivacyMapEntry>[] = [
    {
      key: "what",
      header: t("privacy.what"),
      width: "minmax(130px, 1fr)",
      cell: (entry) => <span className="strong">{labelOf(entry, language)}</span>,
    },
    {
      key: "where",
      header: t("privacy.where"),
      width: "minmax(170px, 1.2fr)",
      cell: (entry) => (
        <span className={css.place}>
          {entry.table}
          {entry.column !== "" && `.${entry.column}`}{" "}
          <span className="caption">{wordFor(t, "privacy.place", entry.place)}</span>
        </span>
      ),
    },
    {
      key: "kind",
      header: t("privacy.kind"),
      width: "110px",
      cell: (entry) => (
        <Tag tone={tones[entry.kind] ?? "neutral"}>{wordFor(t, "privacy.kinds", entry.kind)}</Tag>
      ),
    },
    {
      key: "subject",
      header: t("privacy.subject"),
      width: "80px",
      cell: (entry) => wordFor(t, "privacy.subjects", entry.subject),
    },
    {
      key: "purpose",
      header: t("privacy.purpose"),
      width: "minmax(120px, 0.9fr)",
      cell: (entry) => wordFor(t, "privacy.purposes", entry.purpose),
    },
    {
      key: "retention",
      header: t("privacy.kept"),
      width: "minmax(120px, 0.9fr)",
      cell: (entry) => wordFor(t, "privacy.retentions", entry.retention),
    },
    {
      key: "erasure",
      header: t("privacy.onErasure"),
      width: "112px",
      cell: (entry) => wordFor(t, "privacy.onErasures", entry.erasure),
    },
  ];
  if (map.isPending)
    return (
      <Panel flush>
        <Skeleton rows={14} />
      </Panel>
    );
  if (map.isError) return <Failed message={failure(map.error)} />;
  return (
    <>
      <div className={css.tools}>
        <TextInput
          aria-label={t("privacy.filter")}
          placeholder={t("privacy.filter")}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          style={{ width: 220 }}
        />
        <Checkbox
          size="xs"
          label={t("privacy.showAll")}
          checked={all}
          onChange={(event) => setAll(event.currentTarget.checked)}
        />
        <span className="caption">{t("common.shown", { n: format.count(found.length) })}</span>
      </div>
      <DataTable
        label={t("privacy.part.map")}
        rows={found}
        columns={columns}
        rowKey={(entry) => `${entry.place}.${entry.table}.${entry.column}`}
        empty={<EmptyState title={t("privacy.noEntry")} />}
      />
    </>
  );
};
