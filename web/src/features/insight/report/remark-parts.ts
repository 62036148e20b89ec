// A remark that names another analysis leads to it.
import type { CatalogueEntry } from "@/api/types";

export type RemarkPart = { text: string; analysis?: string };

const quoted = /「([^「」]+)」|"([^"]+)"/g;

/** Titles in quotation marks with the analysis they are of; the marks stay around them. */
export const remarkParts = (
  remark: string,
  catalogue: readonly Pick<CatalogueEntry, "name" | "title">[],
): RemarkPart[] => {
  const parts: RemarkPart[] = [];
  let done = 0;
  for (const match of remark.matchAll(quoted)) {
    const title = match[1] ?? match[2] ?? "";
    const entry = catalogue.find((each) => each.title === title);
    if (entry === undefined) continue;
    const from = match.index + 1;
    parts.push({ text: remark.slice(done, from) }, { text: title, analysis: entry.name });
    done = from + title.length;
  }
  parts.push({ text: remark.slice(done) });
  return parts;
};
