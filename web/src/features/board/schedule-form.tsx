import { useQuery } from "@tanstack/react-query";
import { type ReactNode } from "react";
import { membersQuery, sessionQuery } from "@/api/queries";
import type { Dashboard, SavedView } from "@/api/types";
import { useMay, useShop } from "@/domain/shop";
import { useT, wordFor } from "@/i18n";
import { Button, MultiSelect, Select, TextInput } from "@/ui";
import css from "./board.module.css";
import { formats, isComplete, languages, paces, type ScheduleEntries } from "./schedule-draft";

export type Things = { views: SavedView[]; boards: Dashboard[] };

const upTo = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, at) => from + at);

/** Whom one may write to: the members, where one sees them, oneself, and who gets it already. */
const useRecipients = (kept: { user_id: number; name: string }[]): { value: string; label: string }[] => {
  const may = useMay();
  const shop = useShop();
  const me = useQuery(sessionQuery).data?.user;
  const members = useQuery({ ...membersQuery(shop.id), enabled: may("member.view") }).data?.items ?? [];
  const others = members.length > 0 ? members.filter(({ active }) => active) : me === undefined ? [] : [me];
  const all = new Map(kept.map(({ user_id, name }) => [user_id, name]));
  for (const { id, name } of others) all.set(id, name);
  return [...all].map(([id, name]) => ({ value: String(id), label: name }));
};

type FormProps = Things & {
  entries: ScheduleEntries;
  onEntries: (entries: ScheduleEntries) => void;
  recipients: { user_id: number; name: string }[];
  action: string;
  pending: boolean;
  onSave: () => void;
  children?: ReactNode;
};

/** What is sent, when, to whom and as what: for a new schedule and for one that is changed. */
export const ScheduleForm = ({
  views,
  boards,
  entries,
  onEntries,
  recipients,
  action,
  pending,
  onSave,
  children,
}: FormProps) => {
  const t = useT();
  const people = useRecipients(recipients);
  const set = (change: Partial<ScheduleEntries>): void => onEntries({ ...entries, ...change });
  const weekly = entries.every === "week";
  const things = [
    ...views.filter(({ shared }) => shared).map((view) => ({ value: `view ${view.id}`, label: view.name })),
    ...boards.map((board) => ({ value: `board ${board.id}`, label: board.name })),
  ];
  return (
    <form
      className={css.form}
      onSubmit={(event) => {
        event.preventDefault();
        onSave();
      }}
    >
      <TextInput
        label={t("board.name")}
        value={entries.name}
        onChange={(event) => set({ name: event.currentTarget.value })}
        maxLength={100}
      />
      <Select
        label={t("schedule.what")}
        data={things}
        nothingFoundMessage={t("schedule.nothing")}
        {...(things.length === 0 && { error: t("schedule.nothing") })}
        value={entries.what}
        onChange={(what) => set({ what })}
      />
      <Select
        label={t("schedule.every")}
        data={paces.map((pace) => ({ value: pace, label: wordFor(t, "schedule.every", pace) }))}
        value={entries.every}
        onChange={(value) => set({ every: paces.find((pace) => pace === value) ?? "week" })}
        allowDeselect={false}
      />
      {entries.every !== "day" && (
        <Select
          label={weekly ? t("schedule.weekday") : t("schedule.day")}
          data={(weekly ? upTo(0, 6) : upTo(1, 31)).map((n) => ({
            value: String(n),
            label: weekly ? wordFor(t, "schedule.weekday", String(n)) : t("schedule.dayOf", { n }),
          }))}
          value={String(weekly ? entries.on % 7 : Math.max(entries.on, 1))}
          onChange={(value) => set({ on: Number(value) })}
          allowDeselect={false}
        />
      )}
      <Select
        label={t("schedule.hour")}
        data={upTo(0, 23).map((n) => ({ value: String(n), label: t("schedule.hourOf", { n }) }))}
        value={String(entries.hour)}
        onChange={(value) => set({ hour: Number(value) })}
        allowDeselect={false}
      />
      <Select
        label={t("schedule.format")}
        data={formats.map((each) => ({ value: each, label: each.toUpperCase() }))}
        value={entries.format}
        onChange={(value) => set({ format: formats.find((each) => each === value) ?? "pdf" })}
        allowDeselect={false}
      />
      <Select
        label={t("schedule.language")}
        data={languages.map((each) => ({ value: each, label: t(`schedule.language.${each}`) }))}
        value={entries.language}
        onChange={(value) => set({ language: languages.find((each) => each === value) ?? "ja" })}
        allowDeselect={false}
      />
      <MultiSelect
        label={t("schedule.recipients")}
        data={people}
        value={entries.recipients}
        onChange={(chosen) => set({ recipients: chosen })}
        className="grow"
      />
      <Button type="submit" variant="default" disabled={!isComplete(entries)} loading={pending}>
        {action}
      </Button>
      {children}
    </form>
  );
};
