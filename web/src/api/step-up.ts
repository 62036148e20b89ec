// Some requests want a fresh proof of who asks. Whoever can ask the person for it says so here.
type Asker = () => Promise<boolean>;

const proof: { ask: Asker | undefined; asked: Promise<boolean> | undefined } = {
  ask: undefined,
  asked: undefined,
};

/** `ask` resolves to false when she would rather not. Returns what takes it back. */
export const proveBy = (ask: Asker): (() => void) => {
  proof.ask = ask;
  return () => {
    if (proof.ask === ask) proof.ask = undefined;
  };
};

/** Several requests at once wait for one answer. */
export const proveAgain = async (): Promise<boolean> => {
  if (proof.asked === undefined) {
    proof.asked = (proof.ask?.() ?? Promise.resolve(false)).finally(() => {
      proof.asked = undefined;
    });
  }
  return proof.asked;
};

const codeOf = (body: unknown): unknown =>
  typeof body === "object" && body !== null && "code" in body ? body.code : undefined;

export const wantsProof = async (response: Response): Promise<boolean> => {
  if (response.status !== 403) return false;
  const body: unknown = await response
    .clone()
    .json()
    .catch(() => undefined);
  return codeOf(body) === "step_up_required";
};
