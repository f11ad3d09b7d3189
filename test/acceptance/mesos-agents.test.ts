import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { AgentNode, hasGroups } from "../support/agent-node";
import { type Answer, hasRealMesos, MesosCluster } from "../support/mesos-cluster";
import { until } from "../support/until";

jest.setTimeout(300_000);

// The unique command of the tasks, by which their processes are found.
const cmd = "exec sleep 100777";
const commandLine = ["sleep", "100777", ""].join("\0");
const measured: string[] = [];

let cluster: MesosCluster;
let node: AgentNode;
const build = { attributes: { workload: "build" } };

/** The ids of the tasks' processes. */
const processes = (): string[] =>
  readdirSync("/proc")
    .filter((pid) => {
      try {
        return /^\d+$/.test(pid) && readFileSync(`/proc/${pid}/cmdline`, "utf8") === commandLine;
      } catch {
        return false;
      }
    })
    .sort();

/** The running tasks according to Marathon. */
const tasks = async (): Promise<string[]> => {
  const { tasks: all } = (await cluster.marathon("/v2/tasks")).body;
  return all
    .filter(({ state }: Answer) => state === "TASK_RUNNING")
    .map(({ id }: Answer) => id)
    .sort();
};

interface State {
  readonly id: string;
  readonly tasks: readonly string[];
  readonly processes: readonly string[];
}

const state = async (): Promise<State> => ({
  id: (await node.registration()).id,
  tasks: await tasks(),
  processes: processes(),
});

/** Waits for the processes of both tasks, which start after Marathon reports the tasks as running. */
const allRun = () => until("both processes run", 20, () => processes().length === 2);

/** Waits until two new tasks have replaced the old ones. */
const replaced = (before: State) =>
  until("other tasks run", 90, async () => {
    const now = await tasks();
    return now.length === 2 && now.every((id) => !before.tasks.includes(id));
  });

