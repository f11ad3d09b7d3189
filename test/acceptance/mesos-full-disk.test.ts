import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { hasRealMesos, MesosCluster } from "../support/mesos-cluster";
import { until } from "../support/until";

jest.setTimeout(240_000);

const measured: string[] = [];
let cluster: MesosCluster;

/** Mounts a small disk. */
function disk(path: string, mebibytes: number): string {
  mkdirSync(path, { recursive: true });
  execFileSync("mount", ["-t", "tmpfs", "-o", `size=${mebibytes}m`, "none", path]);
  return path;
}

const rest = (path: string) => join(path, "what-fills-it");

/** Fills the disk. */
function fill(path: string): void {
  const { bavail, bsize } = statfsSync(path);
  try {
    writeFileSync(rest(path), Buffer.alloc(bavail * bsize));
  } catch {
    // Full.
  }
  expect(statfsSync(path).bavail).toBe(0);
}

const free = (path: string) => rmSync(rest(path));

const sleeper = (id: string, instances: number) => ({
  id,
  cmd: "sleep 100000",
  cpus: 0.1,
  mem: 16,
  instances,
});

/** Whether a port is open on the loopback interface. */
const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => resolve(socket.destroy() !== undefined));
    socket.once("error", () => resolve(false));
  });

(hasRealMesos ? describe : describe.skip)("a full disk", () => {
  let agentDisk: string;
  let zooKeeperDisk: string;
  let before: string[];

  beforeAll(async () => {
    const places = execFileSync("mktemp", ["-d"], { encoding: "utf8" }).trim();
    agentDisk = disk(join(places, "agent"), 16);
    zooKeeperDisk = disk(join(places, "zookeeper"), 96);
    cluster = await MesosCluster.start({
      zooKeeper: { dataDir: zooKeeperDisk },
      agents: [{ workDir: agentDisk }],
    });
    await cluster.deploy(sleeper("/before", 2));
    before = await cluster.running("/before");
    expect(before).toHaveLength(2);
  });
  afterAll(async () => {
    console.info(measured.join("\n"));
    await cluster?.end();
    for (const path of [agentDisk, zooKeeperDisk]) execFileSync("umount", ["--lazy", path]);
  });

  test("of an agent does not affect running tasks, and new ones start once there is space", async () => {
    const [known] = (await cluster.master("/slaves")).slaves;
    fill(agentDisk);
    const asked = Date.now();
    await cluster.marathon("/v2/apps/new", "PUT", sleeper("/new", 1));
    await until("the new task ends for want of space", 40, async () => {
      const { body } = await cluster.marathon("/v2/apps/new?embed=app.lastTaskFailure");
      return body.app.lastTaskFailure?.message.includes("No space left on device");
    });
    measured.push(`agent, full: the new task ends after ${(Date.now() - asked) / 1000} s`);
    await sleep(3000);
    expect(await cluster.running("/new")).toEqual([]);
    expect((await cluster.master("/slaves")).slaves).toMatchObject([{ id: known.id, active: true }]);
    const start = Date.now();
    free(agentDisk);
    await until("the new task runs", 60, async () => (await cluster.running("/new")).length === 1);
    measured.push(`agent: the new task runs ${(Date.now() - start) / 1000} s after there was space`);
    expect(await cluster.running("/before")).toEqual(before);
  });

  test("of ZooKeeper blocks changes but no running tasks, until there is space", async () => {
    fill(zooKeeperDisk);
    const start = Date.now();
    await cluster.marathon("/v2/apps/later", "PUT", sleeper("/later", 1)).catch(() => undefined);
    // ZooKeeper exits at the first failed write, and at each later start.
    await until("zookeeper does not respond", 60, async () => !(await answers(2181)));
    measured.push(`zookeeper, full: gone after ${(Date.now() - start) / 1000} s`);
    await until("no master leads", 60, async () => {
      const leads = await cluster.leadingMaster().catch(() => undefined);
      return leads === undefined;
    });
    measured.push(`zookeeper, full: no master leads after ${(Date.now() - start) / 1000} s`);
    const again = Date.now();
    free(zooKeeperDisk);
    await until("a master leads", 120, async () => (await cluster.leadingMaster()) !== undefined);
    measured.push(`zookeeper: a master leads ${(Date.now() - again) / 1000} s after there was space`);
    await until("marathon leads", 120, async () => (await cluster.leadingMarathon()) !== undefined);
    measured.push(`zookeeper: marathon leads ${(Date.now() - again) / 1000} s after there was space`);
    await cluster.registered(1);
    await cluster.deploy(sleeper("/later", 1));
    measured.push(`zookeeper: a new task runs ${(Date.now() - again) / 1000} s after there was space`);
    expect(await cluster.running("/before")).toEqual(before);
  });
});
