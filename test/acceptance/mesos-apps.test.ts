import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, type TerraformStack } from "cdktf";
import { MarathonApp } from "../../constructs";
import { Jenkins2000 } from "../../stacks/jenkins-2000";
import { hasRealMesos, loopback, MesosCluster } from "../support/mesos-cluster";
import { statusOf } from "../support/status-file";
import { awsCloud } from "../support/synth";
import { znodeSizes } from "../support/znodes";

jest.setTimeout(1_200_000);

const program = join(__dirname, "..", "..", "cloud-init", "programs", "apps.py");

type Definition = Record<string, unknown> & { readonly id: string };

let cluster: MesosCluster;
let work: string;
beforeEach(() => {
  work = mkdtempSync(join(tmpdir(), "cdktf-mesos-apps-"));
  // Fetches from a file instead of a store.
  writeFileSync(join(work, "fetch"), '#!/bin/sh\nexec cp "$1" "$2"\n', { mode: 0o755 });
});
afterEach(async () => {
  await cluster?.end();
  rmSync(work, { recursive: true, force: true });
});

const define = (apps: readonly Definition[]) =>
  writeFileSync(
    join(work, "apps.json"),
    JSON.stringify({ version: 1, owner: "ci", removeUnknown: false, apps }),
  );

/** Runs the deployer as a node's timer does, repeatedly until it succeeds. */
async function deploy(
  seconds: number,
): Promise<{ status: Record<string, string>; seconds: number; runs: number }> {
  const start = Date.now();
  for (let runs = 1; ; runs++) {
    const args = [program, join(work, "apps.json"), cluster.marathonUrl, "--state", join(work, "state")];
    const child = spawn("python3", [...args, "--fetch", join(work, "fetch")], {
      stdio: ["ignore", "ignore", "pipe"],
    });
    let journal = "";
    child.stderr.on("data", (chunk) => {
      journal += chunk;
    });
    await new Promise((resolve) => child.on("close", resolve));
    const status = statusOf(readFileSync(join(work, "state/status"), "utf8"));
    const elapsed = (Date.now() - start) / 1000;
    if (status.state === "ok") return { status, seconds: elapsed, runs };
    if (elapsed > seconds) {
      const waiting = Object.entries(status).slice(0, 20);
      throw new Error(
        `timed out after ${seconds} s: ${JSON.stringify(waiting)}\n${journal.slice(-2000)}\n${cluster.marathons[0]!.lastLines}`,
      );
    }
  }
}

/** Task ids by app. */
async function tasks(): Promise<Map<string, string>> {
  const { body } = await cluster.marathon("/v2/tasks");
  const running = body.tasks as { appId: string; id: string; state: string }[];
  return new Map(running.filter(({ state }) => state === "TASK_RUNNING").map(({ appId, id }) => [appId, id]));
}

(hasRealMesos ? describe : describe.skip)("the apps of a cluster, with the real Marathon", () => {
  test("are deployed, 200 at once; a change restarts only one of them", async () => {
    cluster = await MesosCluster.start({ agents: [{}] });
    // An executor takes 30 MB of memory, so 180 of the 200 have no tasks.
    const apps = Array.from(
      { length: 200 },
      (_, i): Definition => ({
        id: `/many/app-${i}`,
        cmd: "sleep 100000",
        cpus: 0.01,
        mem: 16,
        instances: i % 10 === 0 ? 1 : 0,
      }),
    );
    define(apps);
    const up = await deploy(300);
    expect(up.status).toMatchObject({ apps: "200", same: "200" });
    await cluster.settled(300);
    const before = await tasks();
    expect(before.size).toBe(20);
    define(apps.map((app) => (app.id === "/many/app-10" ? { ...app, env: { CHANGED: "1" } } : app)));
    expect((await deploy(120)).status).toMatchObject({ changed: "1" });
    await cluster.settled(120);
    const after = await tasks();
    const restarted = [...after].filter(([app, id]) => before.get(app) !== id).map(([app]) => app);
    expect(restarted).toEqual(["/many/app-10"]);
    const again = await deploy(60);
    expect(again.status).toMatchObject({ changed: "0", same: "200" });
    console.info(`200 apps, 20 with a task: put in ${up.seconds} s, compared again in ${again.seconds} s`);
  });

  test("can be as many as the teams of jenkins-2000", async () => {
    const teams = Number(process.env.TEST_TEAMS ?? 200);
    cluster = await MesosCluster.start({ zooKeepers: [{ heapMiB: 1024 }] });
    const stack = new Jenkins2000(new App(), "jenkins", {
      createCloud: (scope: TerraformStack) => awsCloud(scope, "jenkins"),
      sshFrom: ["198.51.100.0/24"],
      teams,
    } as never);
    const made = stack.node.findAll().filter((one): one is MarathonApp => one instanceof MarathonApp);
    const apps = made.map(({ definition }): Definition => ({ ...definition }));
    expect(JSON.stringify(apps)).not.toContain("TfToken");
    expect(apps.length).toBe(teams);
    define(apps.map((app) => ({ ...app, instances: 0 })));
    const up = await deploy(1000);
    const sizes = await znodeSizes(loopback(0, 1), 2181, "/marathon");
    const again = await deploy(120);
    expect(again.status).toMatchObject({ changed: "0", same: String(teams) });
    console.info(
      JSON.stringify(
        { teams, definitions: JSON.stringify(apps).length, put: up, again: again.seconds, ...sizes },
        null,
        1,
      ),
    );
  });
});
