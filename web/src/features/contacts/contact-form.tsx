import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { isStatus } from "@/api/problem";
import type { Contact, Subscription } from "@/api/types";
import { correctContact, saveContact } from "@/api/writes";
import { useFailure } from "@/domain/failure";
import { resultsOfTalk } from "@/domain/results";
import { useShop } from "@/domain/shop";
import { labelOf, useWords } from "@/domain/words";
import { useT, wordFor } from "@/i18n";
import { Button, format, Keys, Panel, TextInput, toast, Tooltip, usePlaces, useShortcuts } from "@/ui";
import { ConflictDialog } from "./conflict-dialog";
import css from "./contacts.module.css";
import {
  correctionOf,
  draftOf,
  missingFields,
  needOf,
  sentDraft,
  type DraftField,
  type Occasion,
} from "./draft";
import { Choices, FormField, NoteField, Pick, ReasonPicker } from "./fields";
import { isContact } from "./is-contact";
import { Survey } from "./survey";
import { useContactDraft } from "./use-contact-draft";

type Props = {
  customerId: number;
  occasion: Occasion;
  subscriptions: Subscription[];
  correcting: Contact | undefined;
  /** The word on the button that saves a new record. */
  saveLabel: string;
  onDone: (contact: Contact) => void;
  onCorrect: (contact: Contact | undefined) => void;
};

const emotionMarks = { positive: "☺", neutral: "−", negative: "☹" };

const useSeconds = (since: string, running: boolean): number => {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (!running) return undefined;
    const timer = window.setInterval(() => setNow(Date.now()), 1000);
    return () => window.clearInterval(timer);
  }, [running]);
  return Math.max(0, (now - Date.parse(since)) / 1000);
};

