import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { addContextEvent, contextEventsQuery, deleteContextEvent, saveContextEvent } from "@/api/boards";
import type { ContextEvent, ContextEventDraft } from "@/api/types";
import { useFailure } from "@/domain/failure";
import { useMay, useShop } from "@/domain/shop";
import { UnsavedDialog } from "@/domain/unsaved";
import { useT, wordFor } from "@/i18n";
import {
  Button,
  EmptyState,
  Failed,
  format,
  Panel,
  Select,
  Skeleton,
  Tag,
  Textarea,
  TextInput,
  usePlaces,
  useToday,
} from "@/ui";
import css from "./board.module.css";
import { Conflict } from "./conflict";
import { DeleteDialog } from "./delete-dialog";
import { useKeep } from "./use-kept";

const kinds = ["price_change", "campaign", "renewal", "incident", "other"] as const;

type Draft = ContextEventDraft;

const draftOf = ({ kind, from_on, to_on, name, note }: Draft): Draft => ({
  kind,
  from_on,
  to_on,
  name,
  note,
});

/** A new event, or one that is changed over the version that she began from. */
const EventDialog = ({ event, onClose }: { event: ContextEvent | undefined; onClose: () => void }) => {
  const t = useT();
  const shop = useShop();
  const today = useToday();
  const [base, setBase] = useState(event);
  const [draft, setDraft] = useState<Draft>(
    event === undefined
      ? { kind: "campaign", from_on: today, to_on: today, name: "", note: "" }
      : draftOf(event),
  );
  const [begun, setBegun] = useState(draft);
  const set = (change: Partial<Draft>): void => setDraft((now) => ({ ...now, ...change }));
  const save = useKeep(
    ({ over, next }: { over: ContextEvent | undefined; next: Draft }) =>
      over === undefined ? addContextEvent(shop.id, next) : saveContextEvent(shop.id, over, next),
    onClose,
    { asksWhose: true },
  );
  return (
    <UnsavedDialog
      changed={draft !== begun}
      onClose={onClose}
      title={event === undefined ? t("event.add") : t("event.edit")}
    >
      <form
        className="stack"
        onSubmit={(submitted) => {
          submitted.preventDefault();
          save.mutate({ over: base, next: draft });
        }}
      >
        <Conflict
          error={save.error}
          onTheirs={() => {
            if (event !== undefined) {
              const theirs = draftOf(event);
              setDraft(theirs);
              setBegun(theirs);
            }
            setBase(event);
            save.reset();
          }}
          onMine={() => {
            setBase(event);
            save.mutate({ over: event, next: draft });
          }}
        />
        <TextInput
          label={t("board.name")}
          value={draft.name}
          onChange={({ currentTarget: { value } }) => set({ name: value })}
          maxLength={100}
          data-autofocus
        />
        <Select
          label={t("event.kind")}
          data={kinds.map((kind) => ({ value: kind, label: wordFor(t, "event.kind", kind) }))}
          value={draft.kind}
          onChange={(value) => set({ kind: kinds.find((kind) => kind === value) ?? "other" })}
          allowDeselect={false}
        />
        <div className="row">
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
            onChange={({ currentTarget: { value } }) => set({ to_on: value })}
          />
        </div>
        <Textarea
          label={t("board.note")}
          value={draft.note}
          onChange={({ currentTarget: { value } }) => set({ note: value })}
          maxLength={2000}
        />
        <Button type="submit" disabled={draft.name.trim() === ""} loading={save.isPending}>
          {event === undefined ? t("event.add") : t("board.save")}
        </Button>
      </form>
    </UnsavedDialog>
  );
};

/** What happened in the shop's own history. */
export const EventsPanel = () => {
  const t = useT();
  const may = useMay();
  const shop = useShop();
  const places = usePlaces();
  const failure = useFailure();
  const found = useQuery(contextEventsQuery(shop.id));
  const events = found.data?.items ?? [];
  const [editing, setEditing] = useState<number | "new">();
  const [going, setGoing] = useState<ContextEvent>();
  const edits = may("insight.edit");
  return (
    <Panel
      title={t("event.title")}
      flush
      aside={
        edits && (
          <Button size="compact-xs" variant="default" onClick={() => setEditing("new")}>
            {t("event.add")}
          </Button>
        )
      }
    >
      {found.isPending && <Skeleton rows={3} />}
      {found.isError && <Failed message={failure(found.error)} />}
      {found.isSuccess && events.length === 0 && (
        <EmptyState title={t("event.empty")} hint={t("event.hint")} />
      )}
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
              {event.note !== "" && <span className="caption clip">{event.note}</span>}
            </span>
            {edits && (
              <span className="row nowrap">
                <Button
                  size="compact-xs"
                  variant="subtle"
                  aria-label={t("board.edit", { name: event.name })}
                  onClick={() => setEditing(event.id)}
                >
                  {t("board.editWord")}
                </Button>
                <Button
                  size="compact-xs"
                  variant="subtle"
                  aria-label={t("board.delete", { name: event.name })}
                  onClick={() => setGoing(event)}
                >
                  {t("board.deleteWord")}
                </Button>
              </span>
            )}
          </li>
        ))}
      </ul>
      {editing !== undefined && (
        <EventDialog event={events.find(({ id }) => id === editing)} onClose={() => setEditing(undefined)} />
      )}
      {going !== undefined && (
        <DeleteDialog
          name={going.name}
          remove={() => deleteContextEvent(shop.id, going.id)}
          onClose={() => setGoing(undefined)}
        />
      )}
    </Panel>
  );
};
