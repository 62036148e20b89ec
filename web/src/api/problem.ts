// A failed request as the server tells it (RFC 9457), or as the network fails it.
export type FieldProblem = {
  pointer: string;
  code: string;
  message: string;
  args: Record<string, string>;
};

export class ApiProblem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly fields: FieldProblem[],
    /** The thing as it is now, when somebody else was quicker (409). */
    readonly current: unknown,
    /** When it may be tried again (429, 503); 0: not said. */
    readonly retryAfterS = 0,
  ) {
    super(message);
    this.name = "ApiProblem";
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;
const text = (value: unknown): string => (typeof value === "string" ? value : "");

const argsOf = (value: unknown): Record<string, string> =>
  Object.fromEntries(
    (Array.isArray(value) ? value : [])
      .filter(isRecord)
      .map((arg) => [text(arg["name"]), text(arg["value"])] as const),
  );

const fieldProblem = (value: unknown): FieldProblem[] =>
  isRecord(value)
    ? [
        {
          pointer: text(value["pointer"]),
          code: text(value["code"]),
          message: text(value["message"]),
          args: argsOf(value["args"]),
        },
      ]
    : [];

export const problemOf = (status: number, body: unknown, retryAfterS = 0): ApiProblem => {
  if (!isRecord(body))
    return new ApiProblem(status, "unreadable", `HTTP ${status}`, [], undefined, retryAfterS);
  const errors = Array.isArray(body["errors"]) ? body["errors"].flatMap(fieldProblem) : [];
  const message = text(body["detail"]) || text(body["title"]) || `HTTP ${status}`;
  return new ApiProblem(status, text(body["code"]), message, errors, body["current"], retryAfterS);
};

export const offline = (): ApiProblem => new ApiProblem(0, "offline", "offline", [], undefined);

export const isStatus = (error: unknown, status: number): error is ApiProblem =>
  error instanceof ApiProblem && error.status === status;
