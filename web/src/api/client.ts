import createClient from "openapi-fetch";
import { offline, problemOf, type ApiProblem } from "./problem";
import type { paths } from "./schema";
import { proveAgain, wantsProof } from "./step-up";

// What every request carries beside its own parameters; set at sign-in and when the language changes.
const carried = { csrf: "", language: "ja" };

export const carryCsrf = (token: string): void => {
  carried.csrf = token;
};
export const carryLanguage = (language: string): void => {
  carried.language = language;
};

const safe = (method: string): boolean => method === "GET" || method === "HEAD";

export const carriedHeaders = (method: string): Record<string, string> => ({
  "Accept-Language": carried.language,
  ...(safe(method) || carried.csrf === "" ? {} : { "X-CSRF-Token": carried.csrf }),
});

const network = async (request: Request): Promise<Response> => {
  try {
    return await fetch(request);
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw offline();
  }
};

/** One request. Where the server wants a fresh proof of who asks, she gives it and it is repeated. */
export const send = async (request: Request): Promise<Response> => {
  const again = request.clone();
  const response = await network(request);
  if (!(await wantsProof(response)) || !(await proveAgain())) return response;
  if (!safe(again.method)) again.headers.set("X-CSRF-Token", carried.csrf);
  return network(again);
};

export const refusalOf = async (response: Response): Promise<ApiProblem> =>
  problemOf(
    response.status,
    await response.json().catch(() => undefined),
    Number(response.headers.get("Retry-After")) || 0,
  );

export const api = createClient<paths>({
  baseUrl: window.location.origin,
  fetch: send,
  credentials: "same-origin",
  // Lists in a query are one value with commas, as the document says.
  querySerializer: { array: { style: "form", explode: false } },
});

api.use({
  onRequest: ({ request }) => {
    for (const [name, value] of Object.entries(carriedHeaders(request.method)))
      request.headers.set(name, value);
    return request;
  },
  onResponse: async ({ response }) => {
    if (!response.ok) throw await refusalOf(response);
    return undefined;
  },
});

/** The body of an answer; failures have already been thrown as ApiProblem. */
export const body = async <T>(answer: Promise<{ data?: T; response: Response }>): Promise<T> => {
  const { data, response } = await answer;
  if (data === undefined) throw problemOf(response.status, undefined);
  return data;
};

export const ifMatch = (version: number): Record<string, string> => ({ "If-Match": `"${version}"` });
export const onceOnly = (key: string = crypto.randomUUID()): Record<string, string> => ({
  "Idempotency-Key": key,
});
