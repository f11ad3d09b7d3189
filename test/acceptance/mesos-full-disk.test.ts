import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { hasRealMesos, loopback, MesosCluster } from "../support/mesos-cluster";
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

/** What a ZooKeeper says of its role: leader, follower or standalone; undefined if it does not respond. */
const modeOf = (host: string): Promise<string | undefined> =>
  new Promise((resolve) => {
    let text = "";
    const socket = connect(2181, host, () => socket.write("srvr"));
    socket.on("data", (chunk) => {
      text += chunk;
    });
    socket.once("close", () => resolve(/^Mode: (.*)$/m.exec(text)?.[1]));
    socket.once("error", () => resolve(undefined));
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
      zooKeepers: [{ dataDir: zooKeeperDisk }],
      agents: [{ workDir: agentDisk }],
    });
    await cluster.deploy(sleeper("/before", 2));
    before = await cluster.running("/before");
    expect(before).toHaveLength(2);
  });
  afterAll(async () => {
    console.info(measured.join("\n"));
    await cluster?.end();
    measured.length = 0;
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
    await until("zookeeper does not respond", 60, async () => !(await modeOf(loopback(0, 1))));
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

(hasRealMesos ? describe : describe.skip)("a full disk of one of three ZooKeepers", () => {
  const disks: string[] = [];
  let ensemble: MesosCluster;

  beforeAll(async () => {
    const places = execFileSync("mktemp", ["-d"], { encoding: "utf8" }).trim();
    for (const name of ["1", "2", "3"]) disks.push(disk(join(places, name), 96));
    ensemble = await MesosCluster.start({
      zooKeepers: disks.map((dataDir) => ({ dataDir, heapMiB: 256 })),
      agents: [{}],
    });
    await ensemble.deploy(sleeper("/before", 2));
  });
  afterAll(async () => {
    console.info(measured.join("\n"));
    await ensemble?.end();
    for (const path of disks) execFileSync("umount", ["--lazy", path]);
  });

  test("stops nothing, even if it is the leader's; it rejoins once there is space", async () => {
    const before = await ensemble.running("/before");
    const hosts = ensemble.zooKeepers.map(({ address }) => address);
    const leader = async (): Promise<string | undefined> => {
      for (const host of hosts) if ((await modeOf(host)) === "leader") return host;
      return undefined;
    };
    const full = (await leader())!;
    fill(disks[hosts.indexOf(full)]!);
    const start = Date.now();
    // Its next write fails, and it exits.
    await ensemble.marathon("/v2/apps/meanwhile", "PUT", sleeper("/meanwhile", 1)).catch(() => undefined);
    await until("another server leads", 60, async () => ![undefined, full].includes(await leader()));
    measured.push(`one of three zookeepers, full: another leads after ${(Date.now() - start) / 1000} s`);
    await until("a master and a marathon lead", 120, async () => {
      await ensemble.leadingMaster();
      return (await ensemble.leadingMarathon()) !== undefined;
    });
    await ensemble.deploy(sleeper("/meanwhile", 1));
    measured.push(`one of three zookeepers, full: a new task runs after ${(Date.now() - start) / 1000} s`);
    expect(await ensemble.running("/before")).toEqual(before);
    expect(await modeOf(full)).toBeUndefined();

    const again = Date.now();
    free(disks[hosts.indexOf(full)]!);
    await until("it is a follower", 120, async () => (await modeOf(full)) === "follower");
    measured.push(
      `one of three zookeepers: a follower ${(Date.now() - again) / 1000} s after there was space`,
    );
    await ensemble.deploy(sleeper("/later", 1));
    expect(await ensemble.running("/before")).toEqual(before);
  });
});
