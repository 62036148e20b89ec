import { ApiProblem, type FieldProblem } from "@/api/problem";
import { wordFor, type Translate } from "@/i18n/words";

/** What is wrong with one value; "line 12" of a file is said behind it. */
export const fieldSentence = (t: Translate, field: FieldProblem): string => {
  const ours = wordFor(t, "problem.field", field.code, field.args);
  const sentence = ours === field.code ? field.message : ours;
  const line = field.args["line"];
  return line === undefined ? sentence : `${sentence} ${t("imports.atLine", { line })}`;
};

/**
 * A failed request in sentences: our own words where the code has them, else the server's. Fields
 * that a form shows in their own place are only counted.
 */
export const failureSentence = (t: Translate, error: unknown, placed: string[] = []): string => {
  if (!(error instanceof ApiProblem)) return t("problem.unexpected");
  if (error.status === 429 && error.retryAfterS > 0) return t("problem.wait", { n: error.retryAfterS });
  const fields = error.fields.map((field) => ({ ...field, sentence: fieldSentence(t, field) }));
  const elsewhere = fields.filter(({ pointer, sentence }) => !placed.includes(pointer) && sentence !== "");
  if (elsewhere.length > 0) return [...new Set(elsewhere.map(({ sentence }) => sentence))].join(" ");
  const code = fields.length > 0 ? "invalid_input" : error.code;
  const ours = wordFor(t, "problem.code", code);
  return ours === code ? error.message : ours;
};
