import type { Trouble } from "@/api/types";
import { wordFor, type Translate } from "@/i18n/words";

/** Why a letter did not leave, with the recipient's name where it concerns one. */
export const troubleSentence = (t: Translate, { code, who, server, status }: Trouble): string => {
  const why = wordFor(t, "trouble", code, { server, status });
  return who === "" ? why : t("trouble.named", { who, why });
};
