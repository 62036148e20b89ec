import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { importFieldsQuery, presetsQuery } from "@/api/queries";
import type { ColumnRule, Import, ImportField, Mapping, Preset } from "@/api/types";
import { chooseMapping, planImport, savePreset } from "@/api/writes";
import { useFailure } from "@/domain/failure";
import { useShop } from "@/domain/shop";
import { labelOf } from "@/domain/words";
import { useLanguage, useT, wordFor } from "@/i18n";
import { Button, Failed, Panel, Select, Skeleton, Textarea, TextInput, toast } from "@/ui";
import css from "./imports.module.css";
import {
  constantsText,
  emptyMapping,
  readConstants,
  readWhen,
  ruleOf,
  whenText,
  withField,
  withRule,
} from "./mapping";
import { withFieldLabels } from "./field-labels";

const targets = ["customers", "orders", "subscriptions", "contacts"];
const encodings = ["utf8", "cp932", "euc_jp", "iso2022_jp", "utf16_le", "utf16_be"];
const delimiters = [",", ";", "\t"];
const transforms = [
  "months_before_snapshot",
  "days_before_snapshot",
  "split_list",
  "strip_apostrophe",
  "status_from_value",
];
const dayStyles = ["auto", "ymd", "dmy", "mdy"];

type RowProps = {
  file: Import;
  column: string;
  at: number;
  rule: ColumnRule | undefined;
  fields: ImportField[];
  onField: (field: string) => void;
  onRule: (rule: ColumnRule) => void;
};

const attribute = "attribute.";

const ColumnRow = ({ file, column, at, rule, fields, onField, onRule }: RowProps) => {
  const t = useT();
  const language = useLanguage();
  const [open, setOpen] = useState(false);
  const own = rule?.field.startsWith(attribute) === true ? rule.field : `${attribute}${column}`;
  const data = [
    ...fields.map((field) => ({ value: field.name, label: labelOf(field, language) })),
    { value: own, label: t("imports.attribute", { name: own.slice(attribute.length) }) },
  ];
  const samples = file.layout.sample
    .slice(0, 3)
    .map((row) => row[at] ?? "")
    .filter((value) => value !== "");
  return (
    <>
      <tr data-unused={rule === undefined}>
        <td className="strong">{column}</td>
        <td title={samples.join("\n")}>{samples.join(" / ")}</td>
        <td style={{ width: 260 }}>
          <Select
            aria-label={t("imports.fieldOf", { name: column })}
            data={data}
            value={rule?.field ?? null}
            placeholder={t("imports.unused")}
            onChange={(field) => onField(field ?? "")}
            searchable
            clearable
            clearButtonProps={{ "aria-label": t("imports.unused") }}
          />
        </td>
        <td style={{ width: 96 }}>
          {rule !== undefined && (
            <Button variant="subtle" onClick={() => setOpen(!open)} aria-expanded={open}>
              {(rule.when ?? []).length > 0 || (rule.transform ?? "") !== ""
                ? t("imports.detailsSet")
                : t("imports.details")}
            </Button>
          )}
        </td>
      </tr>
      {open && rule !== undefined && (
        <tr>
          <td colSpan={4}>
            <div className="row" style={{ alignItems: "flex-start", padding: "4px 0 8px" }}>
              <Select
                label={t("imports.transform")}
                data={transforms.map((value) => ({ value, label: wordFor(t, "imports.transforms", value) }))}
                value={rule.transform ?? null}
                placeholder={t("imports.asIs")}
                onChange={(transform) => onRule({ ...rule, transform })}
                clearable
                clearButtonProps={{ "aria-label": t("imports.asIs") }}
                style={{ width: 240 }}
              />
              <Textarea
                label={t("imports.when")}
                description={t("imports.whenHint")}
                defaultValue={whenText(rule)}
                onBlur={(event) => onRule({ ...rule, when: readWhen(event.currentTarget.value) })}
                rows={3}
                style={{ width: 320 }}
              />
            </div>
          </td>
        </tr>
      )}
    </>
  );
};

/** Which column of the file becomes which field: guessed, shown with samples, corrected here. */
export const Mapper = ({ file }: { file: Import }) => {
  const shop = useShop();
  const presets = useQuery(presetsQuery(shop.id)).data;
  const fields = useQuery(importFieldsQuery(shop.id)).data;
  // A choice shows its label only when it is there from the beginning.
  if (presets === undefined || fields === undefined) return <Skeleton rows={10} />;
  return <LoadedMapper file={file} presets={presets} fields={fields} />;
};

type LoadedProps = { file: Import; presets: Preset[]; fields: ImportField[] };

