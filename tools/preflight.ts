import { spawnSync } from "node:child_process";
import semver from "semver";

/** A program that a tool of this project requires. */
export type Need = "python" | "terraform";

/** Returns the output of a command, or `undefined` if it is missing or fails. */
export type Probe = (command: string, args: readonly string[]) => string | undefined;

/** moto's dependencies require 3.10 (`Requires-Python`). */
const python = { least: "3.10.0", command: "python3" };

/** 1.7 introduced `removed` blocks, which remove a retained volume from the state without destroying it. */
const terraform = { least: "1.7.0", site: "https://developer.hashicorp.com/terraform/install" };

// Debian's python3 lacks ensurepip, which is in python3-venv.
const pythonProbe = "import venv, ensurepip, platform; print(platform.python_version())";

/** Checks the required programs; returns an error message for each missing one. For Node.js see `node-version.js`. */
export function missingTools(needs: readonly Need[], probe: Probe = run): string[] {
  const check = { python: checkPython, terraform: checkTerraform };
  return needs.flatMap((need) => check[need](probe) ?? []);
}

function checkPython(probe: Probe): string | undefined {
  const version = semver.coerce(
    probe(python.command, ["-c", "import platform; print(platform.python_version())"]),
  );
  if (!version) {
    return `${python.command} is not installed: install Python ${short(python.least)} or newer with its venv module, in which the AWS emulator runs`;
  }
  if (semver.lt(version, python.least)) {
    return `python ${version} is too old: install Python ${short(python.least)} or newer, which the AWS emulator needs`;
  }
  if (probe(python.command, ["-c", pythonProbe]) === undefined) {
    return `python ${version} has no venv module: install it (Debian, Ubuntu: \`apt install python3-venv\`), the AWS emulator needs a virtual environment`;
  }
  return undefined;
}

function checkTerraform(probe: Probe): string | undefined {
  const answer = probe("terraform", ["version", "-json"]);
  if (answer === undefined) {
    return `terraform is not installed: install Terraform ${short(terraform.least)} or newer (${terraform.site}), which does the deploying`;
  }
  const version = semver.coerce(answer.match(/"terraform_version":\s*"([^"]+)"/)?.[1]);
  if (!version) {
    return `\`terraform version -json\` names no version: install Terraform ${short(terraform.least)} or newer (${terraform.site})`;
  }
  if (semver.lt(version, terraform.least)) {
    return `terraform ${version} is too old: install Terraform ${short(terraform.least)} or newer (${terraform.site})`;
  }
  return undefined;
}

/** `1.7.0` as `1.7`. */
function short(version: string): string {
  return version.replace(/\.0$/, "");
}

function run(command: string, args: readonly string[]): string | undefined {
  const { status, stdout, error } = spawnSync(command, args, {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
    env: { ...process.env, CHECKPOINT_DISABLE: "1" },
  });
  return error || status !== 0 ? undefined : stdout;
}
