import { spawn } from "node:child_process";

export interface BenchReport {
  readonly complete: number;
  /** Broken connections, and incomplete responses. */
  readonly failed: number;
  /** Responses other than 2xx. */
  readonly refused: number;
}

/** Requests a page continuously with `ab`, until `during` has finished. */
export async function bench(options: readonly string[], during: () => Promise<void>): Promise<BenchReport> {
  const limits = ["-q", "-l", "-r", "-t", "600", "-n", "10000000", "-c", "4"];
  const child = spawn("ab", [...limits, ...options], { stdio: ["ignore", "pipe", "inherit"] });
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (text) => {
    output += text;
  });
  const ended = new Promise((resolve) => child.once("close", resolve));
  try {
    await during();
  } finally {
    // It prints its report on an interrupt.
    child.kill("SIGINT");
    await ended;
  }
  const number = (name: string) => Number(new RegExp(`^${name}: +(\\d+)`, "m").exec(output)?.[1] ?? 0);
  return {
    complete: number("Complete requests"),
    failed: number("Failed requests"),
    refused: number("Non-2xx responses"),
  };
}
