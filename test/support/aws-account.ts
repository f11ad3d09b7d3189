import { execFileSync } from "node:child_process";
import { rmSync } from "node:fs";
import path from "node:path";
import {
  type Emulator,
  type EmulatorOptions,
  emulatorEnvironment,
  startEmulator,
  stopEmulator,
} from "../../tools/emulator";
import { Processes } from "../../tools/processes";
import { type VirtualEnvironment, virtualEnvironment } from "../../tools/virtual-environment";

export const projectRoot = path.resolve(__dirname, "..", "..");

/** Returns the path of a folder for a test in .cache, and deletes its old content. */
export function freshFolder(name: string): string {
  const folder = path.join(projectRoot, ".cache", "acceptance", name);
  rmSync(folder, { recursive: true, force: true });
  return folder;
}

/** The emulator's virtual environment, which is created if missing. */
export const emulatorPackages = (): Promise<VirtualEnvironment> =>
  virtualEnvironment(path.join(projectRoot, ".cache", "venv"), new Processes());

/** The resources of an account: ids by type. */
export type Inventory = Readonly<Record<string, readonly string[]>>;

/** An account on a separate emulator, which ends with the test process. */
export class AwsAccount {
  private constructor(
    private readonly folder: string,
    private readonly emulator: Emulator,
    private readonly environment: VirtualEnvironment,
  ) {}

  static async open(folder: string, options: EmulatorOptions = {}): Promise<AwsAccount> {
    const environment = await emulatorPackages();
    const emulator = await startEmulator(folder, environment, { staysUp: false, ...options });
    return new AwsAccount(folder, emulator, environment);
  }

  get endpoint(): string {
    return this.emulator.endpoint;
  }

  /** Runs a Python program with boto3, and parses its output as JSON. */
  python<Result>(args: readonly string[]): Result {
    const env = emulatorEnvironment(this.endpoint);
    return JSON.parse(execFileSync(this.environment.python, args, { env, encoding: "utf8" }));
  }

  inventory(): Inventory {
    return this.python([path.join(__dirname, "inventory.py")]);
  }

  async close(): Promise<void> {
    await stopEmulator(this.folder, this.emulator);
  }
}
