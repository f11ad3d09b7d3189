import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { createWriteStream, readdirSync, readFileSync } from "node:fs";
import { devNull } from "node:os";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { stripVTControlCharacters } from "node:util";
import pidtree from "pidtree";
import { Failure } from "./failure";
import { commandName, send } from "./process-identity";

export interface Command {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** A file to which the output is appended, without colours. @default none */
  readonly log?: string;
  /** Called with each line of output, without colours. */
  readonly onLine?: (line: string) => void;
}

/**
 * Runs commands sequentially, and ends them with all their descendants (cdktf starts Terraform in a separate session,
 * Terraform its providers), which inherit an environment variable with a unique mark.
 */
export class Processes {
  private readonly mark = randomUUID();
  private readonly handlesSignals: boolean;
  private current: number | undefined;
  private ending = false;

  /**
   * @param options.handlesSignals whether the program calls {@link end} on a signal. Commands then do not receive a
   *   terminal's Ctrl-C directly: at a second interrupt, Terraform would exit without writing its state.
   */
  constructor({ handlesSignals = false } = {}) {
    this.handlesSignals = handlesSignals;
  }

  /**
   * Runs a command; returns its exit code, 128 after a signal.
   *
   * @throws Failure after {@link end}
   */
  async run(request: Command): Promise<number> {
    if (this.ending) {
      throw new Failure("interrupted");
    }
    const log = createWriteStream(request.log ?? devNull, { flags: "a" });
    log.write(`$ ${[request.command, ...request.args].join(" ")}\n`);
    const child = spawn(request.command, request.args, {
      cwd: request.cwd,
      env: { ...request.env, [markName]: this.mark },
      detached: this.handlesSignals,
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.current = child.pid;
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on("line", (line) => {
        const plain = stripVTControlCharacters(line);
        log.write(`${plain}\n`);
        request.onLine?.(plain);
      });
    }
    try {
      return await new Promise<number>((resolve, reject) => {
        child.once("error", reject);
        child.once("close", (code) => resolve(code ?? 128));
      });
    } finally {
      this.current = undefined;
      await new Promise((resolve) => log.end(resolve));
    }
  }

  /**
   * Ends all processes: first with an interrupt, so that Terraform finishes its operations and writes its state, then
   * with SIGKILL.
   *
   * @param grace milliseconds in between
   */
  async end(grace: number): Promise<void> {
    this.ending = true;
    // Not cdktf, which would exit immediately and close Terraform's terminal. It ends after Terraform.
    const terraform = (await this.alive()).filter((pid) => commandName(pid) === "terraform");
    for (const pid of terraform.length > 0 ? terraform : [this.current ?? []].flat()) {
      send(pid, "SIGINT");
    }
    const deadline = Date.now() + grace;
    while ((await this.alive()).length > 0 && Date.now() < deadline) {
      await sleep(100);
    }
    // Repeated, because a process may have started another before its end.
    for (let left = await this.alive(); left.length > 0; left = await this.alive()) {
      for (const pid of left) {
        send(pid, "SIGKILL");
      }
      await sleep(50);
    }
  }

  /** Ids of the commands' processes and descendants that still run. */
  async alive(): Promise<number[]> {
    if (process.platform === "linux") {
      return marked(`${markName}=${this.mark}`);
    }
    return this.current === undefined ? [] : pidtree(this.current, { root: true }).catch(() => []);
  }
}

const markName = "CDKTF_MESOS_PROCESSES";

function marked(variable: string): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/environ`, "latin1").split("\0").includes(variable);
      } catch {
        return false; // ended, or of another user
      }
    })
    .map(Number);
}
