import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useMemo } from "react";
import { homeQuery, settingsQuery, todayQuery } from "@/api/queries";
import type { CallList, ContactRow, Home, Import, TodayItem } from "@/api/types";
import { useFailure } from "@/domain/failure";
import { useTableBelow } from "@/domain/use-table-below";
import { MakeCallList } from "@/domain/make-call-list";
import { FactList, FactText, lossOf, RateNote, RiskMark, StandingTags } from "@/domain/marks";
import { useKeepPromise } from "@/domain/promise";
import { ExportButton } from "@/domain/export-button";
import { useMay, useShop } from "@/domain/shop";
import { useT, wordFor } from "@/i18n";
import {
  Button,
  DateText,
  EmptyState,
  Failed,
  Figure,
  format,
  InstantText,
  LiveNumber,
  Money,
  Page,
  Panel,
  Skeleton,
  usePlaces,
  useToday,
} from "@/ui";
import css from "./home.module.css";
import { trendOption, trendTable } from "./trend";

const Chart = lazy(async () => ({ default: (await import("@/ui/chart")).Chart }));

type Props = {
  /** Opens a customer of today's list, to be called. */
  onCustomer: (id: number, item: number | null) => void;
  /** Opens a customer to whom something was promised. */
  onPromise: (id: number) => void;
  onCallList: (list: CallList) => void;
  onToday: () => void;
  onImport: (file: Import) => void;
  onImports: () => void;
  onInsight: () => void;
};

type TodayHead = Home["today"];

const TodayLine = ({ item, onOpen }: { item: TodayItem; onOpen: () => void }) => {
  const t = useT();
  return (
    <button type="button" className={css.item} onClick={onOpen}>
      <span className={css.who}>
        <span className={`strong ${css.name}`}>
          {item.customer.name} <StandingTags item={item} />
        </span>
        <span className="caption clip" style={{ display: "block" }}>
          {item.product_name} {t("common.nth", { n: item.delivery_number })}
        </span>
      </span>
      <span className={css.cells}>
        <FactList facts={item.facts.slice(0, 2)} form="stack" />
      </span>
      <span className={css.cells}>
        <DateText value={item.cutoff_on} short />
        <span
          className={`caption nowrap ${item.days_left <= 1 ? "danger" : ""}`}
          style={{ display: "block" }}
        >
          {t("today.daysLeft", { n: item.days_left })}
        </span>
      </span>
      <RiskMark risk={item.risk} form="stack" />
      <span className="num">
        <Money value={lossOf(item)} />
      </span>
    </button>
  );
};

const TodayPanel = ({
  onCustomer,
  onToday,
  onImports,
}: Pick<Props, "onCustomer" | "onToday" | "onImports">) => {
  const t = useT();
  const may = useMay();
  const shop = useShop();
  const failure = useFailure();
  const today = useInfiniteQuery(todayQuery(shop.id, undefined));
  const page = today.data?.pages[0];
  return (
    <Panel title={t("today.title")} flush>
      {today.isPending && <Skeleton rows={10} />}
      {today.isError && <Failed message={failure(today.error)} />}
      {page !== undefined && page.items.length === 0 && (
        <EmptyState
          title={t("today.empty")}
          hint={t("today.emptyHint")}
          action={may("import.import") && <Button onClick={onImports}>{t("customers.toImports")}</Button>}
        />
      )}
      {page !== undefined && page.items.length > 0 && (
        <>
          <div className={css.listHead} aria-hidden="true">
            <span>{t("customer.name")}</span>
            <span>{t("today.facts")}</span>
            <span>{t("subscription.cutoff")}</span>
            <span>{t("risk.label")}</span>
            <span className="num">{t("today.expectedLoss")}</span>
          </div>
          {page.items.slice(0, 8).map((item) => (
            <TodayLine
              key={item.subscription_id}
              item={item}
              onOpen={() => onCustomer(item.customer.id, item.call_list_item_id)}
            />
          ))}
          <div className={css.foot}>
            <Button variant="subtle" onClick={onToday}>
              {t("today.all", { n: format.count(page.count) })}
            </Button>
          </div>
        </>
      )}
    </Panel>
  );
};

type PromiseLineProps = { contact: ContactRow; onOpen: () => void; onKept: () => void };

const PromiseLine = ({ contact, onOpen, onKept }: PromiseLineProps) => {
  const t = useT();
  const late = contact.next_step_at !== null && Date.parse(contact.next_step_at) < Date.now();
  return (
    <div className={css.due}>
      <input
        type="checkbox"
        className={css.tick}
        aria-label={t("promise.keep", { name: contact.customer_name, what: contact.next_step })}
        title={t("promise.keep", { name: contact.customer_name, what: contact.next_step })}
        checked={contact.next_step_done}
        onChange={onKept}
      />
      <button type="button" className={css.promise} onClick={onOpen}>
        <span className="strong clip">{contact.customer_name}</span>
        <span className={late ? "danger" : "soft"}>
          {late && "▲ "}
          <InstantText value={contact.next_step_at} />
        </span>
        <span className={css.step}>{contact.next_step}</span>
        <span className="caption">{contact.agent_name}</span>
      </button>
    </div>
  );
};

