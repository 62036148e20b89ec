import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { addContextEvent, contextEventsQuery, deleteContextEvent } from "@/api/boards";
import type { ContextEventDraft } from "@/api/types";
import { useMay, useShop } from "@/domain/shop";
import { useT, wordFor } from "@/i18n";
import { Button, EmptyState, format, Panel, Select, Tag, TextInput, usePlaces, useToday } from "@/ui";
import css from "./board.module.css";
import { useKeep } from "./use-kept";

const kinds = ["price_change", "campaign", "renewal", "incident", "other"] as const;

const Adder = () => {
  const t = useT();
  const shop = useShop();
  const today = useToday();
  const [draft, setDraft] = useState<ContextEventDraft>({
    kind: "campaign",
    from_on: today,
    to_on: today,
    name: "",
    note: "",
  });
  const set = (change: Partial<ContextEventDraft>): void => setDraft((now) => ({ ...now, ...change }));
  const add = useKeep(
    (event: ContextEventDraft) => addContextEvent(shop.id, event),
    () => set({ name: "" }),
  );
  return (
    <form
      className={css.form}
      onSubmit={(event) => {
        event.preventDefault();
        add.mutate(draft);
      }}
    >
      <Select
        label={t("event.kind")}
        data={kinds.map((kind) => ({ value: kind, label: wordFor(t, "event.kind", kind) }))}
        value={draft.kind}
        onChange={(value) => set({ kind: kinds.find((kind) => kind === value) ?? "other" })}
        allowDeselect={false}
      />
      <TextInput
        type="date"
        label={t("event.from")}
        value={draft.from_on}
        onChange={({ currentTarget: { value } }) =>
          set(value > draft.to_on ? { from_on: value, to_on: value } : { from_on: value })
        }
      />
      <TextInput
        type="date"
        label={t("event.to")}
        value={draft.to_on}
        onChange={(event) => set({ to_on: event.currentTarget.value })}
      />
      <TextInput
        label={t("board.name")}
        value={draft.name}
        onChange={(event) => set({ name: event.currentTarget.value })}
        maxLength={100}
        className="grow"
      />
      <Button type="submit" variant="default" disabled={draft.name.trim() === ""} loading={add.isPending}>
        {t("event.add")}
      </Button>
    </form>
  );
};

/** What happened in the shop's own history, and the line to add to it. */
export const EventsPanel = () => {
  const t = useT();
  const may = useMay();
  const shop = useShop();
  const places = usePlaces();
  const events = useQuery(contextEventsQuery(shop.id)).data?.items ?? [];
  const remove = useKeep((id: number) => deleteContextEvent(shop.id, id));
  const edits = may("insight.edit");
  return (
    <Panel title={t("event.title")} flush>
      {events.length === 0 && <EmptyState title={t("event.empty")} hint={t("event.hint")} />}
      <ul>
        {events.map((event) => (
          <li key={event.id} className={css.line}>
            <span className="row">
              <span className="nowrap">
                {format.day(event.from_on, places.locale)}
                {event.to_on !== event.from_on && ` – ${format.day(event.to_on, places.locale)}`}
              </span>
              <Tag>{wordFor(t, "event.kind", event.kind)}</Tag>
              <span>{event.name}</span>
            </span>
            {edits && (
              <Button
                size="compact-xs"
                variant="subtle"
                aria-label={t("board.delete", { name: event.name })}
                onClick={() => remove.mutate(event.id)}
              >
                {t("board.deleteWord")}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {edits && <Adder />}
    </Panel>
  );
};
