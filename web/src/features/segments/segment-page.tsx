import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { isStatus } from "@/api/problem";
import {
  addSegment,
  saveSegment,
  segmentFieldsQuery,
  segmentQuery,
  type Segment,
  type SegmentFields,
} from "@/api/segments";
import type { CallList, CustomerRow } from "@/api/types";
import { useFailure, useFieldMessage } from "@/domain/failure";
import { useMay, useShop } from "@/domain/shop";
import { useUnsaved } from "@/domain/unsaved";
import { useT } from "@/i18n";
import { Button, Failed, Page, Panel, Skeleton, TextInput, toast, Tooltip, usePlaces } from "@/ui";
import { useCellTitles } from "@/domain/condition/cell-titles";
import { ConditionBuilder } from "./condition-builder";
import { CountPanel, useCounting } from "./count-panel";
import { DeleteButton } from "./delete-button";
import { faultsOfError, placedPointers } from "./faults";
import { SegmentPeople } from "./people";
import { readAloud } from "@/domain/condition/reading";
import css from "./segments.module.css";
import { conditionOf, emptyGroup, saysTheSame, treeOf, type Group } from "@/domain/condition/tree";
import { useVocabulary } from "@/domain/condition/vocabulary";

type Ways = {
  onList: () => void | Promise<void>;
  onSaved: (segment: Segment) => void | Promise<void>;
  onCustomer: (customer: CustomerRow) => void;
  onCallList: (list: CallList) => void;
};

type Draft = { name: string; note: string; root: Group };

const draftOf = (segment: Segment | undefined): Draft =>
  segment === undefined
    ? { name: "", note: "", root: emptyGroup("all") }
    : { name: segment.name, note: segment.note, root: treeOf(segment.condition) };

const isSame = (one: Draft, other: Draft): boolean =>
  one.name.trim() === other.name && one.note === other.note && saysTheSame(one.root, other.root);

type Saving = { draft: Draft; over: Segment | undefined };

/** Saves over the version that she began from: what others changed meanwhile is never lost. */
const useSaving = (segment: Segment | undefined, onSaved: (segment: Segment) => void) => {
  const t = useT();
  const shop = useShop();
  const queries = useQueryClient();
  const [base, setBase] = useState(segment);
  const save = useMutation({
    mutationFn: ({ draft, over }: Saving) => {
      const body = { name: draft.name.trim(), note: draft.note, condition: conditionOf(draft.root) };
      return over === undefined ? addSegment(shop.id, body) : saveSegment(shop.id, over, body);
    },
    onError: (error, { over }) => {
      if (over !== undefined && isStatus(error, 409))
        void queries.invalidateQueries({ queryKey: segmentQuery(shop.id, over.id).queryKey });
    },
    onSuccess: async (saved) => {
      setBase(saved);
      toast({ tone: "done", message: t("segments.saved", { name: saved.name }) });
      queries.setQueryData(segmentQuery(shop.id, saved.id).queryKey, saved);
      onSaved(saved);
      await queries.invalidateQueries({ queryKey: ["shop", shop.id, "segments"] });
    },
  });
  // The newest version has come with the refusal: it is hers to be written over, or to go on from.
  const overtaken = isStatus(save.error, 409) && segment !== undefined && segment.version !== base?.version;
  const over = overtaken ? segment : undefined;
  return {
    save,
    base,
    over,
    follow: setBase,
    write: (draft: Draft) => save.mutate({ draft, over: base }),
    startFrom: (theirs: Segment) => {
      setBase(theirs);
      save.reset();
    },
  };
};

/** A colleague saved first: whose version shall stand. */
const Overtaken = ({ onTheirs, onMine }: { onTheirs: () => void; onMine: () => void }) => {
  const t = useT();
  return (
    <div className="row">
      <Button variant="default" onClick={onTheirs}>
        {t("segments.takeTheirs")}
      </Button>
      <Button variant="default" onClick={onMine}>
        {t("segments.keepMine")}
      </Button>
    </div>
  );
};

type EditorProps = Ways & { segment: Segment | undefined; fields: SegmentFields };

