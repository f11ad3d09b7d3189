import { type ChildProcess, spawn } from "node:child_process";
import { createWriteStream, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** The children of a process, by their numbers; none where it has ended. */
function children(pid: number): number[] {
  try {
    const text = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8");
    return text.trim().split(" ").filter(Boolean).map(Number);
  } catch {
    return [];
  }
}

/** A program that is started again where it ends, as systemd would. Its children end with it all the same. */
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
    // The shell is what systemd is on a node: it outlives the program, starts it again and collects orphans.
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

  /** The process itself, by its number in these namespaces; undefined while it does not run. */
  private get pid(): number | undefined {
    const [shell] = children(this.child.pid!);
    // The shell knows its number in namespaces within these.
    const inner = readFileSync(join(this.folder, "pid"), "utf8").trim();
    const numbers = (pid: number) =>
      /^NSpid:(.*)$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))![1]!.trim();
    return shell === undefined
      ? undefined
      : children(shell).find((pid) => numbers(pid).split("\t").at(-1) === inner);
  }

  /** Kills the program and lets it start again, at once or when it is told to. */
  kill({ signal = "SIGKILL", stay = false }: { signal?: NodeJS.Signals; stay?: boolean } = {}): void {
    if (stay) writeFileSync(join(this.folder, "stopped"), "");
    const { pid } = this;
    if (pid !== undefined) process.kill(pid, signal);
  }

  /** Whether the program runs now. */
  get runs(): boolean {
    return this.pid !== undefined;
  }

  /** Kills what the program has started and left behind, once it has ended itself. */
  killOrphans(): void {
    const below = (pid: number): number[] => children(pid).flatMap((child) => [child, ...below(child)]);
    const [shell] = children(this.child.pid!);
    for (const pid of shell === undefined ? [] : below(shell)) {
      try {
        process.kill(pid, "SIGKILL");
      } catch {
        // It has ended by itself.
      }
    }
  }

  goOn(): void {
    rmSync(join(this.folder, "stopped"), { force: true });
  }

  /** Ends it with all that it has started. */
  async end(): Promise<void> {
    if (this.ended) return;
    this.ended = true;
    const gone = new Promise((resolve) => this.child.once("exit", resolve));
    this.child.kill("SIGKILL");
    await gone;
  }

  /** The last lines that it has written. */
  get lastWords(): string {
    return readFileSync(this.log, "utf8").split("\n").slice(-40).join("\n");
  }
}
