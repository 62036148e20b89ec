// A failed request as the server tells it (RFC 9457), or as the network fails it.
export type FieldProblem = { pointer: string; code: string; message: string };

export class ApiProblem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly fields: FieldProblem[],
    /** The thing as it is now, when somebody else was quicker (409). */
    readonly current: unknown,
  ) {
    super(message);
    this.name = "ApiProblem";
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;
const text = (value: unknown): string => (typeof value === "string" ? value : "");

const fieldProblem = (value: unknown): FieldProblem[] =>
  isRecord(value)
    ? [{ pointer: text(value["pointer"]), code: text(value["code"]), message: text(value["message"]) }]
    : [];

export const problemOf = (status: number, body: unknown): ApiProblem => {
  if (!isRecord(body)) return new ApiProblem(status, "unreadable", `HTTP ${status}`, [], undefined);
  const errors = Array.isArray(body["errors"]) ? body["errors"].flatMap(fieldProblem) : [];
  const message = text(body["detail"]) || text(body["title"]) || `HTTP ${status}`;
  return new ApiProblem(status, text(body["code"]), message, errors, body["current"]);
};

export const offline = (): ApiProblem => new ApiProblem(0, "offline", "offline", [], undefined);

/** The message of one field ("/name"), for showing it where it was made. */
export const fieldMessage = (error: unknown, pointer: string): string | undefined =>
  error instanceof ApiProblem ? error.fields.find((field) => field.pointer === pointer)?.message : undefined;

export const isStatus = (error: unknown, status: number): error is ApiProblem =>
  error instanceof ApiProblem && error.status === status;
