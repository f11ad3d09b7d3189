import { setTimeout as sleep } from "node:timers/promises";
import { hasRealMesos, loopback, MesosCluster } from "../support/mesos-cluster";
import { until } from "../support/until";

jest.setTimeout(600_000);

const sleeper = (id: string, instances: number, more: object = {}) => ({
  id,
  cmd: "sleep 100000",
  cpus: 0.1,
  mem: 16,
  instances,
  ...more,
});

let cluster: MesosCluster;
afterEach(() => cluster?.end());

(hasRealMesos ? describe : describe.skip)("failures in a cluster", () => {
  test("a killed agent recovers its tasks", async () => {
    cluster = await MesosCluster.start({ agents: [{}] });
    await cluster.deploy(sleeper("/sleepers", 5));
    const before = await cluster.running("/sleepers");
    expect(before).toHaveLength(5);
    const [agent] = cluster.agents;
    const { slaves: known } = await cluster.master("/slaves");
    agent!.kill({ stay: true });
    await sleep(5000);
    agent!.resume();
    const seconds = await until("the agent is registered again", 120, async () => {
      const { slaves } = await cluster.master("/slaves");
      return slaves[0].active && slaves[0].reregistered_time > 0 && slaves[0].id === known[0].id;
    });
    await sleep(3000);
    expect(await cluster.running("/sleepers")).toEqual(before);
    // It can still end tasks, and start others.
    await cluster.deploy(sleeper("/sleepers", 6));
    expect(await cluster.running("/sleepers")).toEqual(expect.arrayContaining(before));
    console.info(`agent killed, away for 5 s: registered again after ${seconds} s, no task lost`);
  });

  test("killing the leading master affects neither a deployment nor a registration", async () => {
    cluster = await MesosCluster.start({ masters: [{}, {}, {}], agents: [{}] });
    await cluster.deploy(sleeper("/before", 2));
    const before = await cluster.running("/before");
    const leader = await cluster.leadingMaster();
    expect((await cluster.marathon("/v2/apps/during", "PUT", sleeper("/during", 10))).status).toBe(201);
    cluster.addAgent({});
    await sleep(1000);
    const start = Date.now();
    leader.kill({ stay: true });
    const since = () => (Date.now() - start) / 1000;
    await until("another leads", 120, async () => (await cluster.leadingMaster()) !== leader);
    const leads = since();
    await cluster.registered(2, 180);
    const registered = since();
    await until("all tasks run", 180, async () => {
      if ((await cluster.running("/during")).length === 10) return true;
      const tasks = ((await cluster.app("/during"))?.tasks ?? []) as { state: string; host: string }[];
      const states = tasks.map(({ state, host }) => `${state} on ${host}`);
      throw new Error(
        `${JSON.stringify(states)}; ${JSON.stringify((await cluster.app("/during"))?.lastTaskFailure)}`,
      );
    });
    const deployed = since();
    await cluster.settled(60);
    expect(await cluster.running("/before")).toEqual(before);
    leader.resume();
    console.info(
      `leading master killed: another leads after ${leads} s, both agents registered after ${registered} s, all its tasks run after ${deployed} s`,
    );
  });
});

(hasRealMesos ? describe : describe.skip)("a new app", () => {
  test("has its task within seconds, at any time between rounds of offers", async () => {
    cluster = await MesosCluster.start({ agents: [{}] });
    const seconds: number[] = [];
    for (let i = 0; i < 6; i += 1) {
      // Vary the time since the last round of offers.
      await sleep(3000 + i * 700);
      const start = Date.now();
      await cluster.deploy(sleeper(`/new-${i}`, 1));
      seconds.push((Date.now() - start) / 1000);
    }
    console.info(
      `seconds from a PUT to a deployment's end: ${seconds.map((one) => one.toFixed(1)).join(", ")}`,
    );
    expect(Math.max(...seconds)).toBeLessThan(8);
  });
});

(hasRealMesos ? describe : describe.skip)("roles and resources", () => {
  test("are interpreted by the real Mesos as intended", async () => {
    cluster = await MesosCluster.start({
      masters: [{ weights: { ci: 2, apps: 1.5 } }],
      agents: [
        {
          attributes: { workload: "build", zone: "a" },
          resources: {
            cpus: "4",
            "cpus(ci)": "2",
            mem: "1000",
            "ports(ci)": "[8000-8010]",
            ports: "[31000-31100]",
          },
        },
        { resources: { cpus: 3, mem: 500, disk: 100, ports: "[31000-31100]" }, role: "apps" },
      ],
      marathons: [{ flags: { mesos_role: "ci" } }],
    });
    const { slaves } = await cluster.master("/slaves");
    const [first, second] = [loopback(2, 1), loopback(2, 2)].map((host) =>
      slaves.find(({ hostname }: { hostname: string }) => hostname === host),
    );
    expect(first).toMatchObject({
      attributes: { workload: "build", zone: "a" },
      reserved_resources: { ci: { cpus: 2, ports: "[8000-8010]" } },
      unreserved_resources: { cpus: 4, mem: 1000, ports: "[31000-31100]" },
    });
    expect(second.reserved_resources).toMatchObject({ apps: { cpus: 3, mem: 500 } });
    expect(await cluster.master("/weights")).toEqual(
      expect.arrayContaining([
        { role: "ci", weight: 2 },
        { role: "apps", weight: 1.5 },
      ]),
    );
    // A framework gets the ports that are reserved for its role, and no others.
    await cluster.deploy(
      sleeper("/on-reserved-port", 1, { portDefinitions: [{ port: 8001 }], requirePorts: true }),
    );
    expect((await cluster.app("/on-reserved-port")).tasks[0]).toMatchObject({
      host: loopback(2, 1),
      ports: [8001],
    });
    await cluster.marathon("/v2/apps/too-large", "PUT", sleeper("/too-large", 1, { cpus: 6.5 }));
    await sleep(8000);
    expect(await cluster.running("/too-large")).toEqual([]);
  });
});
