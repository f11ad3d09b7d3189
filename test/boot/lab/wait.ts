import { setTimeout as sleep } from "node:timers/promises";

/**
 * Polls until there is a result.
 *
 * @param what description for the error
 * @param look returns undefined or false, or throws, if there is no result yet
 * @throws Error on a timeout, with the last error
 */
export async function waitFor<T>(
  what: string,
  seconds: number,
  look: () => Promise<T | undefined | false>,
): Promise<T> {
  const deadline = Date.now() + seconds * 1000;
  let reason = "";
  for (;;) {
    try {
      const found = await look();
      if (found !== undefined && found !== false) return found;
      reason = "";
    } catch (error) {
      reason = `: ${(error as Error).message}`;
    }
    if (Date.now() > deadline) throw new Error(`timed out after ${seconds} s: ${what}${reason}`);
    await sleep(500);
  }
}
