import { SingleBar } from "cli-progress";

/** The progress of a deployment, from Terraform's output. */
export class ApplyProgress {
  /** Planned actions; `undefined` before the plan. */
  total: number | undefined;
  /** Completed actions. */
  done = 0;

  /** Parses a line of Terraform's output; returns whether the numbers changed. */
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

/** Shows a progress bar, or a line every ten seconds if the output is not a terminal. */
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