(hasRealMesos && hasGroups ? describe : describe.skip)("an agent with tasks", () => {
  beforeAll(async () => {
    // Unresponsive agents are removed after 20 s instead of 75 s; a restarted one takes 12 s.
    cluster = await MesosCluster.start({
      masters: [{ flags: { agent_ping_timeout: "4secs", max_agent_ping_timeouts: 5 } }],
    });
    node = new AgentNode(cluster, build);
    await node.registered();
    // Two apps with one task each.
    for (const id of ["/sleeper-a", "/sleeper-b"]) {
      const app = { id, cmd, cpus: 0.1, mem: 32 };
      await cluster.deploy(app);
    }
    await allRun();
  });
  afterAll(async () => {
    console.info(measured.join("\n"));
    await cluster?.end();
  });

  /** Restarts it with other files; returns the previous state and the seconds until it is registered. */
  const restarted = async (
    input: ConstructorParameters<typeof AgentNode>[1],
    signal: NodeJS.Signals = "SIGTERM",
  ) => {
    const before = await state();
    const start = Date.now();
    await node.restart(signal, () => node.write(input ?? {}));
    const seconds = await node.registered(start);
    return { before, seconds };
  };

  test.each(["SIGTERM", "SIGKILL"] as const)(
    "is upgraded by %s under them, with other flags",
    async (signal) => {
      const flags = {
        gc_delay: signal === "SIGTERM" ? "1days" : "3days",
        executor_shutdown_grace_period: "7secs",
      };
      const { before, seconds } = await restarted({ ...build, flags }, signal);
      await sleep(2000);
      expect(before.processes).toHaveLength(2);
      expect(await state()).toEqual(before);
      measured.push(`upgraded by ${signal}: registered after ${seconds} s`);
    },
  );

  const more = {
    attributes: { workload: "build", disk: "ssd" },
    resources: { cpus: "6", mem: "4000", disk: "4000", ports: "[31000-31999]", "cpus(ci)": "1" },
  };
  const other = { ...more, attributes: { workload: "test", disk: "ssd" } };

  test("keeps its identity and tasks with additional attributes and resources", async () => {
    const { before, seconds } = await restarted(more);
    await sleep(2000);
    expect(await state()).toEqual(before);
    expect(await node.registration()).toMatchObject({
      attributes: { workload: "build", disk: "ssd" },
      unreserved_resources: { cpus: 6 },
      reserved_resources: { ci: { cpus: 1 } },
    });
    measured.push(`more attributes and resources: registered after ${seconds} s`);
  });

  test("is refused with a changed attribute if so configured, until it has the old one again", async () => {
    const before = await state();
    await node.restart("SIGTERM", () => node.write({ ...other, onIncompatibleChange: "refuse" }));
    await until("it is refused", 30, () =>
      node.daemon.lastLines.includes("Value of text attribute 'workload' changed"),
    );
    await sleep(2000);
    expect(await node.registration()).toBeUndefined();
    expect(processes()).toEqual(before.processes);
    const start = Date.now();
    node.write(more);
    await node.registered(start);
    expect(await state()).toEqual(before);
  });

  test.each([
    ["another attribute", other],
    ["less of a resource", { attributes: other.attributes }],
  ])("is a new agent with %s, and its tasks are restarted", async (what, input) => {
    const { before, seconds } = await restarted(input);
    const running = await replaced(before);
    const after = await state();
    expect(after.id).not.toBe(before.id);
    // The tasks of the old agent have ended, so that none runs twice.
    await allRun();
    measured.push(`${what}: a new agent after ${seconds} s, tasks run again ${running} s later`);
  });

  test("is a new agent when all resources are reserved for a role", async () => {
    const { before } = await restarted({ role: "ci" });
    const now = await node.registration();
    expect(now.id).not.toBe(before.id);
    expect(now.reserved_resources.ci).toMatchObject({ cpus: 4, mem: 4000 });
    await restarted({});
    await replaced(before);
  });

  test("restarts them after a reboot, with the same identity", async () => {
    // If five tasks end concurrently, Marathon restarts some immediately, and the others with its next scan of all apps.
    const five = { id: "/five", cmd: "exec sleep 100888", cpus: 0.1, mem: 32, instances: 5 };
    await cluster.deploy(five);
    const before = await state();
    const start = Date.now();
    await node.reboot();
    const seconds = await node.registered(start);
    const running = await until("seven other tasks run", 60, async () => {
      const now = await tasks();
      return now.length === 7 && now.every((id) => !before.tasks.includes(id));
    });
    expect((await node.registration()).id).toBe(before.id);
    await allRun();
    measured.push(`rebooted: registered after ${seconds} s, seven tasks run again ${running} s later`);
  });

  test("is a new agent after a reboot with less of a resource, as it has no tasks to lose", async () => {
    const before = await state();
    const start = Date.now();
    const resources = { cpus: "2", mem: "4000", disk: "4000", ports: "[31000-31999]" };
    await node.reboot({ resources, onIncompatibleChange: "refuse" });
    await node.registered(start);
    expect((await node.registration()).id).not.toBe(before.id);
  });

  test("is lost; its task runs elsewhere after `inactiveAfterSeconds`", async () => {
    const unreachableStrategy = { inactiveAfterSeconds: 5, expungeAfterSeconds: 600 };
    const waits = { id: "/waits", cmd: "exec sleep 100999", cpus: 0.1, mem: 32, unreachableStrategy };
    await cluster.deploy(waits);
    const [before] = await cluster.running("/waits");
    cluster.addAgent({});
    await cluster.registered(2);
    await node.losePower();
    const seconds = await until("it runs elsewhere", 180, async () => {
      const running = await cluster.running("/waits");
      return running.length === 1 && running[0] !== before;
    });
    measured.push(`lost: a task that waits 5 s for it runs elsewhere after ${seconds} s`);
  });
});
