import { useQuery } from "@tanstack/react-query";
import { memo } from "react";
import { filterValuesQuery, segmentsQuery } from "@/api/queries";
import { allDays, isQuickPeriod, quickPeriods, type AnalysisView } from "@/domain/analysis-view";
import { useShop } from "@/domain/shop";
import { useT, wordFor } from "@/i18n";
import { Button, DayField, Select, useToday } from "@/ui";
import { askedFilter, comparedBy, comparisonOf, isFiltered, ofSegment, wordOf } from "./address";
import { ManySelect } from "./many-select";
import { ProductSelect } from "./product-select";
import css from "./report.module.css";

type Props = {
  view: AnalysisView;
  /** The period that the page shows when none is chosen. */
  opening: string | undefined;
  onView: (view: AnalysisView) => void;
  /** Opens the builder of conditions. */
  onBuild: () => void;
};

const build = "build";
const ownCondition = "condition";

const choices = (values: string[] | undefined) => (values ?? []).map((value) => ({ value, label: value }));

const periodOf = (view: AnalysisView): string => {
  if (isQuickPeriod(view.period)) return view.period;
  return view.from === undefined && view.to === undefined ? allDays : "days";
};

const PlainFilterLine = ({ view, opening, onView, onBuild }: Props) => {
  const t = useT();
  const shop = useShop();
  const today = useToday();
  const segments = useQuery(segmentsQuery(shop.id)).data?.items ?? [];
  const values = useQuery(filterValuesQuery(shop.id)).data;
  const period = periodOf(view);
  const asked = askedFilter(view, today);
  const comparison = comparisonOf(view);
  const choosePeriod = (next: string | null): void => {
    const rest = { ...view, from: "", to: "", period: "" };
    if (next === "days") onView({ ...rest, from: asked.from ?? today, to: asked.to ?? today });
    else onView({ ...rest, period: next ?? "" });
  };
  const day = (name: "from" | "to" | "as_of") => (
    <DayField
      label={wordFor(t, "insight.day", name)}
      value={view[name] ?? ""}
      onDay={(chosen) => onView({ ...view, [name]: chosen })}
      // A period has one end at least; "all days" is a choice of its own.
      withAsterisk={false}
      required={name !== "as_of" && view[name === "from" ? "to" : "from"] === undefined}
      className={css.day ?? ""}
      wrapperProps={name === "as_of" && view.as_of === undefined ? { "data-empty": t("insight.today") } : {}}
      style={{ width: 132 }}
    />
  );
  const pick = (name: "medium" | "prefecture", label: string, data: { value: string; label: string }[]) => (
    <ManySelect
      label={label}
      data={data}
      value={view[name]}
      onValue={(value) => onView({ ...view, [name]: value })}
    />
  );
  return (
    <div className={css.filter}>
      <Select
        label={t("insight.period")}
        data={[allDays, ...quickPeriods, "days"].map((value) => ({
          value,
          label: wordFor(t, "insight.period", value),
        }))}
        value={period}
        allowDeselect={false}
        onChange={choosePeriod}
        title={asked.from === undefined ? undefined : `${asked.from} – ${asked.to ?? today}`}
        style={{ width: 152 }}
        maxDropdownHeight={400}
      />
      {period === "days" && (
        <>
          {day("from")}
          {day("to")}
        </>
      )}
      <ProductSelect value={view.product} onValue={(product) => onView({ ...view, product })} />
      {pick("medium", t("customer.medium"), choices(values?.media))}
      {pick("prefecture", t("customer.prefecture"), choices(values?.prefectures))}
      <Select
        label={t("insight.whom")}
        data={[
          ...segments.map((segment) => ({ value: String(segment.id), label: segment.name })),
          ...(view.condition === undefined
            ? [{ value: build, label: t("insight.build") }]
            : [
                { value: ownCondition, label: t("insight.ownCondition") },
                { value: build, label: t("insight.rebuild") },
              ]),
        ]}
        value={view.condition === undefined ? (view.segment ?? null) : ownCondition}
        placeholder={t("common.all")}
        onChange={(value) => {
          if (value === build) onBuild();
          else if (value !== ownCondition) onView(ofSegment(view, value ?? ""));
        }}
        // Whatever is searched for, a condition of one's own can be made.
        filter={({ options, search }) =>
          options.filter(
            (option) =>
              !("value" in option) ||
              option.value === build ||
              option.label.toLowerCase().includes(search.trim().toLowerCase()),
          )
        }
        searchable
        nothingFoundMessage={t("insight.noSegments")}
        clearable
        clearButtonProps={{ "aria-label": t("insight.clear") }}
        comboboxProps={{ width: "max-content", position: "bottom-start" }}
        style={{ width: 124 }}
      />
      {day("as_of")}
      <Select
        label={t("insight.compare")}
        data={[
          { value: "none", label: t("insight.compare.none") },
          {
            group: t("insight.compare.times"),
            items: [
              {
                value: "previous",
                label: t(
                  asked.from === undefined ? "insight.compare.previous90" : "insight.compare.previous",
                ),
              },
              { value: "year", label: t("insight.compare.year") },
            ],
          },
          ...(segments.length === 0
            ? []
            : [
                {
                  group: t("insight.segment"),
                  items: segments.map(({ id, name }) => ({
                    value: wordOf({ kind: "segment", segment: String(id) }),
                    label: name,
                    disabled: view.segment === String(id),
                  })),
                },
              ]),
        ]}
        value={comparison === undefined ? "none" : wordOf(comparison)}
        allowDeselect={false}
        searchable={segments.length > 6}
        onChange={(value) => onView(comparedBy(view, value ?? ""))}
        maxDropdownHeight={400}
        style={{ width: 140 }}
      />
      <Button
        variant="subtle"
        className={css.clear ?? ""}
        data-shown={isFiltered(view, opening)}
        onClick={() => onView({ compare: view.compare ?? "", choices: view.choices ?? "" })}
      >
        {t("insight.clear")}
      </Button>
    </div>
  );
};

/** Whom and which days a report is about, and with what it is compared. */
export const FilterLine = memo(PlainFilterLine);
