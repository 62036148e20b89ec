import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { pickListsQuery } from "@/api/queries";
import type { Offer, PickLists, Reason } from "@/api/types";
import { addOffer, addReason, saveOffer, savePhrase, saveReason } from "@/api/writes";
import { useFailure } from "@/domain/failure";
import { useShop } from "@/domain/shop";
import { labelOf } from "@/domain/words";
import { useLanguage, useT } from "@/i18n";
import { Button, EmptyState, Panel, Select, Switch, TextInput, toast } from "@/ui";
import { LabelAdder } from "./label-adder";
import css from "./settings.module.css";

const useLists = (): PickLists | undefined => useQuery(pickListsQuery(useShop().id)).data;

// A write to a pick-list: what it changed is read again, what failed is said.
const useListWrite = <Draft,>(write: (shop: number, draft: Draft) => Promise<unknown>) => {
  const shop = useShop();
  const failure = useFailure();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (draft: Draft) => write(shop.id, draft),
    onError: (error) => toast({ tone: "failed", message: failure(error) }),
    onSettled: () => queries.invalidateQueries({ queryKey: ["shop", shop.id, "pick-lists"] }),
  });
};

type LineProps = { label: string; use?: { active: boolean; onChange: (active: boolean) => void } };

/** A word of the shop; one of its own is taken out of use by its switch. */
const Line = ({ label, use }: LineProps) => {
  const t = useT();
  return (
    <>
      <span>{label}</span>
      {use !== undefined && (
        <Switch
          size="xs"
          label={t("settings.inUse")}
          aria-label={`${t("settings.inUse")}: ${label}`}
          checked={use.active}
          onChange={(event) => use.onChange(event.currentTarget.checked)}
        />
      )}
    </>
  );
};

type ListPanelProps = { title: string; hint?: string; lines: ReactNode; children: ReactNode };

const ListPanel = ({ title, hint, lines, children }: ListPanelProps) => (
  <Panel title={title} aside={hint !== undefined && <span className="caption">{hint}</span>} flush>
    <ul className={css.list} tabIndex={0} aria-label={title}>
      {lines}
    </ul>
    {children}
  </Panel>
);

export const ReasonsPanel = () => {
  const t = useT();
  const language = useLanguage();
  const reasons = useLists()?.reasons ?? [];
  const roots = reasons.filter((reason) => reason.parent === "");
  const [parent, setParent] = useState<string | null>(null);
  const add = useListWrite(addReason);
  const change = useListWrite((shop, { reason, active }: { reason: Reason; active: boolean }) =>
    saveReason(shop, reason.code, { active }),
  );
  const switchOf = (reason: Reason) =>
    reason.core
      ? undefined
      : { active: reason.active, onChange: (active: boolean) => change.mutate({ reason, active }) };
  const linesOf = (root: Reason): ReactNode[] => [
    <li key={root.code} className={`${css.line ?? ""} strong`}>
      <Line label={labelOf(root, language)} />
    </li>,
    ...reasons
      .filter((reason) => reason.parent === root.code)
      .map((reason) => (
        <li key={reason.code} className={`${css.line ?? ""} ${css.child ?? ""}`}>
          <Line label={labelOf(reason, language)} {...(reason.core ? {} : { use: switchOf(reason) })} />
        </li>
      )),
  ];
  return (
    <ListPanel title={t("settings.reasons")} hint={t("settings.reasonsHint")} lines={roots.flatMap(linesOf)}>
      <LabelAdder
        ready={parent !== null}
        adding={add}
        onAdd={(labels, done) => add.mutate({ parent: parent ?? "", ...labels }, { onSuccess: done })}
      >
        <Select
          label={t("settings.parent")}
          data={roots.map((root) => ({ value: root.code, label: labelOf(root, language) }))}
          value={parent}
          onChange={setParent}
          searchable
        />
      </LabelAdder>
    </ListPanel>
  );
};

export const OffersPanel = () => {
  const t = useT();
  const language = useLanguage();
  const offers = useLists()?.offers ?? [];
  const add = useListWrite(addOffer);
  const change = useListWrite((shop, { offer, active }: { offer: Offer; active: boolean }) =>
    saveOffer(shop, offer, { active }),
  );
  const lines = offers.map((offer) => (
    <li key={offer.id} className={css.line}>
      <Line
        label={labelOf(offer, language)}
        use={{ active: offer.active, onChange: (active) => change.mutate({ offer, active }) }}
      />
    </li>
  ));
  return (
    <ListPanel title={t("settings.offers")} hint={t("settings.offersHint")} lines={lines}>
      {offers.length === 0 && <EmptyState title={t("settings.noOffers")} />}
      <LabelAdder adding={add} onAdd={(labels, done) => add.mutate(labels, { onSuccess: done })} />
    </ListPanel>
  );
};

export const PhrasesPanel = () => {
  const t = useT();
  const phrases = useLists()?.phrases ?? [];
  const [draft, setDraft] = useState({ key: "", text: "" });
  const save = useListWrite((shop, phrase: { key: string; text: string }) =>
    savePhrase(shop, phrase.key, phrase.text),
  );
  const lines = phrases.map((phrase) => (
    <li key={phrase.key} className={css.line}>
      <span className="clip">
        <kbd className="key">/{phrase.key}</kbd> {phrase.text}
      </span>
      <Button variant="subtle" onClick={() => setDraft(phrase)}>
        {t("settings.edit")}
      </Button>
    </li>
  ));
  return (
    <ListPanel title={t("settings.phrases")} hint={t("settings.phrasesHint")} lines={lines}>
      <form
        className={css.adder}
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate(draft, { onSuccess: () => setDraft({ key: "", text: "" }) });
        }}
      >
        <TextInput
          label={t("settings.phraseKey")}
          value={draft.key}
          onChange={(event) => setDraft({ ...draft, key: event.currentTarget.value })}
        />
        <TextInput
          className={css.long}
          label={t("settings.phraseText")}
          value={draft.text}
          onChange={(event) => setDraft({ ...draft, text: event.currentTarget.value })}
        />
        <Button
          type="submit"
          variant="default"
          disabled={draft.key === "" || draft.text === ""}
          loading={save.isPending}
        >
          {t("settings.savePhrase")}
        </Button>
      </form>
    </ListPanel>
  );
};
