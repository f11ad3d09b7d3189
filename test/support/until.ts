import { setTimeout as sleep } from "node:timers/promises";

/**
 * Waits until something is so, and gives the seconds that took.
 *
 * @throws Error when the time is over, with the last thing that was in the way
 */
export async function until(
  what: string,
  seconds: number,
  look: () => Promise<boolean> | boolean,
  pause = 200,
): Promise<number> {
  const start = Date.now();
  let reason = "";
  for (;;) {
    try {
      if (await look()) return (Date.now() - start) / 1000;
      reason = "";
    } catch (error) {
      reason = `: ${(error as Error).message}`;
    }
    if (Date.now() - start > seconds * 1000) throw new Error(`not within ${seconds} s: ${what}${reason}`);
    await sleep(pause);
  }
}
