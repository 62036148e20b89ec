import type { Rejection } from "@/api/types";
import { wordFor, type Translate } from "@/i18n";

/** Why a row was rejected or is told with a warning: in the words of the screen, else in the server's. */
export const faultText = (t: Translate, row: Rejection): string => {
  const ours = wordFor(t, "imports.fault", row.code);
  return ours === row.code ? row.message : ours;
};
