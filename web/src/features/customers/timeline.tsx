import { useInfiniteQuery } from "@tanstack/react-query";
import {
  IconBox,
  IconEdit,
  IconMessage,
  IconPhone,
  IconRepeat,
  IconTag,
  type Icon,
} from "@tabler/icons-react";
import { useMemo, useState } from "react";
import { timelineQuery } from "@/api/queries";
import type { Contact, TimelineEntry } from "@/api/types";
import { useKeepPromise } from "@/domain/promise";
import { useShop } from "@/domain/shop";
import { useFailure } from "@/domain/failure";
import { useT, wordFor } from "@/i18n";
import {
  Button,
  EmptyState,
  Failed,
  format,
  Money,
  Panel,
  Select,
  Skeleton,
  usePlaces,
  useToday,
} from "@/ui";
import css from "./customers.module.css";
import { detailInside, grouped, type Told } from "./timeline-groups";

const icons: Record<string, Icon> = {
  order: IconBox,
  subscription: IconRepeat,
  attribute: IconTag,
  change: IconEdit,
};

const iconOf = (entry: TimelineEntry): Icon => {
  if (entry.kind === "contact") return entry.contact?.channel === "phone" ? IconPhone : IconMessage;
  return icons[entry.kind] ?? IconEdit;
};

const emotionMark: Record<string, string> = { positive: "☺", negative: "☹" };

const Part = ({ part, told }: { part: TimelineEntry; told: Told }) => {
  const Mark = iconOf(part);
  const detail = detailInside(part, told);
  return (
    <li className={css.part}>
      <span className={css.kind} data-kind={part.kind}>
        <Mark size={13} stroke={1.7} aria-hidden />
      </span>
      <span>
        {part.title}
        {detail !== "" && <span className="soft"> {detail}</span>}
      </span>
    </li>
  );
};

type EntryProps = { told: Told; onContact: (contact: Contact) => void };

const Entry = ({ told, onContact }: EntryProps) => {
  const { entry, parts } = told;
  const t = useT();
  const places = usePlaces();
  const today = useToday();
  const Mark = iconOf(entry);
  const { contact } = entry;
  const keep = useKeepPromise();
  const open = contact === null ? undefined : () => onContact(contact);
  return (
    <li
      className={css.entry}
      data-opens={open !== undefined}
      onClick={open}
      onKeyDown={(event) => {
        if (event.key === "Enter" && !event.nativeEvent.isComposing) open?.();
      }}
      tabIndex={open === undefined ? undefined : 0}
    >
      <time className={css.when} dateTime={entry.on}>
        {format.shortDay(entry.on, places.locale, today)}
        {contact !== null && <span style={{ display: "block" }}>{format.clock(entry.at, places.zone)}</span>}
      </time>
      <span className={css.kind} data-kind={entry.kind} title={wordFor(t, "timeline.kind", entry.kind)}>
        <Mark size={15} stroke={1.7} aria-hidden />
        <span className="hidden-but-read">{wordFor(t, "timeline.kind", entry.kind)}</span>
      </span>
      <div style={{ minWidth: 0 }}>
        <div className={css.entryTitle}>
          <span className="grow">
            {entry.title}
            {contact?.emotion != null && (
              <span className={contact.emotion === "negative" ? "danger" : "good"}>
                {" "}
                {emotionMark[contact.emotion] ?? ""}
              </span>
            )}
          </span>
          {entry.amount !== null && <Money value={entry.amount} />}
        </div>
        {entry.detail !== "" && <div className={css.detail}>{entry.detail}</div>}
        {parts.length > 0 && (
          <ul className={css.parts}>
            {parts.map((part) => (
              <Part key={part.id} part={part} told={told} />
            ))}
          </ul>
        )}
        {contact !== null && contact.next_step !== "" && (
          <div className={contact.next_step_done ? "soft" : "warning"}>
            {!contact.next_step_done && (
              <button
                type="button"
                className={css.keep}
                aria-label={t("promise.keepHere", { what: contact.next_step })}
                onClick={(event) => {
                  event.stopPropagation();
                  keep.mutate({ contact, done: true });
                }}
                onKeyDown={(event) => event.stopPropagation()}
              >
                {t("promise.done")}
              </button>
            )}
            {contact.next_step_done ? "✓" : "→"} {contact.next_step}{" "}
            {contact.next_step_at !== null && format.instant(contact.next_step_at, places)}
          </div>
        )}
      </div>
    </li>
  );
};

const kinds = ["contact", "order", "subscription", "attribute", "change"] as const;

/** Everything that ever happened with her, newest first. */
export const Timeline = ({
  customerId,
  onContact,
}: {
  customerId: number;
  onContact: (contact: Contact) => void;
}) => {
  const t = useT();
  const shop = useShop();
  const failure = useFailure();
  const [kind, setKind] = useState("");
  const found = useInfiniteQuery(timelineQuery(shop.id, customerId, kind));
  const pages = found.data?.pages;
  const entries = useMemo(() => grouped(pages?.flatMap((page) => page.items) ?? []), [pages]);
  return (
    <Panel
      title={t("timeline.title")}
      flush
      className="fill-panel"
      aside={
        <Select
          aria-label={t("timeline.filter")}
          data={[
            { value: "", label: t("common.all") },
            ...kinds.map((value) => ({ value, label: t(`timeline.kind.${value}`) })),
          ]}
          value={kind}
          onChange={(value) => setKind(value ?? "")}
          style={{ width: 108 }}
          allowDeselect={false}
        />
      }
    >
      <div className="column-scroll" tabIndex={0} role="region" aria-label={t("timeline.title")}>
        {found.isPending && <Skeleton rows={12} />}
        {found.isError && <Failed message={failure(found.error)} />}
        <ol className={css.entries}>
          {entries.map((told) => (
            <Entry key={`${told.entry.kind}-${told.entry.id}`} told={told} onContact={onContact} />
          ))}
        </ol>
        {found.data !== undefined && entries.length === 0 && <EmptyState title={t("timeline.empty")} />}
        {found.hasNextPage && (
          <Button
            variant="subtle"
            fullWidth
            onClick={() => void found.fetchNextPage()}
            loading={found.isFetchingNextPage}
          >
            {t("common.more")}
          </Button>
        )}
      </div>
    </Panel>
  );
};
