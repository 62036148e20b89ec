import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { addReportSchedule, deleteReportSchedule, reportSchedulesQuery } from "@/api/boards";
import { saveReportSchedule, sendReportNow } from "@/api/mail";
import type { ReportSchedule, ReportScheduleDraft } from "@/api/types";
import { useFailure } from "@/domain/failure";
import { useMay, useShop } from "@/domain/shop";
import { troubleSentence } from "@/domain/trouble";
import { useLanguage, useT } from "@/i18n";
import { Button, Dialog, EmptyState, Failed, format, Panel, Skeleton, Tag, toast, usePlaces } from "@/ui";
import css from "./board.module.css";
import { Conflict } from "./conflict";
import { draftOf, emptyEntries, entriesOf, rhythmOf } from "./schedule-draft";
import { ScheduleForm, type Things } from "./schedule-form";
import { useKeep } from "./use-kept";

// A run that was ordered begins within seconds; until it is seen, the list is read again.
const lookAgainMs = 3000;

const Adder = (things: Things) => {
  const t = useT();
  const shop = useShop();
  const language = useLanguage();
  const [entries, setEntries] = useState(() => emptyEntries(language));
  const add = useKeep(
    (draft: ReportScheduleDraft) => addReportSchedule(shop.id, draft),
    () => setEntries(emptyEntries(language)),
  );
  return (
    <ScheduleForm
      {...things}
      entries={entries}
      onEntries={setEntries}
      recipients={[]}
      action={t("schedule.add")}
      pending={add.isPending}
      onSave={() => add.mutate(draftOf(entries, true))}
    />
  );
};

/** Nothing leaves before a mail server is named. */
const NoMail = () => {
  const t = useT();
  const may = useMay();
  const shop = useShop();
  const message = may("settings.edit")
    ? t("schedule.noMail")
    : `${t("schedule.noMail")} ${t("schedule.noMailAsk")}`;
  return (
    <Failed
      message={message}
      action={may("settings.edit") && <a href={`/s/${shop.id}/settings/mail`}>{t("schedule.setMail")}</a>}
    />
  );
};

const Runs = ({ schedule }: { schedule: ReportSchedule }) => {
  const t = useT();
  const places = usePlaces();
  return (
    <span className="row caption">
      {schedule.next_run !== null && (
        <span>{t("schedule.next", { at: format.instant(schedule.next_run, places) })}</span>
      )}
      <span>
        {schedule.last_run === null
          ? t("schedule.never")
          : t("schedule.last", { at: format.instant(schedule.last_run, places) })}
      </span>
    </span>
  );
};

type EditProps = Things & { schedule: ReportSchedule; onClose: () => void };

/** A schedule that is changed, over the version that she began from. */
const Edit = ({ schedule, onClose, ...things }: EditProps) => {
  const t = useT();
  const shop = useShop();
  const [base, setBase] = useState(schedule);
  const [entries, setEntries] = useState(() => entriesOf(schedule));
  const save = useKeep(
    (over: ReportSchedule) => saveReportSchedule(shop.id, over, draftOf(entries, over.active)),
    onClose,
    { asksWhose: true },
  );
  return (
    <>
      <Conflict
        error={save.error}
        onTheirs={() => {
          setEntries(entriesOf(schedule));
          setBase(schedule);
          save.reset();
        }}
        onMine={() => {
          setBase(schedule);
          save.mutate(schedule);
        }}
      />
      <ScheduleForm
        {...things}
        entries={entries}
        onEntries={setEntries}
        recipients={schedule.recipients}
        action={t("schedule.save")}
        pending={save.isPending}
        onSave={() => save.mutate(base)}
      >
        <Button variant="subtle" onClick={onClose}>
          {t("common.cancel")}
        </Button>
      </ScheduleForm>
    </>
  );
};

