import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { Failure } from "../failure";
import { identify, isRunning } from "../process-identity";

export const projectRoot = path.resolve(__dirname, "..", "..");

/**
 * The folder from which the demo deploys. It has its own cdktf.json for the project's main.ts, which keeps the demo's
 * states separate from those of a real account.
 */
export class Workspace {
  readonly folder: string;

  /** @throws Failure for a folder with other states, which the demo would delete */
  constructor(folder: string) {
    this.folder = path.resolve(folder);
    mkdirSync(this.folder, { recursive: true });
    const others = readdirSync(this.folder).filter((name) => /^cdktf\.json$|\.tfstate/.test(name));
    if (others.length > 0 && !this.isOurs()) {
      throw new Failure(
        `${this.folder} is not a folder of the demo, which would overwrite ${others.join(", ")}; delete the folder, or give an empty one with --folder`,
      );
    }
    // Absolute paths, as the folder may be anywhere.
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

  /** The log of an action on a stack. */
  log(action: "deploy" | "destroy", stack: string): string {
    return this.file(`${action}-${stack}.log`);
  }

  /** Where cdktf writes a stack's Terraform JSON. */
  stackFolder(stack: string): string {
    return this.file(path.join("cdktf.out", "stacks", stack));
  }

  /** Stacks with resources in their state. */
  deployed(): string[] {
    return this.states().filter((stack) => {
      const state = JSON.parse(readFileSync(this.file(`terraform.${stack}.tfstate`), "utf8"));
      return state.resources?.length > 0;
    });
  }

  /** Deletes all states and the synthesized stacks; returns the names of these stacks. */
  forget(): string[] {
    const stacks = this.states();
    for (const name of readdirSync(this.folder).filter((name) => /^terraform\..*\.tfstate/.test(name))) {
      rmSync(this.file(name), { force: true });
    }
    rmSync(this.file("cdktf.out"), { recursive: true, force: true });
    return stacks;
  }

  /**
   * Locks this folder until the returned function is called, or this process ends.
   *
   * @throws Failure if another demo uses the folder
   */
  lock(): () => void {
    const file = this.file("lock.json");
    if (existsSync(file)) {
      const other = JSON.parse(readFileSync(file, "utf8"));
      if (isRunning(other)) {
        throw new Failure(
          `another demo uses ${this.folder} (process ${other.pid}): wait until it ends, or stop it`,
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
