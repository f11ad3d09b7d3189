import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { Failure } from "../failure";
import { identify, isRunning } from "../process-identity";

/** The root of this project. */
export const projectRoot = path.resolve(__dirname, "..", "..");

/**
 * The folder from which the demo deploys. It has a cdktf.json of its own for the project's main.ts, so the states
 * of the demo lie here and never beside the states of a real account.
 */
export class Workspace {
  readonly folder: string;

  /** @throws Failure for a folder that holds somebody else's states: the demo forgets those that it finds */
  constructor(folder: string) {
    this.folder = path.resolve(folder);
    mkdirSync(this.folder, { recursive: true });
    const others = readdirSync(this.folder).filter((name) => /^cdktf\.json$|\.tfstate/.test(name));
    if (others.length > 0 && !this.isOurs()) {
      throw new Failure(
        `${this.folder} is not the demo's: it has ${others.join(", ")}, which the demo would overwrite; remove it, or name an empty folder with --folder`,
      );
    }
    // By absolute paths: the folder may be anywhere.
    const app = [process.execPath, "--import", pathToFileURL(require.resolve("tsx")).href, this.main];
    const config = { language: "typescript", app: app.map(quote).join(" "), sendCrashReports: "false" };
    writeFileSync(this.file("cdktf.json"), `${JSON.stringify(config, undefined, 2)}\n`);
  }

  /** The app that is deployed. */
  get main(): string {
    return path.join(projectRoot, "main.ts");
  }

  file(name: string): string {
    return path.join(this.folder, name);
  }

  /** The log of what is done to a stack now. */
  log(action: "deploy" | "destroy", stack: string): string {
    return this.file(`${action}-${stack}.log`);
  }

  /** Where cdktf writes a stack's Terraform JSON. */
  stackFolder(stack: string): string {
    return this.file(path.join("cdktf.out", "stacks", stack));
  }

  /** Stacks of which there is anything in a state. */
  deployed(): string[] {
    return this.states().filter((stack) => {
      const state = JSON.parse(readFileSync(this.file(`terraform.${stack}.tfstate`), "utf8"));
      return state.resources?.length > 0;
    });
  }

  /** Throws away all states, and what was synthesized for them; the stacks that were there. */
  forget(): string[] {
    const stacks = this.states();
    for (const name of readdirSync(this.folder).filter((name) => /^terraform\..*\.tfstate/.test(name))) {
      rmSync(this.file(name), { force: true });
    }
    rmSync(this.file("cdktf.out"), { recursive: true, force: true });
    return stacks;
  }

  /**
   * Keeps other demos out of this folder until the returned function is called, or this process ends.
   *
   * @throws Failure where another demo is at work here
   */
  lock(): () => void {
    const file = this.file("lock.json");
    if (existsSync(file)) {
      const other = JSON.parse(readFileSync(file, "utf8"));
      if (isRunning(other)) {
        throw new Failure(
          `another demo is at work in ${this.folder} (process ${other.pid}): wait for its end, or end it`,
        );
      }
    }
    writeFileSync(file, JSON.stringify(identify(process.pid)));
    return () => rmSync(file, { force: true });
  }

  private isOurs(): boolean {
    try {
      return JSON.parse(readFileSync(this.file("cdktf.json"), "utf8")).app.includes(this.main);
    } catch {
      return false;
    }
  }

  private states(): string[] {
    return readdirSync(this.folder).flatMap((name) => name.match(/^terraform\.(.+)\.tfstate$/)?.[1] ?? []);
  }
}

function quote(word: string): string {
  return /[^\w@%+=:,./-]/.test(word) ? JSON.stringify(word) : word;
}
