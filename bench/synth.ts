import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { inTurn, type Measurement } from "./measurement";
import { benchEnvironment, benchFolder, projectRoot } from "./settings";

const rounds = 7;
const cdktf = require.resolve("cdktf-cli/bundle/bin/cdktf");

/** Time of `cdktf synth` of this project, compared with the empty app of `cdktf init`. */
export async function synthMeasurements(): Promise<Measurement[]> {
  const folders = { ours: projectRoot, baseline: emptyApp() };
  const env = benchEnvironment();
  const medians = await inTurn(["ours", "baseline"], rounds, (side) => {
    const output = path.join(benchFolder, `synth-${side}`);
    rmSync(output, { recursive: true, force: true });
    const began = performance.now();
    execFileSync(process.execPath, [cdktf, "synth", "--output", output], {
      cwd: folders[side],
      env,
      stdio: "pipe",
    });
    const took = (performance.now() - began) / 1000;
    if (!existsSync(path.join(output, "manifest.json"))) {
      throw new Error(`cdktf synth in ${folders[side]} wrote nothing`);
    }
    return took;
  });
  return [
    {
      name: "cdktf synth of this project (ten stacks)",
      unit: "s",
      ...medians,
      against: "the empty app of cdktf init --template=typescript",
      limit: 1,
      runs: rounds,
    },
  ];
}

/** Creates the app of `cdktf init --template=typescript` once. */
function emptyApp(): string {
  const folder = path.join(benchFolder, "empty-app");
  const complete = path.join(folder, "node_modules", ".bench-complete");
  if (existsSync(complete)) {
    return folder;
  }
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  // cdktf treats every CDKTF_… as an option, and `init` rejects unknown ones.
  const env = Object.fromEntries(
    Object.entries(benchEnvironment()).filter(([name]) => !name.startsWith("CDKTF_")),
  );
  const run = (command: string, ...args: string[]) =>
    execFileSync(command, args, { cwd: folder, env, stdio: ["ignore", "pipe", "inherit"] });
  const answers = ["--project-name=empty", "--project-description=empty", "--enable-crash-reporting=false"];
  run(process.execPath, cdktf, "init", "--template=typescript", "--local", ...answers);
  // The template installs the latest TypeScript, but its ts-node does not support 7 and later.
  const { version } = require("typescript/package.json") as { version: string };
  run("npm", "install", "--save-dev", `typescript@${version}`);
  writeFileSync(complete, "");
  return folder;
}
