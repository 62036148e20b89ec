import { useQuery } from "@tanstack/react-query";
import { pickListsQuery } from "@/api/queries";
import type { Choice, PickLists, Reason } from "@/api/types";
import { useLanguage, type Language } from "@/i18n";
import { useShop } from "./shop";

export const labelOf = (choice: { ja: string; en: string }, language: Language): string =>
  language === "ja" || choice.en === "" ? choice.ja : choice.en;

export const choiceLabel = (choices: Choice[], code: string, language: Language): string => {
  const choice = choices.find((each) => each.code === code);
  return choice === undefined ? code : labelOf(choice, language);
};

/** A reason with its parent: 余っている › 使い切れない. */
export const reasonLabel = (reasons: Reason[], code: string, language: Language): string => {
  const reason = reasons.find((each) => each.code === code);
  if (reason === undefined) return code;
  const parent = reasons.find((each) => each.code === reason.parent);
  const own = labelOf(reason, language);
  return parent === undefined ? own : `${labelOf(parent, language)} › ${own}`;
};

export type Words = {
  language: Language;
  lists: PickLists | undefined;
  purpose: (code: string) => string;
  channel: (code: string) => string;
  result: (code: string) => string;
  reason: (code: string) => string;
  emotion: (code: string) => string;
};

/** The shop's words for the codes of the record. */
export const useWords = (): Words => {
  const language = useLanguage();
  const lists = useQuery(pickListsQuery(useShop().id)).data;
  return {
    language,
    lists,
    purpose: (code) => choiceLabel(lists?.purposes ?? [], code, language),
    channel: (code) => choiceLabel(lists?.channels ?? [], code, language),
    result: (code) => choiceLabel(lists?.results ?? [], code, language),
    reason: (code) => reasonLabel(lists?.reasons ?? [], code, language),
    emotion: (code) => choiceLabel(lists?.emotions ?? [], code, language),
  };
};