const TrendPanel = ({ home, onInsight }: { home: Home; onInsight: () => void }) => {
  const t = useT();
  const below = useTableBelow();
  const words = useMemo(
    () => ({
      month: t("common.month"),
      started: t("trend.started"),
      cancelled: t("trend.cancelled"),
      active: t("trend.active"),
    }),
    [t],
  );
  const option = useMemo(() => trendOption(home.trend, words, home.as_of), [home.trend, home.as_of, words]);
  return (
    <Panel
      title={t("trend.title")}
      aside={
        <Button variant="subtle" onClick={onInsight}>
          {t("trend.toInsight")}
        </Button>
      }
    >
      <Suspense fallback={<div style={{ height: 220 }} />}>
        <Chart
          label={t("trend.title")}
          height={200}
          option={option}
          table={trendTable(home.trend, words)}
          below={below}
        />
      </Suspense>
    </Panel>
  );
};

const Changes = ({ home }: { home: Home }) => {
  const t = useT();
  if (home.changes.length === 0) return null;
  return (
    <Panel title={t("home.changes")} flush>
      {home.changes.map((fact) => (
        <p key={fact.code} className={css.change}>
          <FactText fact={fact} />
        </p>
      ))}
    </Panel>
  );
};

const NeedsPerson = ({ home, onImport }: { home: Home; onImport: (file: Import) => void }) => {
  const t = useT();
  if (home.imports.length === 0) return null;
  return (
    <Panel title={t("home.imports")} flush>
      {home.imports.map((file) => (
        <button key={file.id} type="button" className={css.promise} onClick={() => onImport(file)}>
          <span className="strong clip">{file.file_name}</span>
          <span className={file.state === "failed" ? "danger" : "warning"}>
            {wordFor(t, "import.state", file.state)}
          </span>
          <span className="caption">{file.created_by_name}</span>
        </button>
      ))}
    </Panel>
  );
};

const Promises = ({ home, onPromise }: { home: Home; onPromise: Props["onPromise"] }) => {
  const t = useT();
  const keep = useKeepPromise();
  return (
    <Panel title={t("home.promises")} flush>
      {home.promises_due.length === 0 && <EmptyState title={t("home.noPromises")} />}
      {home.promises_due.map((contact) => (
        <PromiseLine
          key={contact.id}
          contact={contact}
          onOpen={() => onPromise(contact.customer_id)}
          onKept={() => keep.mutate({ contact, done: true })}
        />
      ))}
    </Panel>
  );
};

const TodayFigures = ({ head, days }: { head: TodayHead; days: number }) => {
  const t = useT();
  return (
    <>
      <Figure
        label={t("today.callees", { n: days })}
        value={
          <LiveNumber value={head.count}>{t("common.people", { n: format.count(head.count) })}</LiveNumber>
        }
        note={t("today.calleesNote")}
      />
      <Figure
        label={head.value_is === "margin" ? t("today.lossMargin") : t("today.lossSales")}
        value={
          <LiveNumber value={head.expected_loss}>
            <Money value={head.count > 0 && head.expected_loss === 0 ? null : head.expected_loss} />
          </LiveNumber>
        }
        note={t("today.lossNote")}
      />
    </>
  );
};

const MonthFigures = ({ month }: { month: Home["month"] }) => {
  const t = useT();
  const places = usePlaces();
  return (
    <>
      <Figure
        label={t("home.monthRate", { month: format.month(month.month, places.locale) })}
        value={<LiveNumber value={month.cancellations}>{format.percent(month.rate.value)}</LiveNumber>}
        note={
          <>
            {t("home.cancellations", { n: format.count(month.cancellations) })} ·{" "}
            <RateNote rate={month.rate} />
          </>
        }
      />
      <Figure
        small
        label={t("home.previous", { n: month.days })}
        value={format.percent(month.previous.value)}
        note={<RateNote rate={month.previous} />}
      />
    </>
  );
};

/** Whom to call today, how this month stands, what was promised, what needs a person. */
export const HomePage = (props: Props) => {
  const t = useT();
  const may = useMay();
  const shop = useShop();
  const failure = useFailure();
  const today = useToday();
  const home = useQuery(homeQuery(shop.id));
  const head = useInfiniteQuery(todayQuery(shop.id, undefined)).data?.pages[0] ?? home.data?.today;
  const settings = useQuery(settingsQuery(shop.id));
  const days = settings.data?.today_horizon_days ?? 3;

  return (
    <Page
      title={t("nav.today")}
      asOf={<DateText value={home.data?.as_of ?? today} />}
      actions={
        <>
          {may("call_list.export") && (
            <ExportButton path={`/api/v1/shops/${shop.id}/today.csv`} fileName="today.csv" />
          )}
          {may("call_list.create") && (
            <MakeCallList days={days} disabled={(head?.count ?? 0) === 0} onMade={props.onCallList} />
          )}
        </>
      }
    >
      <div className={css.lead}>
        {head !== undefined && <TodayFigures head={head} days={days} />}
        {home.data !== undefined && <MonthFigures month={home.data.month} />}
      </div>
      <div className={css.grid}>
        <div className={css.side}>
          <TodayPanel onCustomer={props.onCustomer} onToday={props.onToday} onImports={props.onImports} />
          {home.data !== undefined && <TrendPanel home={home.data} onInsight={props.onInsight} />}
        </div>
        <div className={css.side}>
          {home.isPending && <Skeleton rows={6} />}
          {home.isError && <Failed message={failure(home.error)} />}
          {home.data !== undefined && (
            <>
              <Changes home={home.data} />
              <NeedsPerson home={home.data} onImport={props.onImport} />
              <Promises home={home.data} onPromise={props.onPromise} />
            </>
          )}
        </div>
      </div>
    </Page>
  );
};
