// Several values in one text of an address: commas between them, and a backslash before a comma that
// belongs to a value, as the server reads them (src/server/call.cpp).

const escaped = (value: string): string => value.replace(/\\(?=[\\,]|$)|,/g, "\\$&");

/** One text of the values. */
export const listText = (values: readonly (string | number)[]): string =>
  values.map((value) => escaped(String(value))).join(",");

/** The values of a text; empty ones are none. */
export const listOf = (text: string | undefined): string[] =>
  [...(text ?? "").matchAll(/(?:\\[\\,]|[^,])+/g)].map(([value]) => value.replace(/\\([\\,])/g, "$1"));