/** The standard record of one contact, its fields in the order in which people speak. */
export const ContactForm = (props: Props) => {
  const { correcting, subscriptions } = props;
  const t = useT();
  const failure = useFailure();
  const shop = useShop();
  const words = useWords();
  const places = usePlaces();
  const queries = useQueryClient();
  const live = subscriptions.filter((each) => each.status !== "cancelled");
  const single = live.length === 1 ? live[0]?.id : undefined;
  const known =
    props.occasion.kind === "retention" && single !== undefined ? { subscription_id: single } : {};
  const writing = useContactDraft(props.customerId, props.occasion, correcting, known);
  const { draft, set } = writing;
  const [checked, setChecked] = useState(false);
  const [conflict, setConflict] = useState<Contact>();
  const seconds = useSeconds(draft.started_at, writing.touched && correcting === undefined);
  const rules = words.lists?.form_rules ?? [];
  const missing = missingFields(draft, rules);

  const save = useMutation({
    mutationFn: (version: number | undefined) => {
      const sent = sentDraft(draft, rules, new Date().toISOString());
      if (correcting === undefined) return saveContact(shop.id, sent, writing.key);
      return correctContact(
        shop.id,
        { id: correcting.id, version: version ?? correcting.version },
        correctionOf(sent),
      );
    },
    onSuccess: async (contact) => {
      writing.saved();
      setChecked(false);
      setConflict(undefined);
      props.onCorrect(undefined);
      toast({ tone: "done", message: t("contact.saved") });
      if (correcting === undefined) props.onDone(contact);
      await queries.invalidateQueries({ queryKey: ["shop", shop.id, "customer", props.customerId] });
    },
    onError: (error) => {
      if (isStatus(error, 409) && isContact(error.current)) setConflict(error.current);
    },
  });

  const submit = (): void => {
    setChecked(true);
    if (missing.length === 0 && !save.isPending) save.mutate(undefined);
  };
  const form = useRef<HTMLFormElement>(null);
  useShortcuts((shortcut, event) => {
    if (shortcut.kind === "save") {
      event.preventDefault();
      submit();
    }
    if (shortcut.kind === "record") {
      event.preventDefault();
      const first = draft.purpose === "" ? "purpose" : "result";
      form.current?.querySelector<HTMLElement>(`[data-field="${first}"] input`)?.focus();
    }
  });

  const shown = (field: DraftField): boolean => needOf(rules, draft.purpose, field) !== "hidden";
  const lacks = (field: DraftField): boolean => checked && missing.includes(field);
  const label = (field: DraftField): string => wordFor(t, "contact", field);
  const options = (choices: { code: string; ja: string; en: string }[]) =>
    choices.map((choice) => ({ value: choice.code, label: labelOf(choice, words.language) }));
  const choosePurpose = (purpose: string): void => {
    const target = draft.subscription_id === null && single !== undefined ? { subscription_id: single } : {};
    set({ purpose, ...target });
  };

  return (
    <Panel
      flush
      className="fill-panel"
      title={correcting === undefined ? t("contact.title") : t("contact.correct")}
      aside={
        <span className="caption">
          {writing.touched && correcting === undefined
            ? `● ${format.clock(draft.started_at, places.zone)}– ${format.duration(seconds)}`
            : correcting?.agent_name}
        </span>
      }
    >
      <form
        ref={form}
        className={css.form}
        aria-label={t("contact.title")}
        // Enter in a field is no word to save: a half-told call would be a record. Ctrl+Enter is.
        onSubmit={(event) => event.preventDefault()}
      >
        {save.isError && conflict === undefined && (
          <p className={css.error} role="alert">
            {failure(save.error)}
          </p>
        )}
        <div className={css.fields}>
          <FormField label={label("channel")} missing={false}>
            <div className={css.pair}>
              <Pick
                label={label("channel")}
                data={options(words.lists?.channels ?? [])}
                value={draft.channel}
                onPick={(channel) => set({ channel })}
              />
              <Choices
                label={label("direction")}
                choices={words.lists?.directions ?? []}
                value={draft.direction}
                onChoose={(direction) => set({ direction: direction ?? draft.direction })}
              />
            </div>
          </FormField>
          <FormField field="purpose" label={label("purpose")} missing={lacks("purpose")}>
            <Pick
              label={label("purpose")}
              data={options(words.lists?.purposes ?? [])}
              value={draft.purpose}
              onPick={choosePurpose}
            />
          </FormField>
          {shown("subscription_id") && subscriptions.length > 0 && (
            <FormField label={label("subscription_id")} missing={lacks("subscription_id")}>
              <Pick
                label={label("subscription_id")}
                clearable
                data={subscriptions.map((each) => ({
                  value: String(each.id),
                  label: `${each.product_name} (${wordFor(t, "status", each.status)})`,
                }))}
                value={draft.subscription_id === null ? "" : String(draft.subscription_id)}
                onPick={(id) => set({ subscription_id: id === "" ? null : Number(id) })}
              />
            </FormField>
          )}
          {shown("reason_code") && (
            <FormField label={label("reason_code")} missing={lacks("reason_code")}>
              <ReasonPicker
                reasons={words.lists?.reasons ?? []}
                value={draft.reason_code}
                onPick={(reason_code) => set({ reason_code })}
              />
            </FormField>
          )}
          {shown("emotion") && (
            <FormField label={label("emotion")} missing={lacks("emotion")}>
              <Choices
                label={label("emotion")}
                choices={words.lists?.emotions ?? []}
                marks={emotionMarks}
                value={draft.emotion}
                onChoose={(emotion) => set({ emotion })}
              />
            </FormField>
          )}
          <Survey
            key={writing.key}
            draft={draft}
            asks={{ nps: shown("nps"), csat: shown("csat") }}
            set={set}
          />
          {shown("offer_id") && (
            <FormField label={label("offer_id")} missing={lacks("offer_id") || lacks("offer_answer")}>
              <div className="stack-tight">
                <Pick
                  label={label("offer_id")}
                  clearable
                  data={(words.lists?.offers ?? [])
                    .filter((offer) => offer.active)
                    .map((offer) => ({ value: String(offer.id), label: labelOf(offer, words.language) }))}
                  value={draft.offer_id === null ? "" : String(draft.offer_id)}
                  onPick={(id) =>
                    set({
                      offer_id: id === "" ? null : Number(id),
                      ...(id === "" ? { offer_answer: null } : {}),
                    })
                  }
                />
                {draft.offer_id !== null && (
                  <Choices
                    label={label("offer_answer")}
                    choices={words.lists?.offer_answers ?? []}
                    value={draft.offer_answer}
                    onChoose={(offer_answer) => set({ offer_answer })}
                  />
                )}
              </div>
            </FormField>
          )}
          <FormField field="result" label={label("result")} missing={lacks("result")}>
            <Pick
              label={label("result")}
              data={options(resultsOfTalk(words.lists?.results ?? [], draft.result))}
              value={draft.result}
              onPick={(result) => set({ result })}
            />
          </FormField>
          {shown("next_step") && (
            <FormField label={label("next_step")} missing={lacks("next_step") || lacks("next_step_at")}>
              <div className="stack-tight">
                <TextInput
                  aria-label={label("next_step")}
                  placeholder={t("contact.nextStepPlaceholder")}
                  value={draft.next_step}
                  onChange={(event) => set({ next_step: event.currentTarget.value })}
                />
                <TextInput
                  aria-label={label("next_step_at")}
                  type="datetime-local"
                  value={format.localInput(draft.next_step_at, places.zone)}
                  onChange={(event) =>
                    set({ next_step_at: format.instantOfLocal(event.currentTarget.value, places.zone) })
                  }
                />
              </div>
            </FormField>
          )}
        </div>
        <div className={css.below}>
          <FormField label={label("note")} missing={lacks("note")}>
            <NoteField
              value={draft.note}
              phrases={words.lists?.phrases ?? []}
              onChange={(note) => set({ note })}
            />
          </FormField>
        </div>
        <div className={css.foot}>
          <span className="caption grow" role="status">
            {checked && missing.length > 0 ? (
              <span className="danger">
                {t("contact.missing", { fields: missing.map(label).join(t("common.comma")) })}
              </span>
            ) : writing.touched && correcting === undefined ? (
              t("contact.kept")
            ) : (
              ""
            )}
          </span>
          {(correcting !== undefined || writing.touched) && (
            <Button
              variant="subtle"
              onClick={() => {
                writing.clear();
                setChecked(false);
                props.onCorrect(undefined);
              }}
            >
              {t("common.cancel")}
            </Button>
          )}
          <Tooltip label={<Keys keys={["Ctrl", "Enter"]} />}>
            <Button onClick={submit} loading={save.isPending}>
              {correcting === undefined ? props.saveLabel : t("contact.save")}
            </Button>
          </Tooltip>
        </div>
      </form>
      {conflict !== undefined && (
        <ConflictDialog
          mine={draft}
          theirs={draftOf(conflict)}
          onMine={() => save.mutate(conflict.version)}
          onTheirs={() => {
            writing.clear();
            setConflict(undefined);
            props.onCorrect(conflict);
          }}
          onClose={() => setConflict(undefined)}
        />
      )}
    </Panel>
  );
};
