// Small pieces that speak of a customer wherever she appears: status, facts, risk, rates.
import type { Fact, Rate, Risk, TodayItem } from "@/api/types";
import { useT, wordFor } from "@/i18n";
import { format, Tag, Tooltip } from "@/ui";
import css from "./marks.module.css";

export const StatusTag = ({ status, deliveries }: { status: string; deliveries: number }) => {
  const t = useT();
  const tone = status === "active" ? "good" : status === "paused" ? "warning" : "neutral";
  const word = wordFor(t, "status", status);
  const nth = status === "active" && deliveries > 0 ? t("common.nth", { n: deliveries }) : "";
  return <Tag tone={tone}>{nth === "" ? word : t("status.withNth", { status: word, nth })}</Tag>;
};

const marks: Record<string, string> = { danger: "▲", warning: "◆", good: "●", info: "○" };

export const FactText = ({ fact }: { fact: Fact }) => (
  <span className={css.fact} data-strength={fact.strength}>
    <span className={css.mark} aria-hidden="true">
      {marks[fact.strength] ?? "○"}
    </span>
    {fact.text}
  </span>
);

/** The facts that speak for a risk, in the server's words, strongest first. */
export const FactList = ({ facts, form = "wrap" }: { facts: Fact[]; form?: "wrap" | "line" | "stack" }) => (
  <span
    className={css.facts}
    data-form={form}
    title={form === "wrap" ? undefined : facts.map((fact) => fact.text).join("\n")}
  >
    {facts.map((fact) => (
      <FactText key={fact.code} fact={fact} />
    ))}
  </span>
);

/** What a row of today's list must say before anybody calls: on a list already, spoken to today. */
export const StandingTags = ({ item }: { item: { facts: Fact[]; call_list_item_id: number | null } }) => {
  const t = useT();
  return (
    <>
      {item.facts.some((fact) => fact.code === "talked_today") && <Tag tone="good">{t("today.talked")}</Tag>}
      {item.call_list_item_id !== null && <Tag tone="info">{t("today.onList")}</Tag>}
    </>
  );
};

/** What leaving would cost the shop; null when the price or the chance is not known. */
export const lossOf = (item: TodayItem): number | null =>
  item.price_known && item.risk.probability !== null ? item.expected_loss : null;

type RiskProps = { risk: Risk; form?: "line" | "stack" };

/** The chance of leaving with its interval, which stands below it in a list; none where nothing is known. */
export const RiskMark = ({ risk, form = "line" }: RiskProps) => {
  const t = useT();
  if (risk.probability === null) {
    return (
      <Tooltip label={`${t("risk.meaning")}\n${t("risk.unknown")}`}>
        <span>
          <Tag>{t("common.noData")}</Tag>
        </span>
      </Tooltip>
    );
  }
  const basis = [
    t("risk.meaning"),
    `${format.interval(risk.low, risk.high)} · n = ${format.count(risk.n)}`,
    wordFor(t, "risk.level", risk.level),
  ].join("\n");
  return (
    <Tooltip label={basis}>
      <span className={css.risk} data-form={form}>
        <span className={css.chance}>
          <span className={css.track} aria-hidden="true">
            <span
              className={css.fill}
              style={{ display: "block", width: `${Math.min(100, risk.probability * 200)}%` }}
            />
          </span>
          {format.percent(risk.probability)}
        </span>
        <span className={css.chance}>
          <span className="caption">({format.range(risk.low, risk.high)})</span>
          {risk.few_data && <Tag>{t("common.fewData")}</Tag>}
        </span>
      </span>
    </Tooltip>
  );
};

/** A rate is never shown alone: its n and interval stand below it. */
export const RateNote = ({ rate }: { rate: Rate }) => {
  const t = useT();
  return (
    <span className="nowrap">
      {format.interval(rate.low, rate.high)}, n = {format.count(rate.n)}
      {rate.few && ` · ${t("common.fewData")}`}
    </span>
  );
};
