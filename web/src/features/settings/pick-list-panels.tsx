import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { pickListsQuery } from "@/api/queries";
import { addOffer, addReason, saveOffer, savePhrase } from "@/api/writes";
import { useFailure } from "@/domain/failure";
import { useShop } from "@/domain/shop";
import { labelOf } from "@/domain/words";
import { useLanguage, useT } from "@/i18n";
import { Button, EmptyState, Panel, Select, Switch, Tag, TextInput, toast } from "@/ui";
import css from "./settings.module.css";

const useLists = () => {
  const shop = useShop();
  return useQuery(pickListsQuery(shop.id)).data;
};

// A write to a pick-list: what it changed is read again, what failed is said.
const useListWrite = <Draft,>(write: (shop: number, draft: Draft) => Promise<unknown>, done: () => void) => {
  const shop = useShop();
  const failure = useFailure();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (draft: Draft) => write(shop.id, draft),
    onSuccess: done,
    onError: (error) => toast({ tone: "failed", message: failure(error) }),
    onSettled: () => queries.invalidateQueries({ queryKey: ["shop", shop.id, "pick-lists"] }),
  });
};

export const ReasonsPanel = () => {
  const t = useT();
  const language = useLanguage();
  const reasons = useLists()?.reasons ?? [];
  const roots = reasons.filter((reason) => reason.parent === "");
  const [draft, setDraft] = useState({ parent: "", ja: "", en: "" });
  const add = useListWrite(addReason, () => setDraft({ ...draft, ja: "", en: "" }));
  return (
    <Panel
      title={t("settings.reasons")}
      aside={<span className="caption">{t("settings.reasonsHint")}</span>}
      flush
    >
      <ul className={css.list} tabIndex={0} aria-label={t("settings.reasons")}>
        {roots.flatMap((root) => [
          <li key={root.code} className={css.line}>
            <span className="strong">{labelOf(root, language)}</span>
          </li>,
          ...reasons
            .filter((reason) => reason.parent === root.code)
            .map((reason) => (
              <li key={reason.code} className={`${css.line ?? ""} ${css.child ?? ""}`}>
                <span>{labelOf(reason, language)}</span>
                {!reason.core && <Tag tone="info">{t("settings.own")}</Tag>}
              </li>
            )),
        ])}
      </ul>
      <form
        className={css.adder}
        onSubmit={(event) => {
          event.preventDefault();
          add.mutate(draft);
        }}
      >
        <Select
          label={t("settings.parent")}
          data={roots.map((root) => ({ value: root.code, label: labelOf(root, language) }))}
          value={draft.parent === "" ? null : draft.parent}
          onChange={(parent) => setDraft({ ...draft, parent: parent ?? "" })}
          searchable
          style={{ width: 130 }}
        />
        <TextInput
          label={t("settings.japanese")}
          value={draft.ja}
          onChange={(event) => setDraft({ ...draft, ja: event.currentTarget.value })}
          style={{ width: 130 }}
        />
        <TextInput
          label={t("settings.english")}
          value={draft.en}
          onChange={(event) => setDraft({ ...draft, en: event.currentTarget.value })}
          style={{ width: 110 }}
        />
        <Button
          type="submit"
          variant="default"
          disabled={draft.parent === "" || draft.ja === ""}
          loading={add.isPending}
        >
          {t("settings.add")}
        </Button>
      </form>
    </Panel>
  );
};

export const OffersPanel = () => {
  const t = useT();
  const language = useLanguage();
  const offers = useLists()?.offers ?? [];
  const [draft, setDraft] = useState({ ja: "", en: "" });
  const add = useListWrite(addOffer, () => setDraft({ ja: "", en: "" }));
  const change = useListWrite(
    (shop, { offer, active }: { offer: { id: number; version: number }; active: boolean }) =>
      saveOffer(shop, offer, { active }),
    () => undefined,
  );
  return (
    <Panel title={t("settings.offers")} flush>
      {offers.length === 0 && <EmptyState title={t("settings.noOffers")} />}
      <ul className={css.list}>
        {offers.map((offer) => (
          <li key={offer.id} className={css.line}>
            <span>{labelOf(offer, language)}</span>
            <Switch
              size="xs"
              label={t("settings.inUse")}
              checked={offer.active}
              onChange={(event) => change.mutate({ offer, active: event.currentTarget.checked })}
            />
          </li>
        ))}
      </ul>
      <form
        className={css.adder}
        onSubmit={(event) => {
          event.preventDefault();
          add.mutate(draft);
        }}
      >
        <TextInput
          label={t("settings.japanese")}
          value={draft.ja}
          onChange={(event) => setDraft({ ...draft, ja: event.currentTarget.value })}
          style={{ width: 180 }}
        />
        <TextInput
          label={t("settings.english")}
          value={draft.en}
          onChange={(event) => setDraft({ ...draft, en: event.currentTarget.value })}
          style={{ width: 150 }}
        />
        <Button type="submit" variant="default" disabled={draft.ja === ""} loading={add.isPending}>
          {t("settings.add")}
        </Button>
      </form>
    </Panel>
  );
};

export const PhrasesPanel = () => {
  const t = useT();
  const phrases = useLists()?.phrases ?? [];
  const [draft, setDraft] = useState({ key: "", text: "" });
  const save = useListWrite(
    (shop, phrase: { key: string; text: string }) => savePhrase(shop, phrase.key, phrase.text),
    () => setDraft({ key: "", text: "" }),
  );
  return (
    <Panel
      title={t("settings.phrases")}
      aside={<span className="caption">{t("settings.phrasesHint")}</span>}
      flush
    >
      <ul className={css.list}>
        {phrases.map((phrase) => (
          <li key={phrase.key} className={css.line}>
            <span className="clip">
              <kbd className="key">/{phrase.key}</kbd> {phrase.text}
            </span>
            <Button variant="subtle" onClick={() => setDraft(phrase)}>
              {t("settings.edit")}
            </Button>
          </li>
        ))}
      </ul>
      <form
        className={css.adder}
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate(draft);
        }}
      >
        <TextInput
          label={t("settings.phraseKey")}
          value={draft.key}
          onChange={(event) => setDraft({ ...draft, key: event.currentTarget.value })}
          style={{ width: 100 }}
        />
        <TextInput
          label={t("settings.phraseText")}
          value={draft.text}
          onChange={(event) => setDraft({ ...draft, text: event.currentTarget.value })}
          style={{ width: 260 }}
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
    </Panel>
  );
};
