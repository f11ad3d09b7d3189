import { SingleBar } from "cli-progress";

/** How far a deploy is, read off Terraform's own lines. */
export class ApplyProgress {
  /** Actions that the plan announced; `undefined` before the plan. */
  total: number | undefined;
  /** Actions that are complete. */
  done = 0;

  /** Takes a line of Terraform's output; whether it changed the numbers. */
  feed(line: string): boolean {
    const plan = line.match(/Plan: (.*\d+ to destroy)/);
    if (plan?.[1]) {
      this.total = [...plan[1].matchAll(/(\d+) to (?:add|change|destroy)/g)].reduce(
        (sum, [, n]) => sum + Number(n),
        0,
      );
      return true;
    }
    if (/: (Creation|Modifications|Destruction) complete after /.test(line)) {
      this.done += 1;
      return true;
    }
    return false;
  }
}

/**
 * A progress bar over a deploy; where the output is no terminal, a line every ten seconds.
 * Returns what takes Terraform's lines, and what ends the bar.
 */
export function progressBar(): { readonly onLine: (line: string) => void; readonly stop: () => void } {
  const progress = new ApplyProgress();
  const bar = new SingleBar({
    format: "  {bar} {value}/{total} resources, {duration_formatted}",
    stream: process.stdout,
    barsize: 30,
    barCompleteChar: "=",
    barIncompleteChar: " ",
    clearOnComplete: true,
    noTTYOutput: true,
    notTTYSchedule: 10_000,
  });
  let started = false;
  return {
    onLine(line) {
      if (!progress.feed(line) || !progress.total) {
        return;
      }
      if (!started) {
        started = true;
        bar.start(progress.total, 0);
      }
      bar.update(progress.done);
    },
    stop() {
      if (started) {
        bar.stop();
      }
    },
  };
}
