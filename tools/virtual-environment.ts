import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Failure } from "./failure";
import type { Processes } from "./processes";

const emulatorRequirements = path.join(__dirname, "requirements.txt");

/** The programs of a Python virtual environment. */
export interface VirtualEnvironment {
  /** The interpreter. */
  readonly python: string;
}

/**
 * The project's own virtual environment with the packages of a requirements file; made when it is not there, not
 * complete, or of other requirements.
 *
 * @param requirements by default those of the AWS emulator
 * @throws Failure where pip fails, with the name of its log
 */
export async function virtualEnvironment(
  folder: string,
  processes: Processes,
  requirements = emulatorRequirements,
): Promise<VirtualEnvironment> {
  const found = { python: path.resolve(folder, "bin", "python") };

  // Written last, so an environment that was cut off half-way is made anew. The folder is part of it: programs
  // in a virtual environment name their interpreter by its absolute path.
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
      throw new Failure(`the virtual environment ${folder} could not be made (log: ${log}):\n${last}`);
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
