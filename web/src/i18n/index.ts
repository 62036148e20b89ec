import { createInstance } from "i18next";
import { useCallback } from "react";
import { initReactI18next, useTranslation } from "react-i18next";
import { en } from "./en";
import { ja } from "./ja";
import { counted, type Translate } from "./words";

export { wordFor, type Key, type Translate } from "./words";

export type Language = "ja" | "en";

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

i18n.services.formatter?.add("counted", counted);

export const setLanguage = async (language: Language): Promise<void> => {
  localStorage.setItem(stored, language);
  document.documentElement.lang = language;
  await i18n.changeLanguage(language);
};

/** Texts of the current language; a key that does not exist does not compile. */
export const useT = (): Translate => {
  const { t } = useTranslation(undefined, { i18n });
  return useCallback<Translate>((key, args) => t(key, args ?? {}), [t]);
};

export const useLanguage = (): Language => languageOf(useTranslation(undefined, { i18n }).i18n.language);
