import { ApiProblem } from "@/api/problem";
import { useT } from "@/i18n";
import { failureSentence, fieldSentence } from "./failure-sentence";

export const useFailure = (): ((error: unknown, placed?: string[]) => string) => {
  const t = useT();
  return (error, placed) => failureSentence(t, error, placed);
};

/** The message of one field ("/name"), for showing it where it was made. */
export const useFieldMessage = (): ((error: unknown, pointer: string) => string | undefined) => {
  const t = useT();
  return (error, pointer) => {
    const field =
      error instanceof ApiProblem ? error.fields.find((each) => each.pointer === pointer) : undefined;
    return field === undefined ? undefined : fieldSentence(t, field);
  };
};
