import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** A process and when it started: an id alone may by now be another program's. */
export interface ProcessIdentity {
  readonly pid: number;
  /** Clock ticks since boot on Linux, the start date elsewhere; only ever compared. */
  readonly started: string;
}

/** The identity of a running process, `undefined` where there is none with this id. */
export function identify(pid: number): ProcessIdentity | undefined {
  try {
    const started =
      process.platform === "linux"
        ? startTicks(readFileSync(`/proc/${pid}/stat`, "utf8"))
        : execFileSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" }).trim();
    return started ? { pid, started } : undefined;
  } catch {
    return undefined;
  }
}

/** The name of the program that a process runs, `undefined` where there is no such process. */
export function commandName(pid: number): string | undefined {
  try {
    return process.platform === "linux"
      ? readFileSync(`/proc/${pid}/comm`, "utf8").trimEnd()
      : path.basename(execFileSync("ps", ["-o", "comm=", "-p", String(pid)], { encoding: "utf8" }).trim());
  } catch {
    return undefined;
  }
}

/** Whether this very process still runs. */
export function isRunning({ pid, started }: ProcessIdentity): boolean {
  return identify(pid)?.started === started;
}

/** Ends this very process, with force where five seconds are not enough; does nothing when it is gone. */
export async function endProcess(process: ProcessIdentity): Promise<void> {
  for (const signal of ["SIGTERM", "SIGKILL"] as const) {
    if (isRunning(process)) {
      send(process.pid, signal);
    }
    for (let waited = 0; isRunning(process) && waited < 5000; waited += 50) {
      await sleep(50);
    }
  }
}

/** Sends a signal; a process that is gone already is no error. */
export function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") {
      throw error;
    }
  }
}

// proc(5): field 22; the second one, the name in parentheses, may hold blanks and parentheses itself.
// A zombie (state Z) has ended and only waits for its parent.
function startTicks(stat: string): string | undefined {
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return fields[0] === "Z" ? undefined : fields[19];
}
