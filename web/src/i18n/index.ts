import { createInstance } from "i18next";
import { useCallback } from "react";
import { initReactI18next, useTranslation } from "react-i18next";
import { en } from "./en";
import { ja } from "./ja";

export type Language = "ja" | "en";
export type Key = keyof typeof ja;

const stored = "tsunagi-language";
export const languageOf = (value: string | null): Language => (value === "en" ? "en" : "ja");
export const storedLanguage = (): Language => languageOf(localStorage.getItem(stored));

export const i18n = createInstance();
void i18n.use(initReactI18next).init({
  lng: storedLanguage(),
  resources: { ja: { translation: ja }, en: { translation: en } },
  keySeparator: false,
  nsSeparator: false,
  interpolation: { escapeValue: false },
  initAsync: false,
});

export const setLanguage = async (language: Language): Promise<void> => {
  localStorage.setItem(stored, language);
  document.documentElement.lang = language;
  await i18n.changeLanguage(language);
};

export type Translate = (key: Key, args?: Record<string, string | number>) => string;

/** Texts of the current language; a key that does not exist does not compile. */
export const useT = (): Translate => {
  const { t } = useTranslation(undefined, { i18n });
  return useCallback<Translate>((key, args) => t(key, args ?? {}), [t]);
};

const isKey = (key: string): key is Key => key in ja;

/** The words for a code of the server, under a prefix; the code itself while it has none. */
export const wordFor = (t: Translate, prefix: string, code: string): string => {
  const key = `${prefix}.${code}`;
  return isKey(key) ? t(key) : code;
};

export const useLanguage = (): Language => languageOf(useTranslation(undefined, { i18n }).i18n.language);
