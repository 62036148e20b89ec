import { ApiProblem } from "@/api/problem";

const either = " or ";

/** A problem whose arguments name fields of an import ("customer.key or phone.number"), by their labels. */
export const withFieldLabels = (error: unknown, labelOf: (name: string) => string, or: string): unknown => {
  if (!(error instanceof ApiProblem)) return error;
  const named = (value: string): string => value.split(either).map(labelOf).join(or);
  const fields = error.fields.map((field) => ({
    ...field,
    args: Object.fromEntries(Object.entries(field.args).map(([name, value]) => [name, named(value)])),
  }));
  return new ApiProblem(error.status, error.code, error.message, fields, error.current);
};