const LoadedMapper = ({ file, presets, fields }: LoadedProps) => {
  const t = useT();
  const language = useLanguage();
  const shop = useShop();
  const failure = useFailure();
  const queries = useQueryClient();
  const [edited, setEdited] = useState<Mapping>();
  const [presetName, setPresetName] = useState("");
  const mapping = edited ?? file.mapping ?? emptyMapping("orders");
  const usable = fields.filter((field) => field.targets.includes(mapping.target));

  const keep = (next: Import): void => {
    queries.setQueryData(["shop", shop.id, "imports", next.id], next);
  };
  const layout = useMutation({
    mutationFn: (choice: { encoding?: string; delimiter?: string; preset_key?: string }) =>
      chooseMapping(shop.id, file, choice),
    onSuccess: (next) => {
      setEdited(undefined);
      keep(next);
    },
  });
  const plan = useMutation({
    mutationFn: async () => {
      if (edited !== undefined || file.mapping === null)
        keep(await chooseMapping(shop.id, file, { mapping }));
      return planImport(shop.id, file.id);
    },
    onSuccess: keep,
    onError: () => queries.invalidateQueries({ queryKey: ["shop", shop.id, "imports", file.id] }),
  });
  const preset = useMutation({
    mutationFn: () => savePreset(shop.id, presetName, mapping),
    onSuccess: async () => {
      toast({ tone: "done", message: t("imports.presetSaved", { name: presetName }) });
      setPresetName("");
      await queries.invalidateQueries({ queryKey: ["shop", shop.id, "presets"] });
    },
    onError: (error) => toast({ tone: "failed", message: failure(error) }),
  });
  const faults = plan.error ?? layout.error;
  const labelOfField = (name: string): string => {
    const field = fields.find((each) => each.name === name);
    return field === undefined ? name : labelOf(field, language);
  };
  return (
    <>
      {faults !== null && (
        <Failed message={failure(withFieldLabels(faults, labelOfField, t("imports.or")))} />
      )}
      <Panel
        title={t("imports.mapTitle")}
        aside={<span className="caption">{t("imports.mapHint")}</span>}
        flush
      >
        <div className={css.options}>
          <Select
            label={t("imports.preset")}
            data={presets.map((each) => ({ value: each.key, label: labelOf(each, language) }))}
            value={file.preset_key}
            placeholder={t("imports.noPreset")}
            onChange={(key) => key !== null && layout.mutate({ preset_key: key })}
            searchable
            style={{ width: 220 }}
          />
          <Select
            label={t("imports.target")}
            data={targets.map((value) => ({ value, label: wordFor(t, "imports.targets", value) }))}
            value={mapping.target}
            allowDeselect={false}
            onChange={(target) => setEdited({ ...mapping, target: target ?? mapping.target })}
            style={{ width: 110 }}
          />
          <Select
            label={t("imports.encoding")}
            data={[...new Set([...encodings, file.layout.encoding])]
              .filter((value) => value !== "")
              .map((value) => ({ value, label: wordFor(t, "imports.encodings", value) }))}
            value={file.layout.encoding}
            allowDeselect={false}
            onChange={(encoding) => encoding !== null && layout.mutate({ encoding })}
            style={{ width: 130 }}
          />
          <Select
            label={t("imports.delimiter")}
            data={delimiters.map((value) => ({ value, label: value === "\t" ? t("imports.tab") : value }))}
            value={file.layout.delimiter}
            allowDeselect={false}
            onChange={(delimiter) => delimiter !== null && layout.mutate({ delimiter })}
            style={{ width: 80 }}
          />
          <Select
            label={t("imports.dayStyle")}
            data={dayStyles.map((value) => ({ value, label: wordFor(t, "imports.dayStyles", value) }))}
            value={mapping.day_style}
            allowDeselect={false}
            onChange={(style) => setEdited({ ...mapping, day_style: style ?? "auto" })}
            style={{ width: 120 }}
          />
          <TextInput
            label={t("imports.currency")}
            value={mapping.currency ?? ""}
            placeholder="JPY"
            maxLength={3}
            onChange={(event) =>
              setEdited({ ...mapping, currency: event.currentTarget.value.toUpperCase() || null })
            }
            style={{ width: 72 }}
          />
          <TextInput
            type="date"
            label={t("imports.snapshotOn")}
            value={mapping.snapshot_on ?? ""}
            onChange={(event) => setEdited({ ...mapping, snapshot_on: event.currentTarget.value || null })}
            style={{ width: 136 }}
          />
        </div>
        {file.layout.columns.length === 0 && (
          <p className={css.unread} role="alert">
            {t("imports.unread")}
          </p>
        )}
        <div className={css.scroll} tabIndex={0} role="region" aria-label={t("imports.mapTitle")}>
          <table className={css.map}>
            <thead>
              <tr>
                <th scope="col">{t("imports.column")}</th>
                <th scope="col">{t("imports.sample")}</th>
                <th scope="col">{t("imports.field")}</th>
                <td />
              </tr>
            </thead>
            <tbody>
              {file.layout.columns.map((column, at) => (
                <ColumnRow
                  key={column}
                  file={file}
                  column={column}
                  at={at}
                  rule={ruleOf(mapping, column)}
                  fields={usable}
                  onField={(field) => setEdited(withField(mapping, column, field))}
                  onRule={(rule) => setEdited(withRule(mapping, rule))}
                />
              ))}
            </tbody>
          </table>
        </div>
        <div className={css.options} style={{ borderBottom: 0, borderTop: "1px solid var(--line)" }}>
          <Textarea
            key={file.version}
            label={t("imports.constants")}
            description={t("imports.constantsHint")}
            defaultValue={constantsText(mapping)}
            onBlur={(event) => setEdited({ ...mapping, constants: readConstants(event.currentTarget.value) })}
            rows={2}
            style={{ width: 360 }}
          />
          <TextInput
            label={t("imports.presetName")}
            value={presetName}
            onChange={(event) => setPresetName(event.currentTarget.value)}
            style={{ width: 180 }}
          />
          <Button
            variant="default"
            disabled={presetName.trim() === ""}
            loading={preset.isPending}
            onClick={() => preset.mutate()}
          >
            {t("imports.savePreset")}
          </Button>
          <span className="grow" />
          <Button
            loading={plan.isPending}
            disabled={mapping.columns.length === 0}
            onClick={() => plan.mutate()}
          >
            {t("imports.plan")}
          </Button>
        </div>
      </Panel>
    </>
  );
};
