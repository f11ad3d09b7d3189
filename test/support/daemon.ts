import { type ChildProcess, spawn } from "node:child_process";
import { createWriteStream, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** The ids of a process's children. */
function children(pid: number): number[] {
  try {
    const text = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8");
    return text.trim().split(" ").filter(Boolean).map(Number);
  } catch {
    return [];
  }
}

/** A program that is restarted when it ends, as by systemd. Its descendants end with the object. */
export class Daemon {
  private readonly child: ChildProcess;
  private ended = false;

  private constructor(
    readonly address: string,
    readonly log: string,
    private readonly folder: string,
    command: readonly string[],
    environment: Readonly<Record<string, string>>,
  ) {
    // The shell replaces systemd: it restarts the program and reaps orphans.
    const supervise =
      'while :; do "$@" & echo $! >"$STATE/pid"; wait $!; while [ -e "$STATE/stopped" ]; do sleep 0.2; done; sleep "$PAUSE"; done';
    this.child = spawn(
      "unshare",
      ["--pid", "--fork", "--kill-child=KILL", "--mount-proc", "bash", "-c", supervise, "daemon", ...command],
      {
        env: { PATH: process.env.PATH, HOME: "/root", STATE: folder, PAUSE: "1", ...environment },
        stdio: ["ignore", "pipe", "pipe"],
      },
    );
    const log_ = createWriteStream(log);
    this.child.stdout!.pipe(log_, { end: false });
    this.child.stderr!.pipe(log_, { end: false });
  }

  static start(
    name: string,
    work: string,
    address: string,
    command: readonly string[],
    environment: Readonly<Record<string, string>> = {},
  ): Daemon {
    const folder = join(work, name);
    mkdirSync(folder, { recursive: true });
    return new Daemon(address, join(folder, "log"), folder, command, environment);
  }

  /** The id of the program's process in the outer namespace; undefined while it is not running. */
  private get pid(): number | undefined {
    const [shell] = children(this.child.pid!);
    // The shell knows its id in the inner namespace.
    const inner = readFileSync(join(this.folder, "pid"), "utf8").trim();
    const numbers = (pid: number) =>
      /^NSpid:(.*)$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))![1]!.trim();
    return shell === undefined
      ? undefined
      : children(shell).find((pid) => numbers(pid).split("\t").at(-1) === inner);
  }

  /** Kills the program. It restarts immediately, with `stay` on {@link resume}. */
  kill({ signal = "SIGKILL", stay = false }: { signal?: NodeJS.Signals; stay?: boolean } = {}): void {
    if (stay) writeFileSync(join(this.folder, "stopped"), "");
    const { pid } = this;
    if (pid !== undefined) process.kill(pid, signal);
  }

  get runs(): boolean {
    return this.pid !== undefined;
  }

  /** Kills the remaining descendants of the program after its end. */
  killOrphans(): void {
    const below = (pid: number): number[] => children(pid).flatMap((child) => [child, ...below(child)]);
    const [shell] = children(this.child.pid!);
    for (const pid of shell === undefined ? [] : below(shell)) {
      try {
        process.kill(pid, "SIGKILL");
      } catch {
        // Already ended.
      }
    }
  }

  resume(): void {
    rmSync(join(this.folder, "stopped"), { force: true });
  }

  /** Ends the program and all its descendants. */
  async end(): Promise<void> {
    if (this.ended) return;
    this.ended = true;
    const gone = new Promise((resolve) => this.child.once("exit", resolve));
    this.child.kill("SIGKILL");
    await gone;
  }

  get lastLines(): string {
    return readFileSync(this.log, "utf8").split("\n").slice(-40).join("\n");
  }
}
