import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { addReportSchedule, deleteReportSchedule, reportSchedulesQuery } from "@/api/boards";
import { membersQuery, sessionQuery } from "@/api/queries";
import type { Dashboard, ReportSchedule, ReportScheduleDraft, SavedView } from "@/api/types";
import { useMay, useShop } from "@/domain/shop";
import { useT, wordFor, type Translate } from "@/i18n";
import { Button, EmptyState, MultiSelect, Panel, Select, Tag, TextInput } from "@/ui";
import css from "./board.module.css";
import { useKeep } from "./use-kept";

const paces = ["day", "week", "month"] as const;
const formats = ["pdf", "xlsx", "csv"] as const;
const upTo = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, at) => from + at);

type Things = { views: SavedView[]; boards: Dashboard[] };

const when = (schedule: ReportSchedule, t: Translate): string =>
  [
    wordFor(t, "schedule.every", schedule.every),
    schedule.weekday === null ? "" : wordFor(t, "schedule.weekday", String(schedule.weekday)),
    schedule.day_of_month === null ? "" : t("schedule.dayOf", { n: schedule.day_of_month }),
    t("schedule.hourOf", { n: schedule.hour }),
  ]
    .filter((part) => part !== "")
    .join(" ");

/** Whom one may write to: the members, where one sees them, and oneself. */
const useRecipients = (): { value: string; label: string }[] => {
  const may = useMay();
  const shop = useShop();
  const me = useQuery(sessionQuery).data?.user;
  const members = useQuery({ ...membersQuery(shop.id), enabled: may("member.view") }).data?.items ?? [];
  const all = members.length > 0 ? members.filter(({ active }) => active) : me === undefined ? [] : [me];
  return all.map(({ id, name }) => ({ value: String(id), label: name }));
};

const Adder = ({ views, boards }: Things) => {
  const t = useT();
  const shop = useShop();
  const people = useRecipients();
  const [name, setName] = useState("");
  const [what, setWhat] = useState<string | null>(null);
  const [every, setEvery] = useState<(typeof paces)[number]>("week");
  const [on, setOn] = useState(1);
  const [hour, setHour] = useState(8);
  const [kind, setKind] = useState<(typeof formats)[number]>("pdf");
  const [recipients, setRecipients] = useState<string[]>([]);
  const add = useKeep(
    (draft: ReportScheduleDraft) => addReportSchedule(shop.id, draft),
    () => setName(""),
  );
  const things = [
    ...views.filter(({ shared }) => shared).map((view) => ({ value: `view ${view.id}`, label: view.name })),
    ...boards.map((board) => ({ value: `board ${board.id}`, label: board.name })),
  ];
  return (
    <form
      className={css.form}
      onSubmit={(event) => {
        event.preventDefault();
        const [sort, id] = (what ?? "").split(" ");
        add.mutate({
          name,
          every,
          weekday: every === "week" ? on % 7 : null,
          day_of_month: every === "month" ? on : null,
          hour,
          view_id: sort === "view" ? Number(id) : null,
          dashboard_id: sort === "board" ? Number(id) : null,
          format: kind,
          active: true,
          recipients: recipients.map(Number),
        });
      }}
    >
      <TextInput
        label={t("board.name")}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        maxLength={100}
      />
      <Select label={t("schedule.what")} data={things} value={what} onChange={setWhat} />
      <Select
        label={t("schedule.every")}
        data={paces.map((pace) => ({ value: pace, label: wordFor(t, "schedule.every", pace) }))}
        value={every}
        onChange={(value) => setEvery(paces.find((pace) => pace === value) ?? "week")}
        allowDeselect={false}
      />
      {every !== "day" && (
        <Select
          label={every === "week" ? t("schedule.weekday") : t("schedule.day")}
          data={(every === "week" ? upTo(0, 6) : upTo(1, 31)).map((n) => ({
            value: String(n),
            label: every === "week" ? wordFor(t, "schedule.weekday", String(n)) : t("schedule.dayOf", { n }),
          }))}
          value={String(every === "week" ? on % 7 : on)}
          onChange={(value) => setOn(Number(value))}
          allowDeselect={false}
        />
      )}
      <Select
        label={t("schedule.hour")}
        data={upTo(0, 23).map((n) => ({ value: String(n), label: t("schedule.hourOf", { n }) }))}
        value={String(hour)}
        onChange={(value) => setHour(Number(value))}
        allowDeselect={false}
      />
      <Select
        label={t("schedule.format")}
        data={formats.map((each) => ({ value: each, label: each.toUpperCase() }))}
        value={kind}
        onChange={(value) => setKind(formats.find((each) => each === value) ?? "pdf")}
        allowDeselect={false}
      />
      <MultiSelect
        label={t("schedule.recipients")}
        data={people}
        value={recipients}
        onChange={setRecipients}
        className="grow"
      />
      <Button
        type="submit"
        variant="default"
        disabled={name.trim() === "" || what === null || recipients.length === 0}
        loading={add.isPending}
      >
        {t("schedule.add")}
      </Button>
    </form>
  );
};

/** What is sent by mail, when and to whom. */
export const SchedulesPanel = (things: Things) => {
  const t = useT();
  const shop = useShop();
  const schedules = useQuery(reportSchedulesQuery(shop.id)).data?.items ?? [];
  const remove = useKeep((id: number) => deleteReportSchedule(shop.id, id));
  return (
    <Panel title={t("schedule.title")} flush>
      {schedules.length === 0 && <EmptyState title={t("schedule.empty")} hint={t("schedule.hint")} />}
      <ul>
        {schedules.map((schedule) => (
          <li key={schedule.id} className={css.line}>
            <span className="row">
              <span>{schedule.name}</span>
              <span className="caption">{when(schedule, t)}</span>
              <Tag>{schedule.format.toUpperCase()}</Tag>
              <span className="caption">{schedule.recipients.map((person) => person.name).join(", ")}</span>
              {schedule.last_error !== "" && (
                <Tag tone="warning">{t("schedule.failed", { why: schedule.last_error })}</Tag>
              )}
            </span>
            <Button
              size="compact-xs"
              variant="subtle"
              aria-label={t("board.delete", { name: schedule.name })}
              onClick={() => remove.mutate(schedule.id)}
            >
              {t("board.deleteWord")}
            </Button>
          </li>
        ))}
      </ul>
      <Adder {...things} />
    </Panel>
  );
};
