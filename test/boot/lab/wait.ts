import { setTimeout as sleep } from "node:timers/promises";

/**
 * Waits until something is so, and gives what it was.
 *
 * @param what names it in the error
 * @param look gives undefined or false, or throws, as long as it is not so
 * @throws Error when the time is over, with the last thing that was in the way
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
    if (Date.now() > deadline) throw new Error(`${what} not within ${seconds} s${reason}`);
    await sleep(500);
  }
}
