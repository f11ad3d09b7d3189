import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { BootSeconds } from "../test/boot/lab/boot-seconds";
import { Failure } from "../tools/failure";
import { Processes } from "../tools/processes";
import type { Measurement } from "./measurement";
import { benchFolder, projectRoot } from "./settings";

/** The baseline for boot times: the last commit before the boot lab had a real Mesos. */
const baselineCommit = "3653d4cb";

/** Boot times in the boot lab in seconds, compared with an earlier commit, and with and without a baked image. */
export async function bootMeasurements(): Promise<Measurement[]> {
  const results = path.join(projectRoot, ".cache", "boot", "boot-seconds.json");
  rmSync(results, { force: true });
  mkdirSync(benchFolder, { recursive: true });
  const log = path.join(benchFolder, "boot.log");
  const baseline = checkout();
  const code = await new Processes().run({
    command: "bash",
    args: ["test/boot/run.sh", "--testPathPatterns", "boot-times"],
    cwd: projectRoot,
    env: { ...process.env, ...(baseline ? { CDKTF_MESOS_BOOT_BASELINE: baseline } : {}) },
    log,
  });
  if (baseline) {
    git("worktree", "remove", "--force", baseline);
    rmSync(path.dirname(baseline), { recursive: true, force: true });
  }
  if (code !== 0) throw new Failure(`the boot lab ended with ${code}, see ${log}`);
  if (!existsSync(results)) {
    console.error(`- the boot lab skips itself on this machine, see ${log}`);
    return [];
  }
  return measurements(JSON.parse(readFileSync(results, "utf8")));
}

function measurements({ cluster, agent, baked, baseline }: BootSeconds): Measurement[] {
  const unit = "s";
  const plain = { unit, against: "the same agent without a baked image" };
  const earlier = { unit, against: `the documents of ${baselineCommit}` };
  return [
    ...(baseline
      ? [
          {
            ...earlier,
            name: "boot of the seven machines of hands-on until a master leads",
            ours: cluster.leader,
            baseline: baseline.cluster.leader,
          },
          {
            ...earlier,
            name: "until their agents are registered",
            ours: cluster.registered,
            baseline: baseline.cluster.registered,
          },
          {
            ...earlier,
            name: "until their Marathon is registered",
            ours: cluster.marathon,
            baseline: baseline.cluster.marathon,
          },
          {
            ...earlier,
            name: "boot of a single agent until it is registered",
            ours: agent.registered,
            baseline: baseline.agent.registered,
          },
        ]
      : []),
    {
      ...plain,
      name: "cloud-init's time at the first boot of an agent from a baked image",
      ours: baked.cloudInit,
      baseline: agent.cloudInit,
      limit: 0.75,
    },
    {
      ...plain,
      name: "that boot until the agent is registered",
      ours: baked.registered,
      baseline: agent.registered,
    },
  ];
}

const git = (...args: string[]) => spawnSync("git", args, { cwd: projectRoot, encoding: "utf8" });

/** Checks out the baseline commit; undefined if this clone does not have it. */
function checkout(): string | undefined {
  const folder = path.join(mkdtempSync(path.join(tmpdir(), "cdktf-mesos-")), "baseline");
  git("worktree", "prune");
  const made = git("worktree", "add", "--detach", folder, baselineCommit);
  if (made.status !== 0) {
    rmSync(path.dirname(folder), { recursive: true, force: true });
    console.error(`- no comparison with ${baselineCommit}: ${made.stderr.trim()}`);
    return undefined;
  }
  symlinkSync(path.join(projectRoot, "node_modules"), path.join(folder, "node_modules"));
  return folder;
}
