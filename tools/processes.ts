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
  /** Everything printed goes to the end of this file, without colours. @default no file */
  readonly log?: string;
  /** Called with every line printed, without colours. */
  readonly onLine?: (line: string) => void;
}

/**
 * Commands run one after the other, each of which may start any number of processes of its own (cdktf starts
 * Terraform on a pseudo-terminal in a session of its own, Terraform its providers), and the means to end every
 * one of them: all inherit an environment variable with this object's own mark.
 */
export class Processes {
  private readonly mark = randomUUID();
  private readonly handlesSignals: boolean;
  private current: number | undefined;
  private ending = false;

  /**
   * @param options.handlesSignals whether the program calls {@link end} at a signal: a terminal's Ctrl-C then reaches
   *   it alone, and it passes one interrupt on, not two. Terraform takes a second one as "exit now, and leave the
   *   state as it is". Otherwise a Ctrl-C reaches what runs directly.
   */
  constructor({ handlesSignals = false } = {}) {
    this.handlesSignals = handlesSignals;
  }

  /**
   * Runs a command to its end; its exit code, 128 where a signal ended it.
   *
   * @throws Failure after {@link end}: nothing new is started then
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
   * Ends all that was started here: an interrupt first, so that Terraform finishes what it is at and writes its
   * state, then, after the grace, the end of whatever is left.
   *
   * @param grace milliseconds
   */
  async end(grace: number): Promise<void> {
    this.ending = true;
    // Not cdktf: at an interrupt it leaves at once, and closes the terminal under Terraform's feet. Once Terraform
    // has ended, cdktf ends too.
    const terraform = (await this.alive()).filter((pid) => commandName(pid) === "terraform");
    for (const pid of terraform.length > 0 ? terraform : [this.current ?? []].flat()) {
      send(pid, "SIGINT");
    }
    const deadline = Date.now() + grace;
    while ((await this.alive()).length > 0 && Date.now() < deadline) {
      await sleep(100);
    }
    // What is ended may just have started something: until there is nothing.
    for (let left = await this.alive(); left.length > 0; left = await this.alive()) {
      for (const pid of left) {
        send(pid, "SIGKILL");
      }
      await sleep(50);
    }
  }

  /** Ids of the processes that were started here, or by one of those, and still run. */
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
        return false; // ended meanwhile, or another user's
      }
    })
    .map(Number);
}
