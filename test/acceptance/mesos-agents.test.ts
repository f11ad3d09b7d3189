import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { AgentNode, hasGroups } from "../support/agent-node";
import { type Answer, hasRealMesos, MesosCluster } from "../support/mesos-cluster";
import { until } from "../support/until";

jest.setTimeout(300_000);

// What the tasks run: it is theirs alone, so that their processes are found by it.
const cmd = "exec sleep 100777";
const commandLine = ["sleep", "100777", ""].join("\0");
const measured: string[] = [];

let cluster: MesosCluster;
let node: AgentNode;
const build = { attributes: { workload: "build" } };

/** The numbers of the tasks' processes on this machine. */
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

/** The tasks that run, in Marathon's view. */
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

/** Until both tasks have their processes: Marathon says that a task runs a moment before. */
const allRun = () => until("both processes run", 20, () => processes().length === 2);

/** Until two other tasks run in the place of those before. */
const replaced = (before: State) =>
  until("other tasks run", 90, async () => {
    const now = await tasks();
    return now.length === 2 && now.every((id) => !before.tasks.includes(id));
  });

(hasRealMesos && hasGroups ? describe : describe.skip)("an agent with tasks on it", () => {
  beforeAll(async () => {
    // An agent that is silent is given up after 6 s, and not after 75.
    cluster = await MesosCluster.start({
      masters: [{ flags: { agent_ping_timeout: "2secs", max_agent_ping_timeouts: 3 } }],
    });
    node = new AgentNode(cluster, build);
    await node.registered();
    // Two apps: what becomes of two tasks of one app is another question.
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

  /** Restarts it with other files, and gives what was before and the seconds until it is registered. */
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

  test("takes more attributes and resources, and keeps its identity and them", async () => {
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

  test("is refused with another attribute where that was chosen, until it has the old one again", async () => {
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
  ])("is a new one with %s, and its tasks are started again", async (what, input) => {
    const { before, seconds } = await restarted(input);
    const running = await replaced(before);
    const after = await state();
    expect(after.id).not.toBe(before.id);
    // Those that the old agent ran have ended: none runs twice.
    await allRun();
    measured.push(`${what}: a new agent after ${seconds} s, tasks run again ${running} s later`);
  });

  test("is a new one when all of it is reserved for a role", async () => {
    const { before } = await restarted({ role: "ci" });
    const now = await node.registration();
    expect(now.id).not.toBe(before.id);
    expect(now.reserved_resources.ci).toMatchObject({ cpus: 4, mem: 4000 });
    await restarted({});
    await replaced(before);
  });

  test("reboots and runs them again, as the agent it was", async () => {
    // Of five tasks that end at once Marathon starts but some again, and the others at its next look at all apps.
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

  test("is a new one after a reboot with less of a resource, whatever was chosen: it has no tasks to lose", async () => {
    const before = await state();
    const start = Date.now();
    const resources = { cpus: "2", mem: "4000", disk: "4000", ports: "[31000-31999]" };
    await node.reboot({ resources, onIncompatibleChange: "refuse" });
    await node.registered(start);
    expect((await node.registration()).id).not.toBe(before.id);
  });

  test("is lost; a task of it runs elsewhere once `inactiveAfterSeconds` are over", async () => {
    const unreachableStrategy = { inactiveAfterSeconds: 5, expungeAfterSeconds: 600 };
    const waits = { id: "/waits", cmd: "exec sleep 100999", cpus: 0.1, mem: 32, unreachableStrategy };
    await cluster.deploy(waits);
    const [before] = await cluster.running("/waits");
    cluster.addAgent({});
    await cluster.registered(2);
    await node.losePower();
    const seconds = await until("it runs elsewhere", 120, async () => {
      const running = await cluster.running("/waits");
      return running.length === 1 && running[0] !== before;
    });
    measured.push(`lost: a task that waits 5 s for it runs elsewhere after ${seconds} s`);
  });
});
