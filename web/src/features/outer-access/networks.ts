import { blockOf } from "@/domain/address-block";

export type Network = { block: string; note: string };

/** One block a line, its note behind a space; empty lines are nothing. */
export const networksOf = (text: string): Network[] =>
  text
    .normalize("NFKC")
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .map((line) => {
      const [block = "", ...note] = line.split(/\s+/);
      return { block, note: note.join(" ") };
    });

export const textOf = (networks: Network[]): string =>
  networks.map(({ block, note }) => `${block} ${note}`.trim()).join("\n");

/** The lines that are no address and no block, as they were written. */
export const unreadable = (networks: Network[]): string[] =>
  networks.filter(({ block }) => blockOf(block) === undefined).map(({ block }) => block);