const Editor = ({ segment, fields, ...ways }: EditorProps) => {
  const t = useT();
  const failure = useFailure();
  const fieldMessage = useFieldMessage();
  const places = usePlaces();
  const mayEdit = useMay()("insight.edit");
  const [draft, setDraft] = useState(() => draftOf(segment));
  const [people, setPeople] = useState(false);
  const words = useVocabulary(fields, segment?.id);
  const cellTitle = useCellTitles(draft.root);
  const counting = useCounting(draft.root);
  const { save, base, over, follow, write, startFrom } = useSaving(segment, (saved) =>
    guard.freely(() => ways.onSaved(saved)),
  );
  const read = readAloud(draft.root, { t, words, places, cellTitle });
  const keep = (): void => write(draft);
  // What others have saved is hers too, as long as she has changed nothing.
  if (
    segment !== undefined &&
    base !== undefined &&
    segment.version > base.version &&
    isSame(draft, draftOf(base))
  ) {
    setDraft(draftOf(segment));
    follow(segment);
  }
  const guard = useUnsaved(mayEdit && !isSame(draft, draftOf(base)));

  const saveFaults = useMemo(
    () => faultsOfError(save.error, save.variables?.draft.root),
    [save.error, save.variables],
  );
  const refused = counting.kind === "refused" ? counting : undefined;
  const countFaults = faultsOfError(refused?.error, refused?.of);
  const faults = refused === undefined ? saveFaults : countFaults;
  const placed = ["/name", "/note", ...placedPointers(saveFaults)];
  const set = (change: Partial<Draft>): void => setDraft({ ...draft, ...change });
  // The people behind the saved condition are not those that the panel counts for another.
  const asSaved = segment !== undefined && saysTheSame(draft.root, treeOf(segment.condition));

  return (
    <Page
      title={segment?.name ?? t("segments.newTitle")}
      actions={
        <>
          <Button variant="default" onClick={() => void ways.onList()}>
            {t("segments.back")}
          </Button>
          {mayEdit && segment !== undefined && (
            <DeleteButton segment={segment} onDeleted={() => guard.freely(ways.onList)} />
          )}
          {mayEdit && (
            <Button onClick={keep} loading={save.isPending} title="Ctrl+Enter">
              {t("segments.save")}
            </Button>
          )}
        </>
      }
    >
      {guard.question}
      <form
        className={css.columns}
        onSubmit={(event) => event.preventDefault()}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || !mayEdit) return;
          event.preventDefault();
          if (!save.isPending) keep();
        }}
      >
        <div className="stack">
          {save.isError && <Failed message={failure(save.error, placed)} />}
          {over !== undefined && (
            <Overtaken
              onTheirs={() => {
                setDraft(draftOf(over));
                startFrom(over);
              }}
              onMine={() => save.mutate({ draft, over })}
            />
          )}
          {mayEdit ? (
            <>
              <div className={css.names}>
                <TextInput
                  label={t("segments.name")}
                  value={draft.name}
                  maxLength={100}
                  required
                  error={fieldMessage(save.error, "/name")}
                  onChange={(event) => set({ name: event.currentTarget.value })}
                />
                <TextInput
                  label={t("segments.note")}
                  value={draft.note}
                  maxLength={2000}
                  error={fieldMessage(save.error, "/note")}
                  onChange={(event) => set({ note: event.currentTarget.value })}
                />
              </div>
              <h2>{t("segments.conditions")}</h2>
              <ConditionBuilder
                root={draft.root}
                words={words}
                faults={faults}
                onRoot={(root) => set({ root })}
              />
            </>
          ) : (
            <>
              <p className="caption">{t("segments.readOnly")}</p>
              {draft.note !== "" && <p>{draft.note}</p>}
            </>
          )}
        </div>
        <aside className={css.aside}>
          <CountPanel
            counting={counting}
            refusal={refused && failure(refused.error, placedPointers(countFaults))}
          />
          <Tooltip label={t("segments.showPeopleUnsaved")} disabled={asSaved}>
            <Button variant="default" disabled={!asSaved} onClick={() => setPeople(true)}>
              {t("segments.showPeople")}
            </Button>
          </Tooltip>
          {read !== "" && (
            <Panel title={t("segments.reading")}>
              <p className={css.reading}>{read}</p>
            </Panel>
          )}
        </aside>
      </form>
      {segment !== undefined && (
        <SegmentPeople
          segment={segment}
          opened={people}
          onClose={() => setPeople(false)}
          onCustomer={ways.onCustomer}
          onCallList={ways.onCallList}
        />
      )}
    </Page>
  );
};

/** One segment: its condition, its people; without an id a new one. */
export const SegmentPage = ({ id, ...ways }: Ways & { id: number | undefined }) => {
  const t = useT();
  const shop = useShop();
  const failure = useFailure();
  const fields = useQuery(segmentFieldsQuery(shop.id));
  const found = useQuery({ ...segmentQuery(shop.id, id ?? 0), enabled: id !== undefined });
  const error = fields.error ?? found.error;
  if (fields.data !== undefined && (id === undefined || found.data !== undefined))
    return (
      <Editor
        key={found.data?.id ?? "new"}
        segment={id === undefined ? undefined : found.data}
        fields={fields.data}
        {...ways}
      />
    );
  return (
    <Page title={t("segments.title")}>
      {error === null ? <Skeleton rows={10} /> : <Failed message={failure(error)} />}
    </Page>
  );
};
