import { setTimeout as sleep } from "node:timers/promises";

/**
 * Waits until a condition is met; returns the seconds that this took.
 *
 * @throws Error on a timeout, with the last error
 */
export async function until(
  description: string,
  seconds: number,
  condition: () => Promise<boolean> | boolean,
  pause = 200,
): Promise<number> {
  const start = Date.now();
  let reason = "";
  for (;;) {
    try {
      if (await condition()) return (Date.now() - start) / 1000;
      reason = "";
    } catch (error) {
      reason = `: ${(error as Error).message}`;
    }
    if (Date.now() - start > seconds * 1000)
      throw new Error(`timed out after ${seconds} s: ${description}${reason}`);
    await sleep(pause);
  }
}
