// Which refused reads are tried again, and when. A refusal stays one; the network and a server that is
// busy, or that says when there is enough again, are asked once more.
import { ApiProblem } from "./problem";

const mostTries = 2;
const longestWaitS = 30;

export const triesAgain = (failed: number, error: Error): boolean => {
  if (failed >= mostTries) return false;
  if (!(error instanceof ApiProblem) || error.status === 0 || error.status === 503) return true;
  return error.status === 429 && error.retryAfterS > 0 && error.retryAfterS <= longestWaitS;
};

/** As long as the server says, else 1 s, 2 s … */
export const againAfterMs = (failed: number, error: Error): number =>
  error instanceof ApiProblem && error.retryAfterS > 0 ? error.retryAfterS * 1000 : 1000 * 2 ** failed;
