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

/** A fresh, empty folder for a test under .cache, which git does not see. */
export function freshFolder(name: string): string {
  const folder = path.join(projectRoot, ".cache", "acceptance", name);
  rmSync(folder, { recursive: true, force: true });
  return folder;
}

/** The emulator's own Python, made where there is none yet. */
export const emulatorPackages = (): Promise<VirtualEnvironment> =>
  virtualEnvironment(path.join(projectRoot, ".cache", "venv"), new Processes());

/** What there is in an account, ids by kind. */
export type Inventory = Readonly<Record<string, readonly string[]>>;

/** An account on an emulator of its own, which ends with the tests however they end. */
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

  /** What a Python program with boto3 prints as JSON. */
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
