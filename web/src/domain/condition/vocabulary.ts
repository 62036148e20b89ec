// The words of the builder: what fields, operators and values are called in her language.
import { useQuery } from "@tanstack/react-query";
import { pickListsQuery, productsQuery, segmentsQuery } from "@/api/queries";
import type { FieldWord, SegmentField, SegmentFields } from "@/api/segments";
import type { PickLists } from "@/api/types";
import { resultsOfTalk } from "@/domain/results";
import { useFieldRight, useMay, useShop } from "@/domain/shop";
import { labelOf, reasonLabel } from "@/domain/words";
import { useLanguage, useT, type Language } from "@/i18n";
import type { Narrowing } from "./tree";

export type Option = { value: string; label: string };
export type OptionGroup = { group: string; items: Option[] };

export type Vocabulary = {
  field: (name: string) => SegmentField | undefined;
  fieldLabel: (name: string) => string;
  meaning: (name: string) => string;
  op: (name: string) => string;
  /** The fields that she may ask, by topic. */
  menu: OptionGroup[];
  /** What a leaf of the field chooses its words or ids from. */
  choices: (name: string) => Option[];
  narrowings: (name: Narrowing) => Option[];
};

type Sources = {
  fields: SegmentFields;
  lists: PickLists | undefined;
  products: Option[];
  segments: Option[];
  notTold: string;
  language: Language;
};

const optionOf = (word: FieldWord, language: Language): Option => ({
  value: word.value,
  label: labelOf(word, language),
});

const codes = (choices: { code: string; ja: string; en: string }[], language: Language): Option[] =>
  choices.map((choice) => ({ value: choice.code, label: labelOf(choice, language) }));

const narrowingsOf = (name: Narrowing, { fields, lists, products, language }: Sources): Option[] => {
  switch (name) {
    case "product":
      return products;
    case "status":
      return fields.statuses.filter((word) => word.value !== "none").map((word) => optionOf(word, language));
    case "reason":
      return (lists?.reasons ?? []).map(({ code }) => ({
        value: code,
        label: reasonLabel(lists?.reasons ?? [], code, language),
      }));
    case "offer":
      return (lists?.offers ?? []).map((offer) => ({
        value: String(offer.id),
        label: labelOf(offer, language),
      }));
    case "purpose":
      return codes(lists?.purposes ?? [], language);
    case "channel":
      return codes(lists?.channels ?? [], language);
    case "emotion":
      return codes(lists?.emotions ?? [], language);
    case "answer":
      return codes(lists?.offer_answers ?? [], language);
    case "direction":
      return codes(lists?.directions ?? [], language);
    case "result":
      return codes(resultsOfTalk(lists?.results ?? []), language);
  }
};

const wordsOf = (entry: SegmentField, sources: Sources): Option[] => {
  const { fields, language } = sources;
  if (entry.values.length > 0) return entry.values.map((word) => optionOf(word, language));
  if (entry.source === "product") return sources.products;
  if (entry.source === "segment") return sources.segments;
  if (entry.source === "purpose" || entry.source === "emotion") return narrowingsOf(entry.source, sources);
  if (entry.source === "reason")
    return [...narrowingsOf("reason", sources), { value: "", label: sources.notTold }];
  const own: Record<string, string[]> = {
    medium: fields.media,
    prefecture: fields.prefectures,
    rank: fields.ranks,
  };
  const words = (own[entry.source] ?? []).map((word) => ({ value: word, label: word }));
  return [...words, { value: "", label: sources.notTold }];
};

const menuOf = (
  fields: SegmentFields,
  language: Language,
  sees: (need: string | null) => boolean,
): OptionGroup[] =>
  fields.topics.map((topic) => ({
    group: labelOf(topic, language),
    items: fields.fields
      .filter((entry) => entry.topic === topic.value && sees(entry.needs))
      .map((entry) => ({ value: entry.field, label: labelOf(entry, language) })),
  }));

// Whether she may see what a field asks for beside insight.
const useSees = (): ((need: string | null) => boolean) => {
  const fieldRight = useFieldRight();
  const may = useMay();
  return (need) => {
    if (need === null) return true;
    if (need === "contacts") return may("contact.view");
    return (need === "money" || need === "name") && ["read", "edit"].includes(fieldRight(need));
  };
};

const noFields: SegmentFields = {
  fields: [],
  topics: [],
  ops: [],
  statuses: [],
  media: [],
  prefectures: [],
  ranks: [],
};

/**
 * Without fields nothing is fetched, and there are no words. Of `self`, the segment that is being
 * edited: it cannot ask for itself.
 */
export const useVocabulary = (given: SegmentFields | undefined, self?: number): Vocabulary => {
  const fields = given ?? noFields;
  const enabled = given !== undefined;
  const t = useT();
  const shop = useShop();
  const language = useLanguage();
  const sees = useSees();
  const lists = useQuery({ ...pickListsQuery(shop.id), enabled }).data;
  const products = useQuery({ ...productsQuery(shop.id), enabled }).data?.items ?? [];
  const segments = useQuery({ ...segmentsQuery(shop.id), enabled }).data?.items ?? [];
  const named = ({ id, name }: { id: number; name: string }): Option => ({ value: String(id), label: name });
  const sources: Sources = {
    fields,
    lists,
    language,
    products: products.map(named),
    segments: segments.filter(({ id }) => id !== self).map(named),
    notTold: t("segments.notTold"),
  };
  const field = (name: string) => fields.fields.find((entry) => entry.field === name);
  return {
    field,
    fieldLabel: (name) => {
      const entry = field(name);
      return entry === undefined ? name : labelOf(entry, language);
    },
    meaning: (name) => {
      const entry = field(name);
      return entry === undefined ? "" : labelOf({ ja: entry.meaning_ja, en: entry.meaning_en }, language);
    },
    op: (name) => {
      const word = fields.ops.find((each) => each.value === name);
      return word === undefined ? name : labelOf(word, language);
    },
    menu: menuOf(fields, language, sees),
    choices: (name) => {
      const entry = field(name);
      return entry === undefined ? [] : wordsOf(entry, sources);
    },
    narrowings: (name) => narrowingsOf(name, sources),
  };
};
