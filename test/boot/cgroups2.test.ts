import type { AppDefinition } from "../../constructs";
import { bootReport, goodBoot } from "./lab/checks";
import type { ContainerNode } from "./lab/container-node";
import { userDataOf } from "./lab/documents";
import { toolsImage } from "./lab/images";
import type { KernelNode } from "./lab/kernel-node";
import { inLab, Lab } from "./lab/lab";
import { MarathonApi } from "./lab/marathon";
import { registeredAgents } from "./lab/mesos";
import { realPrograms } from "./lab/programs";
import { waitFor } from "./lab/wait";

const booted = inLab && realPrograms ? describe : describe.skip;

jest.setTimeout(1_800_000);

/** Allocates memory without limit by doubling a text. */
const eater = "sleep 5; x=aaaaaaaaaaaaaaaa; while true; do x=$x$x; done";

booted("agents with separate kernels and cgroups v2", () => {
  let lab: Lab;
  let master: ContainerNode;
  let agent: KernelNode;
  /** Supports images in Mesos containers. */
  let images: KernelNode;
  let marathon: MarathonApi;
  /** The agents' requests to the mirror. */
  let asked: readonly string[];
  /** The master's entry for each agent at the moment at which the agent was ready. */
  const registered: unknown[] = [];

  const put = (node: KernelNode, app: AppDefinition & { readonly id: string }) =>
    marathon.put({ ...app, constraints: [["hostname", "CLUSTER", node.address]] });

  beforeAll(async () => {
    lab = await Lab.open("cgroups2");
    // With this machine's kernel, which is much faster.
    master = lab.node({
      name: "master",
      address: "10.16.32.10",
      zone: "eu-west-1a",
      userData: userDataOf("small-aws", "masters_1"),
      disks: { "/dev/sdf": await lab.disk("master") },
    });
    const [image] = await Promise.all([
      lab.bakeDisk("image", "10.16.32.80", "small-agents.yaml"),
      master.create().then(() => master.ready(800)),
    ]);
    const boot = async (name: string, address: string, owner: "agents" | "images", memory: number) => {
      const userData = userDataOf("small-aws", owner);
      const node = lab.kernelNode({ name, address, zone: "eu-west-1a", userData }, image, memory);
      await node.create();
      const seconds = await node.ready(1200);
      // Asked at this very moment: later it would be registered in any case.
      const known = await registeredAgents(master).catch(() => []);
      registered.push(...known.filter(({ hostname }) => hostname === address));
      console.log(`seconds to ready, with a separate kernel: ${name} ${Math.round(seconds)}`);
      return node;
    };
    const before = lab.mirror.asked.length;
    [agent, images] = await Promise.all([
      boot("agent", "10.16.32.64", "agents", 2048),
      boot("images", "10.16.32.65", "images", 1536),
    ]);
    asked = lab.mirror.asked.slice(before);
    marathon = new MarathonApi(master);
  });

  afterAll(() => lab?.close());

  test("have cgroups v2 only, and no error, warning or failed unit", async () => {
    for (const node of [agent, images]) {
      expect(await node.exec("stat", "--file-system", "--format", "%T", "/sys/fs/cgroup")).toBe(
        "cgroup2fs\n",
      );
      expect(await bootReport(node)).toEqual(goodBoot);
    }
  });

  test("boot from a baked image without a repository", () => {
    expect(asked).toEqual([]);
  });

  test("are ready once they are registered", () => {
    expect(registered).toHaveLength(2);
    for (const one of registered) expect(one).toMatchObject({ active: true });
  });

  test("limit a command's memory, and set its share of the processor", async () => {
    await put(agent, { id: "/held", cmd: "exec sleep 100000", cpus: 0.5, mem: 96 });
    await marathon.running("/held", 180);
    const limits = await agent.shell(
      `pid=$(pgrep --full --oldest 'sleep 100000')
       cd /sys/fs/cgroup$(cut -d: -f3 /proc/$pid/cgroup)/..; cat memory.max cpu.weight`,
    );
    // Mesos adds 32 MB and 0.1 cpus for the executor; a processor has the weight 100.
    expect(limits.trim().split("\n")).toEqual([String((96 + 32) * 1024 * 1024), "60"]);
    await marathon.remove("/held");
  });

  test.each([
    ["a command", {}],
    ["a container of Docker", { container: { type: "DOCKER", docker: { image: toolsImage } } }],
  ] as const)(
    "kill %s that takes more memory than it asked for, and not its neighbour",
    async (_what, extra) => {
      const common = { cpus: 0.1, mem: 64, ...extra };
      // Not the kernel's last resort, which is to kill when the whole machine has no memory left.
      const kills = async () =>
        Number(
          await agent.shell("dmesg | grep --count 'Memory cgroup out of memory: Killed process' || true"),
        );
      const killsBefore = await kills();
      await put(agent, { ...common, id: "/neighbour", cmd: "exec sleep 100001" });
      const [before] = await marathon.running("/neighbour", 300);
      await put(agent, { ...common, id: "/eater", cmd: eater });
      const failure = await waitFor(
        "the end of the one that eats",
        300,
        async () => (await marathon.app("/eater")).lastTaskFailure,
      );
      expect(failure.state).toBe("TASK_FAILED");
      // The kernel may kill the executor, which is in the same group, so that there is no other message.
      expect(failure.message).toMatch(/[Mm]emory limit|137|OOM|Executor terminated/);
      expect(await kills()).toBeGreaterThan(killsBefore);
      await marathon.remove("/eater");
      expect((await marathon.running("/neighbour", 10))[0]!.id).toBe(before!.id);
      await marathon.remove("/neighbour");
    },
  );

  describe("with a command and a container of Docker", () => {
    const apps = { "/command": "exec sleep 100002", "/docker": "exec sleep 100003" };
    const taskOf = async (id: keyof typeof apps) => (await marathon.running(id, 300))[0]!.id;
    const answers = () =>
      agent.exec(
        ...["/usr/local/sbin/cdktf-mesos-wait-for", "180", "registered", `http://${agent.address}:5051`],
      );

    beforeAll(async () => {
      for (const [id, cmd] of Object.entries(apps)) {
        const container = { type: "DOCKER", docker: { image: toolsImage } } as const;
        const common = { id, cmd, cpus: 0.1, mem: 32 };
        await put(agent, { ...common, ...(id === "/docker" ? { container } : {}) });
      }
    });

    afterAll(async () => {
      for (const id of Object.keys(apps)) await marathon.remove(id);
    });

    test("keep both after mesos-agent is killed", async () => {
      const before = [await taskOf("/command"), await taskOf("/docker")];
      await agent.exec("pkill", "--signal", "KILL", "--exact", "mesos-agent");
      await answers();
      // Mesos gives up an executor that is gone 2 s after the agent is back, and its task a moment later.
      await new Promise((resolve) => setTimeout(resolve, 15_000));
      expect([await taskOf("/command"), await taskOf("/docker")]).toEqual(before);
    });

    test("keep the command after a restart of Docker, and restart the container", async () => {
      const [command, docker] = [await taskOf("/command"), await taskOf("/docker")];
      await agent.exec("systemctl", "restart", "docker.service");
      await waitFor("another container", 300, async () => (await taskOf("/docker")) !== docker);
      expect(await taskOf("/command")).toBe(command);
      // One that outlived Docker would run beside the new one.
      const running = "docker ps --no-trunc --format '{{.Command}}' | grep --count 'sleep 100003' || true";
      expect(await agent.shell(running)).toBe("1\n");
    });
  });

  test("run a program from an image in a Mesos container", async () => {
    // Mesos adds `library/` only for Docker Hub (`registry_puller.cpp`).
    const container = { type: "MESOS", docker: { image: `library/${toolsImage}` } } as const;
    // Neither the program nor the page exists on the node.
    const cmd = "exec busybox httpd -f -p $PORT0 -h /www";
    const portDefinitions = [{ port: 0 }];
    await put(images, { id: "/imaged", cmd, cpus: 0.1, mem: 64, container, portDefinitions });
    const [task] = await marathon.running("/imaged", 300);
    const page = () => fetch(`http://${task!.host}:${task!.ports[0]}/index.html`);
    expect(await (await waitFor("the page", 30, page)).text()).toBe("welcome\n");
  });

  test("take at most 15 s longer to power off with a task that ignores SIGTERM", async () => {
    const container = { type: "DOCKER", docker: { image: toolsImage } } as const;
    const cmd = "trap '' TERM; while true; do sleep 1; done";
    await put(agent, { id: "/stubborn", cmd, cpus: 0.1, mem: 32, container });
    await marathon.running("/stubborn", 300);
    const secondsToPowerOff = async (node: KernelNode) => {
      const started = Date.now();
      await node.powerOff();
      return (Date.now() - started) / 1000;
    };
    const idle = await secondsToPowerOff(images);
    const busy = await secondsToPowerOff(agent);
    console.log(`seconds to power off: ${busy.toFixed(1)}, and ${idle.toFixed(1)} without the task`);
    expect(busy - idle).toBeLessThan(15);
  });
});
