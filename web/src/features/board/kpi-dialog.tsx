import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { addKpi } from "@/api/boards";
import { catalogueQuery, sessionQuery } from "@/api/queries";
import { useShop } from "@/domain/shop";
import { useT } from "@/i18n";
import { Button, Dialog, NumberInput, Select, TextInput, typedNumber, usePlaces, useToday } from "@/ui";
import { emptyQuery } from "./query";
import { useKeep } from "./use-kept";
import { useShown } from "./use-shown";

const monthOn = (day: string): string => {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + 90);
  return date.toISOString().slice(0, 10);
};

const size = (unit: string | undefined, exponent: number): number =>
  unit === "share" || unit === "points" ? 0.01 : unit === "money" ? 10 ** exponent : 1;

/** A new KPI of one's own: a headline of an analysis, where it should go and by when. */
export const KpiDialog = ({ onClose }: { onClose: () => void }) => {
  const t = useT();
  const shop = useShop();
  const today = useToday();
  const { currency } = usePlaces();
  const me = useQuery(sessionQuery).data?.user.id;
  const catalogue = useQuery(catalogueQuery(shop.id)).data?.items ?? [];
  const [analysis, setAnalysis] = useState<string>();
  const [headline, setHeadline] = useState<string | null>(null);
  const [name, setName] = useState("");
  const [target, setTarget] = useState<number | string>("");
  const [baseline, setBaseline] = useState<number | string>("");
  const [alertAt, setAlertAt] = useState<number | string>("");
  const [from, setFrom] = useState(today);
  const [to, setTo] = useState(monthOn(today));
  const { headlines } = useShown(analysis, {});
  const unit = size(headlines.find(({ key }) => key === headline)?.unit, currency.exponent);
  const add = useKeep((draft: Parameters<typeof addKpi>[1]) => addKpi(shop.id, draft), onClose);
  const [aim, start] = [typedNumber(target), typedNumber(baseline)];
  return (
    <Dialog opened onClose={onClose} title={t("kpi.add")}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (analysis === undefined || headline === null || me === undefined) return;
          if (aim === undefined || start === undefined) return;
          const alert = typedNumber(alertAt);
          add.mutate({
            name,
            analysis,
            headline,
            target: aim * unit,
            baseline: start * unit,
            direction: aim > start ? "higher" : "lower",
            from_on: from,
            to_on: to,
            alert_at: alert === undefined ? null : alert * unit,
            query: emptyQuery,
            owner: me,
          });
        }}
      >
        <TextInput
          label={t("board.name")}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          maxLength={100}
          data-autofocus
        />
        <Select
          label={t("nav.insight")}
          data={catalogue.map((entry) => ({ value: entry.name, label: entry.title }))}
          value={analysis ?? null}
          onChange={(value) => {
            setAnalysis(value ?? undefined);
            setHeadline(null);
          }}
        />
        <Select
          label={t("kpi.headline")}
          data={headlines.map(({ key, label }) => ({ value: key, label }))}
          value={headline}
          onChange={setHeadline}
        />
        <p className="caption">{t("kpi.percentHint")}</p>
        <div className="row">
          <NumberInput label={t("kpi.baseline")} value={baseline} onChange={setBaseline} />
          <NumberInput label={t("kpi.target")} value={target} onChange={setTarget} />
          <NumberInput label={t("kpi.alert")} value={alertAt} onChange={setAlertAt} />
        </div>
        <div className="row">
          <TextInput
            type="date"
            label={t("kpi.from")}
            value={from}
            onChange={(event) => setFrom(event.currentTarget.value)}
          />
          <TextInput
            type="date"
            label={t("kpi.to")}
            value={to}
            onChange={(event) => setTo(event.currentTarget.value)}
          />
        </div>
        <Button
          type="submit"
          loading={add.isPending}
          disabled={name.trim() === "" || headline === null || aim === undefined || start === undefined}
        >
          {t("board.add")}
        </Button>
      </form>
    </Dialog>
  );
};
