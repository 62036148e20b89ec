import { ApiProblem } from "@/api/problem";
import { useT, wordFor } from "@/i18n";

/** A failed request in a sentence: our own words where the code has them, else the server's. */
export const useFailure = (): ((error: unknown) => string) => {
  const t = useT();
  return (error) => {
    if (!(error instanceof ApiProblem)) return t("problem.unexpected");
    const ours = wordFor(t, "problem.code", error.code);
    const sentence = ours === error.code ? error.message : ours;
    const fields = error.fields.map((field) => field.message).filter((message) => message !== "");
    return fields.length === 0 ? sentence : `${sentence} ${fields.join(" ")}`;
  };
};
