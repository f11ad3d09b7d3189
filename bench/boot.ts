import { mkdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { Failure } from "../tools/failure";
import { Processes } from "../tools/processes";
import type { Measurement } from "./measurement";
import { benchFolder, projectRoot } from "./settings";

interface Seconds {
  readonly cloudInit: number;
  readonly ready: number;
}

/** Seconds that cloud-init works on an agent's first boot from a baked image, over those from the plain one, in the boot lab. */
export async function bootMeasurements(): Promise<Measurement[]> {
  const results = path.join(projectRoot, ".cache", "boot", "baked-seconds.json");
  rmSync(results, { force: true });
  mkdirSync(benchFolder, { recursive: true });
  const log = path.join(benchFolder, "boot.log");
  const code = await new Processes().run({
    command: "bash",
    args: ["test/boot/run.sh", "--testPathPatterns", "baked"],
    cwd: projectRoot,
    env: process.env,
    log,
  });
  if (code !== 0) throw new Failure(`the boot lab ended with ${code}, see ${log}`);
  const measured = read(results);
  if (measured === undefined) {
    console.error(`- the boot lab skips itself on this machine, see ${log}`);
    return [];
  }
  const { plain, baked } = measured;
  const against = "the same agent without a baked image";
  const unit = "s";
  return [
    {
      name: "cloud-init's work on a first boot",
      unit,
      ours: baked.cloudInit,
      baseline: plain.cloudInit,
      against,
      limit: 0.75,
    },
    { name: "first boot until all services answer", unit, ours: baked.ready, baseline: plain.ready, against },
  ];
}

function read(file: string): Record<"plain" | "baked", Seconds> | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}
