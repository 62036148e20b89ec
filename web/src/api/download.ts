import { carriedHeaders, refusalOf, send } from "./client";

const nameOf = (response: Response, fallback: string): string =>
  /filename="([^"]+)"/.exec(response.headers.get("content-disposition") ?? "")?.[1] ?? fallback;

/**
 * Fetches a file and hands it to the person; a refusal is thrown, which a plain link would hide. Answers
 * what the file is called.
 */
export const download = async (path: string, fallback: string): Promise<string> => {
  const response = await send(
    new Request(path, { headers: carriedHeaders("GET"), credentials: "same-origin" }),
  );
  if (!response.ok) throw await refusalOf(response);
  const address = URL.createObjectURL(await response.blob());
  const link = document.createElement("a");
  link.href = address;
  const name = nameOf(response, fallback);
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
  return name;
};

/** An export says why it is made; the reason stands in the trail. */
export const withReason = (path: string, reason: string): string =>
  `${path}${path.includes("?") ? "&" : "?"}reason=${encodeURIComponent(reason)}`;
