import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** A process id with its start time, as the system reuses ids. */
export interface ProcessIdentity {
  readonly pid: number;
  /** Clock ticks since boot on Linux, the start date elsewhere. */
  readonly started: string;
}

/** The identity of a running process, or `undefined`. */
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

/** The program name of a process, or `undefined`. */
export function commandName(pid: number): string | undefined {
  try {
    return process.platform === "linux"
      ? readFileSync(`/proc/${pid}/comm`, "utf8").trimEnd()
      : path.basename(execFileSync("ps", ["-o", "comm=", "-p", String(pid)], { encoding: "utf8" }).trim());
  } catch {
    return undefined;
  }
}

/** Whether the process still runs. */
export function isRunning({ pid, started }: ProcessIdentity): boolean {
  return identify(pid)?.started === started;
}

/** Terminates a process, after five seconds with SIGKILL. Does nothing if it has ended. */
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

/** Sends a signal. Ignores a process that has ended. */
export function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") {
      throw error;
    }
  }
}

// proc(5): field 22. The second field, the name in parentheses, may contain blanks and parentheses.
// A zombie (state Z) has ended.
function startTicks(stat: string): string | undefined {
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return fields[0] === "Z" ? undefined : fields[19];
}