const Line = ({ schedule, onSent, ...things }: Things & { schedule: ReportSchedule; onSent: () => void }) => {
  const t = useT();
  const may = useMay();
  const shop = useShop();
  const [open, setOpen] = useState<"no" | "form" | "delete">("no");
  const close = (): void => setOpen("no");
  const pause = useKeep((active: boolean) =>
    saveReportSchedule(shop.id, schedule, draftOf(entriesOf(schedule), active)),
  );
  const remove = useKeep((id: number) => deleteReportSchedule(shop.id, id), close);
  const send = useKeep(
    (id: number) => sendReportNow(shop.id, id),
    () => {
      toast({ tone: "done", message: t("schedule.ordered", { name: schedule.name }) });
      onSent();
    },
  );
  return (
    <li>
      <div className={css.line}>
        <span className="row">
          <span>{schedule.name}</span>
          <span className="caption">{rhythmOf(schedule, t)}</span>
          <Tag>{schedule.format.toUpperCase()}</Tag>
          {!schedule.active && <Tag tone="warning">{t("schedule.paused")}</Tag>}
          <span className="caption">{schedule.recipients.map((person) => person.name).join(", ")}</span>
          <Runs schedule={schedule} />
        </span>
        {may("insight.edit") && (
          <span className="row">
            <Button
              size="compact-xs"
              variant="default"
              disabled={!schedule.active}
              loading={send.isPending}
              onClick={() => send.mutate(schedule.id)}
            >
              {t("schedule.sendNow")}
            </Button>
            <Button
              size="compact-xs"
              variant="subtle"
              loading={pause.isPending}
              onClick={() => pause.mutate(!schedule.active)}
            >
              {schedule.active ? t("schedule.pause") : t("schedule.resume")}
            </Button>
            <Button
              size="compact-xs"
              variant="subtle"
              onClick={() => setOpen(open === "form" ? "no" : "form")}
            >
              {t("schedule.edit")}
            </Button>
            <Button
              size="compact-xs"
              variant="subtle"
              aria-label={t("board.delete", { name: schedule.name })}
              onClick={() => setOpen("delete")}
            >
              {t("board.deleteWord")}
            </Button>
          </span>
        )}
      </div>
      {schedule.troubles.map((trouble) => (
        <Failed
          key={`${trouble.code} ${trouble.who}`}
          message={t("schedule.failed", { why: troubleSentence(t, trouble) })}
        />
      ))}
      {open === "form" && <Edit schedule={schedule} {...things} onClose={close} />}
      <Dialog opened={open === "delete"} onClose={close} title={t("schedule.title")}>
        <p>{t("schedule.deleteSure", { name: schedule.name })}</p>
        <div className="row">
          <Button loading={remove.isPending} onClick={() => remove.mutate(schedule.id)}>
            {t("board.deleteWord")}
          </Button>
          <Button variant="subtle" onClick={close}>
            {t("common.cancel")}
          </Button>
        </div>
      </Dialog>
    </li>
  );
};

/** What is sent by mail, when and to whom. */
export const SchedulesPanel = (things: Things) => {
  const t = useT();
  const may = useMay();
  const shop = useShop();
  const failure = useFailure();
  const [waiting, setWaiting] = useState<{ id: number; since: string | null }>();
  const found = useQuery({
    ...reportSchedulesQuery(shop.id),
    refetchInterval: ({ state }) => {
      const sent = state.data?.items.find(({ id }) => id === waiting?.id);
      return sent !== undefined && sent.last_run === waiting?.since ? lookAgainMs : false;
    },
  });
  const list = found.data;
  const schedules = list?.items ?? [];
  return (
    <Panel title={t("schedule.title")} flush>
      {list !== undefined && !list.mail_is_set && <NoMail />}
      {found.isPending && <Skeleton rows={3} />}
      {found.isError && <Failed message={failure(found.error)} />}
      {found.isSuccess && schedules.length === 0 && (
        <EmptyState title={t("schedule.empty")} hint={t("schedule.hint")} />
      )}
      <ul>
        {schedules.map((schedule) => (
          <Line
            key={schedule.id}
            schedule={schedule}
            {...things}
            onSent={() => setWaiting({ id: schedule.id, since: schedule.last_run })}
          />
        ))}
      </ul>
      {may("insight.edit") && <Adder {...things} />}
    </Panel>
  );
};
