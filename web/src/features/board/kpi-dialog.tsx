import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { addKpi, saveKpi } from "@/api/boards";
import { catalogueQuery, membersQuery, segmentsQuery, sessionQuery } from "@/api/queries";
import type { Kpi, KpiDraft } from "@/api/types";
import { useMay, useShop } from "@/domain/shop";
import { UnsavedDialog } from "@/domain/unsaved";
import { useT } from "@/i18n";
import { Button, NumberInput, Select, TextInput, typedNumber, usePlaces, useToday } from "@/ui";
import { Conflict } from "./conflict";
import { useAnalyses } from "./asking";
import { blank, draftOf, ofAnalysis, scaleOf, typedOf, type Origin, type Typed } from "./kpi-draft";
import { emptyQuery, viewOf } from "./query";
import { useKeep } from "./use-kept";
import { useShown } from "./use-shown";

/** Who may be in charge: the members, where one sees them; else oneself and who is already. */
const useOwners = (kpi: Kpi | undefined): { value: string; label: string }[] => {
  const may = useMay();
  const shop = useShop();
  const me = useQuery(sessionQuery).data?.user;
  const members = useQuery({ ...membersQuery(shop.id), enabled: may("member.view") }).data?.items ?? [];
  const people = [
    ...members.filter(({ active }) => active),
    ...(me === undefined ? [] : [me]),
    ...(kpi === undefined ? [] : [{ id: kpi.owner, name: kpi.owner_name }]),
  ];
  return people
    .filter(({ id }, at) => people.findIndex((each) => each.id === id) === at)
    .map(({ id, name }) => ({ value: String(id), label: name }));
};

type Saved = { over: Kpi | undefined; draft: KpiDraft };
type Props = {
  /** As it is now, with the unit of its value; nothing for a new one. */
  kept?: { kpi: Kpi; unit: string };
  /** The report that a new one is made from. */
  origin?: Origin;
  onClose: () => void;
};

/** A headline of an analysis, where it should go, by when and in whose charge. */
export const KpiDialog = ({ kept, origin, onClose }: Props) => {
  const kpi = kept?.kpi;
  const t = useT();
  const shop = useShop();
  const today = useToday();
  const { currency } = usePlaces();
  const me = useQuery(sessionQuery).data?.user.id ?? 0;
  const owners = useOwners(kpi);
  const catalogue = useQuery(catalogueQuery(shop.id)).data?.items ?? [];
  const segments = useQuery(segmentsQuery(shop.id)).data?.items ?? [];
  const [base, setBase] = useState(kpi);
  const [typed, setTyped] = useState<Typed>(() =>
    kept === undefined ? blank(today, me, origin) : typedOf(kept, currency.exponent),
  );
  const [begun, setBegun] = useState(typed);
  const set = (change: Partial<Typed>): void => setTyped((now) => ({ ...now, ...change }));
  const { headlines } = useShown(typed.analysis === "" ? undefined : typed.analysis, viewOf(typed.query));
  const { Filtered } = useAnalyses();
  const shownUnit = headlines.find(({ key }) => key === typed.headline)?.unit ?? kept?.unit;
  const scale = scaleOf(shownUnit, currency.exponent);
  const draft = draftOf(typed, scale, typedNumber);
  const save = useKeep(
    ({ over, draft: next }: Saved) =>
      over === undefined ? addKpi(shop.id, next) : saveKpi(shop.id, over, next),
    onClose,
    { asksWhose: true },
  );
  const number = (name: "baseline" | "target" | "alertAt", label: string) => (
    <NumberInput label={label} value={typed[name]} onChange={(value) => set({ [name]: value })} />
  );
  return (
    <UnsavedDialog
      changed={typed !== begun}
      onClose={onClose}
      title={kpi === undefined ? t("kpi.add") : t("kpi.edit")}
      size={560}
    >
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (draft !== undefined) save.mutate({ over: base, draft });
        }}
      >
        <Conflict
          error={save.error}
          onTheirs={() => {
            if (kept !== undefined) {
              const theirs = typedOf(kept, currency.exponent);
              setTyped(theirs);
              setBegun(theirs);
            }
            setBase(kpi);
            save.reset();
          }}
          onMine={() => {
            setBase(kpi);
            if (draft !== undefined) save.mutate({ over: kpi, draft });
          }}
        />
        <TextInput
          label={t("board.name")}
          value={typed.name}
          onChange={(event) => set({ name: event.currentTarget.value })}
          maxLength={100}
          data-autofocus
        />
        <Select
          label={t("nav.insight")}
          data={catalogue.map((entry) => ({ value: entry.name, label: entry.title }))}
          value={typed.analysis === "" ? null : typed.analysis}
          onChange={(value) => setTyped((now) => ofAnalysis(now, value ?? ""))}
          searchable
          allowDeselect={false}
        />
        <Select
          label={t("kpi.headline")}
          data={headlines.map(({ key, label }) => ({ value: key, label }))}
          value={typed.headline === "" ? null : typed.headline}
          onChange={(value) => set({ headline: value ?? "" })}
          disabled={typed.analysis === ""}
          allowDeselect={false}
        />
        {segments.length > 0 && (
          <Select
            label={t("kpi.segment")}
            placeholder={t("common.all")}
            data={segments.map(({ id, name }) => ({ value: String(id), label: name }))}
            value={typed.query.segment == null ? null : String(typed.query.segment)}
            onChange={(value) =>
              set({ query: { ...typed.query, segment: value === null ? null : Number(value) } })
            }
            clearable
            clearButtonProps={{ "aria-label": t("insight.clear") }}
          />
        )}
        <Filtered analysis={typed.analysis} view={viewOf(typed.query)}>
          <Button size="compact-xs" variant="subtle" onClick={() => set({ query: emptyQuery })}>
            {t("insight.clear")}
          </Button>
        </Filtered>
        {(shownUnit === "share" || shownUnit === "points") && (
          <p className="caption">{t("kpi.percentHint")}</p>
        )}
        <div className="row">
          {number("baseline", t("kpi.baseline"))}
          {number("target", t("kpi.target"))}
          {number("alertAt", t("kpi.alert"))}
        </div>
        <div className="row">
          <TextInput
            type="date"
            label={t("kpi.from")}
            value={typed.from}
            onChange={(event) => set({ from: event.currentTarget.value })}
          />
          <TextInput
            type="date"
            label={t("kpi.to")}
            value={typed.to}
            onChange={(event) => set({ to: event.currentTarget.value })}
          />
          <Select
            label={t("kpi.ownerWord")}
            data={owners}
            value={typed.owner === 0 ? null : String(typed.owner)}
            onChange={(value) => set({ owner: Number(value ?? typed.owner) })}
            allowDeselect={false}
            searchable={owners.length > 8}
          />
        </div>
        <Button type="submit" loading={save.isPending} disabled={draft === undefined}>
          {kpi === undefined ? t("board.add") : t("board.save")}
        </Button>
      </form>
    </UnsavedDialog>
  );
};
