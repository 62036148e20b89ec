import type { Choice } from "@/api/types";

/**
 * The results of a conversation, to choose from. A call that was given up before anybody answered is
 * none: only a telephone's log tells it, and nobody saves it but in the record that has it already.
 */
export const resultsOfTalk = (results: Choice[], told = ""): Choice[] =>
  results.filter(({ code }) => code !== "abandoned" || told === "abandoned");
