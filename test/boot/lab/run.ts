import { spawn } from "node:child_process";

export interface RunResult {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command asynchronously, because this process also serves the nodes' packages. */
export function tryRun(
  command: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<RunResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { ...options, stdio: ["pipe", "pipe", "pipe"] });
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (text) => (stdout += text));
    child.stderr.setEncoding("utf8").on("data", (text) => (stderr += text));
    child.once("error", reject);
    child.once("close", (code) => resolve({ status: code ?? 128, stdout, stderr }));
    child.stdin.on("error", () => {}).end(options.input ?? "");
  });
}

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly input?: string;
}

/**
 * Runs a command; returns its standard output.
 *
 * @throws Error with its output if it fails
 */
export async function run(command: string, args: readonly string[], options?: RunOptions): Promise<string> {
  const { status, stdout, stderr } = await tryRun(command, args, options);
  if (status !== 0) {
    throw new Error(
      `${[command, ...args].join(" ")} ended with ${status}: ${stderr.slice(-2000) || stdout.slice(-2000)}`,
    );
  }
  return stdout;
}
