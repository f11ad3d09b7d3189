import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Failure } from "./failure";
import type { Processes } from "./processes";

const emulatorRequirements = path.join(__dirname, "requirements.txt");

/** A Python virtual environment. */
export interface VirtualEnvironment {
  /** Path of the interpreter. */
  readonly python: string;
}

/**
 * Returns a virtual environment with the packages of a requirements file; creates it if it is missing, incomplete, or
 * has other requirements.
 *
 * @throws Failure if pip fails, with the path of its log
 */
export async function virtualEnvironment(
  folder: string,
  processes: Processes,
  requirements = emulatorRequirements,
): Promise<VirtualEnvironment> {
  const found = { python: path.resolve(folder, "bin", "python") };

  // Written last, as an incomplete environment must be recreated. Includes the folder, because an environment's programs
  // have the absolute path of their interpreter.
  const stamp = path.join(folder, ".complete");
  const wanted = createHash("sha256")
    .update(readFileSync(requirements))
    .update(path.resolve(folder))
    .digest("hex");
  if (read(stamp) === wanted) {
    return found;
  }
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(path.dirname(folder), { recursive: true });
  const log = `${folder}.log`;
  writeFileSync(log, "");
  const steps: [string, string[]][] = [
    ["python3", ["-m", "venv", folder]],
    [found.python, ["-m", "pip", "install", "--no-input", "--disable-pip-version-check", "-r", requirements]],
  ];
  for (const [command, args] of steps) {
    const code = await processes.run({ command, args, cwd: path.dirname(folder), env: process.env, log });
    if (code !== 0) {
      const last = read(log)?.trim().split("\n").slice(-5).join("\n");
      throw new Failure(`cannot create the virtual environment ${folder} (log: ${log}):\n${last}`);
    }
  }
  writeFileSync(stamp, wanted);
  return found;
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
