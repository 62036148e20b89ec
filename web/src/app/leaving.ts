// Signing out while the server cannot be reached: the browser forgets at once and ends the session
// as soon as it can; until then nobody goes on with it here.
import { carryCsrf } from "@/api/client";
import { isStatus } from "@/api/problem";
import { currentSession } from "@/api/sign-in";
import { signOut } from "@/api/writes";
import { forgetKept } from "@/domain/kept";

const mark = "tsunagi-leaving";

/** Whether there is a sign-out that the server has not heard of. */
export const isLeaving = (): boolean => localStorage.getItem(mark) !== null;
export const stay = (): void => localStorage.removeItem(mark);

const ended = async (end: () => Promise<void>): Promise<boolean> => {
  try {
    await end();
  } catch (error) {
    if (!isStatus(error, 401)) return false;
  }
  stay();
  return true;
};

export const beginLeaving = async (): Promise<void> => {
  localStorage.setItem(mark, "1");
  forgetKept();
  await ended(signOut);
};

/** False while the server is away. */
export const finishLeaving = (): Promise<boolean> =>
  ended(async () => {
    carryCsrf((await currentSession()).csrf_token);
    await signOut();
  });
