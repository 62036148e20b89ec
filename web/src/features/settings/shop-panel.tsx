import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { Settings } from "@/api/types";
import { isStatus } from "@/api/problem";
import { sessionQuery } from "@/api/queries";
import { saveSettings } from "@/api/writes";
import { useFailure, useFieldMessage } from "@/domain/failure";
import { useShop } from "@/domain/shop";
import { useLanguage, useT } from "@/i18n";
import { Button, Checkbox, Failed, NumberInput, Panel, Select, TextInput, toast } from "@/ui";
import { SpecialDays } from "./special-days";
import css from "./settings.module.css";

// Monday to Sunday as the API counts them, Sunday 0; 2024-01-07 was a Sunday.
const weekdays = [1, 2, 3, 4, 5, 6, 0];
const weekdayName = (day: number, locale: string, weekday: "narrow" | "long"): string =>
  new Intl.DateTimeFormat(locale, { weekday, timeZone: "UTC" }).format(new Date(Date.UTC(2024, 0, 7 + day)));

const zones = Intl.supportedValuesOf("timeZone");
const placed = [
  "/shop_name",
  "/zone",
  "/margin_rate",
  "/lead_business_days",
  "/today_horizon_days",
  "/business_hours/weekdays",
];

export const ShopPanel = ({ settings }: { settings: Settings }) => {
  const t = useT();
  const shop = useShop();
  const language = useLanguage();
  const failure = useFailure();
  const fieldMessage = useFieldMessage();
  const queries = useQueryClient();
  const [draft, setDraft] = useState(settings);
  const set = (change: Partial<Settings>): void => setDraft((now) => ({ ...now, ...change }));
  const save = useMutation({
    mutationFn: () =>
      saveSettings(shop.id, settings.version, {
        shop_name: draft.shop_name,
        zone: draft.zone,
        margin_rate: draft.margin_rate,
        lead_business_days: draft.lead_business_days,
        today_horizon_days: draft.today_horizon_days,
        business_hours: draft.business_hours,
        exceptions: draft.exceptions,
      }),
    onSuccess: (saved) => {
      queries.setQueryData(["shop", shop.id, "settings"], saved);
      void queries.invalidateQueries({ queryKey: sessionQuery.queryKey });
      toast({ tone: "done", message: t("settings.saved") });
    },
    onError: (error) => {
      if (!isStatus(error, 409)) return;
      // The form begins anew with what is stored now.
      toast({ tone: "failed", message: failure(error) });
      void queries.invalidateQueries({ queryKey: ["shop", shop.id, "settings"] });
    },
  });
  const toggle = (day: number): void => {
    const { weekdays: open } = draft.business_hours;
    const next = open.includes(day)
      ? open.filter((each) => each !== day)
      : [...open, day].sort((a, b) => a - b);
    set({ business_hours: { ...draft.business_hours, weekdays: next } });
  };
  return (
    <Panel title={t("settings.shop")}>
      <form
        className={css.form}
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        {save.isError && (
          <div className={css.wide}>
            <Failed message={failure(save.error, placed)} />
          </div>
        )}
        <TextInput
          className={css.wide}
          label={t("settings.shopName")}
          value={draft.shop_name}
          onChange={(event) => set({ shop_name: event.currentTarget.value })}
          error={fieldMessage(save.error, "/shop_name")}
        />
        <NumberInput
          size="xs"
          label={t("settings.margin")}
          description={t("settings.marginHint")}
          value={draft.margin_rate === null ? "" : Math.round(draft.margin_rate * 1000) / 10}
          onChange={(value) => set({ margin_rate: value === "" ? null : Number(value) / 100 })}
          min={0}
          max={100}
          clampBehavior="none"
          decimalScale={1}
          suffix=" %"
          error={fieldMessage(save.error, "/margin_rate")}
        />
        <NumberInput
          size="xs"
          label={t("settings.lead")}
          description={t("settings.leadHint")}
          value={draft.lead_business_days}
          onChange={(value) => set({ lead_business_days: Number(value) })}
          min={0}
          max={60}
          error={fieldMessage(save.error, "/lead_business_days")}
        />
        <NumberInput
          size="xs"
          label={t("settings.horizon")}
          description={t("settings.horizonHint")}
          value={draft.today_horizon_days}
          onChange={(value) => set({ today_horizon_days: Number(value) })}
          min={1}
          max={60}
          error={fieldMessage(save.error, "/today_horizon_days")}
        />
        <div>
          <div className="caption">{t("settings.weekdays")}</div>
          <div className={css.days} role="group" aria-label={t("settings.weekdays")}>
            {weekdays.map((day) => (
              <button
                key={day}
                type="button"
                className={css.day}
                aria-label={weekdayName(day, language, "long")}
                aria-pressed={draft.business_hours.weekdays.includes(day)}
                onClick={() => toggle(day)}
              >
                {weekdayName(day, language, "narrow")}
              </button>
            ))}
          </div>
          {fieldMessage(save.error, "/business_hours/weekdays") !== undefined && (
            <p className="caption danger" role="alert">
              {fieldMessage(save.error, "/business_hours/weekdays")}
            </p>
          )}
          <Checkbox
            size="xs"
            mt={8}
            label={t("settings.holidays")}
            checked={draft.business_hours.closed_on_public_holidays}
            onChange={(event) =>
              set({
                business_hours: {
                  ...draft.business_hours,
                  closed_on_public_holidays: event.currentTarget.checked,
                },
              })
            }
          />
        </div>
        <SpecialDays days={draft.exceptions} onChange={(exceptions) => set({ exceptions })} />
        <Select
          label={t("settings.zone")}
          data={zones.includes(draft.zone) ? zones : [draft.zone, ...zones]}
          value={draft.zone}
          allowDeselect={false}
          searchable
          onChange={(zone) => set({ zone: zone ?? draft.zone })}
          error={fieldMessage(save.error, "/zone")}
        />
        <div className={`${css.wide ?? ""} spread`}>
          <span className="caption">
            {draft.currency.code} · +{draft.country_calling_code.replace("+", "")}
          </span>
          <Button type="submit" loading={save.isPending}>
            {t("settings.save")}
          </Button>
        </div>
      </form>
    </Panel>
  );
};
