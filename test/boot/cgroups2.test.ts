import { readFileSync } from "node:fs";
import path from "node:path";
import { bootReport, goodBoot } from "./lab/checks";
import { userDataOf } from "./lab/documents";
import { toolsImage } from "./lab/images";
import type { KernelNode } from "./lab/kernel-node";
import { inLab, Lab, prepared } from "./lab/lab";
import { MarathonApi } from "./lab/marathon";
import { registeredAgents } from "./lab/mesos";
import { realPrograms } from "./lab/programs";
import { waitFor } from "./lab/wait";

const booted = inLab && realPrograms ? describe : describe.skip;

jest.setTimeout(1_800_000);

/** Allocates memory without limit by doubling a text. */
const eater = "sleep 5; x=aaaaaaaaaaaaaaaa; while true; do x=$x$x; done";

booted("a cluster with separate kernels and cgroups v2", () => {
  let lab: Lab;
  let master: KernelNode;
  let agent: KernelNode;
  let machine: (
    name: string,
    address: string,
    owner: "masters_1" | "agents" | "images",
    memory: number,
    disk?: string,
  ) => Promise<KernelNode>;
  let marathon: MarathonApi;
  /** The machines' requests to the mirror. */
  let asked: readonly string[];
  let registered: Awaited<ReturnType<typeof registeredAgents>>;

  beforeAll(async () => {
    lab = await Lab.open("cgroups2");
    const document = (tier: string) =>
      readFileSync(path.join(prepared().synthesized, "..", `small-${tier}.yaml`), "utf8");
    const agentImage = lab.bakeDisk("image-2", "10.16.32.81", document("agents"));
    const images = {
      masters_1: lab.bakeDisk("image-1", "10.16.32.80", document("masters")),
      agents: agentImage,
      images: agentImage,
    };
    machine = async (name, address, owner, memory, disk) =>
      lab.kernelNode(
        {
          name,
          address,
          zone: "eu-west-1a",
          userData: userDataOf("small-aws", owner),
          disks: disk === undefined ? {} : { [disk]: await lab.disk(name) },
        },
        await images[owner],
        memory,
      );
    [master, agent] = await Promise.all([
      machine("master", "10.16.32.10", "masters_1", 2048, "/dev/sdf"),
      machine("agent", "10.16.32.64", "agents", 2048),
    ]);
    const nodes = [master, agent];
    const before = lab.mirror.asked.length;
    await Promise.all(nodes.map((node) => node.create()));
    const seconds = await Promise.all([
      master.ready(1200),
      // Asked at this very moment: later it would be registered in any case.
      agent.ready(1200).then(async (ready) => {
        registered = await registeredAgents(master).catch(() => []);
        return ready;
      }),
    ]);
    asked = lab.mirror.asked.slice(before);
    console.log(`seconds to ready, with separate kernels: ${seconds.map(Math.round)}`);
    marathon = new MarathonApi(master);
  });

  afterAll(() => lab?.close());

  test("has machines with cgroups v2 only, without an error, a warning or a failed unit", async () => {
    for (const node of [master, agent]) {
      expect(await node.exec("stat", "--file-system", "--format", "%T", "/sys/fs/cgroup")).toBe(
        "cgroup2fs\n",
      );
      expect(await bootReport(node)).toEqual(goodBoot);
    }
  });

  test("boots from its baked images without a repository", () => {
    expect(asked).toEqual([]);
  });

  test("is ready once its agent is registered", () => {
    expect(registered).toMatchObject([{ hostname: agent.address, active: true }]);
  });

  test("limits a command's memory, and sets its share of the processor", async () => {
    await marathon.put({ id: "/held", cmd: "exec sleep 100000", cpus: 0.5, mem: 96 });
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
    "kills %s that takes more memory than it asked for, and not its neighbour",
    async (_what, extra) => {
      const common = { cpus: 0.1, mem: 64, ...extra };
      // Not the kernel's last resort, which is to kill when the whole machine has no memory left.
      const kills = async () =>
        Number(
          await agent.shell("dmesg | grep --count 'Memory cgroup out of memory: Killed process' || true"),
        );
      const killsBefore = await kills();
      await marathon.put({ ...common, id: "/neighbour", cmd: "exec sleep 100001" });
      const [before] = await marathon.running("/neighbour", 300);
      await marathon.put({ ...common, id: "/eater", cmd: eater });
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
        await marathon.put({ ...common, ...(id === "/docker" ? { container } : {}) });
      }
    });

    afterAll(async () => {
      for (const id of Object.keys(apps)) await marathon.remove(id);
    });

    test("keeps both after mesos-agent is killed", async () => {
      const before = [await taskOf("/command"), await taskOf("/docker")];
      await agent.exec("pkill", "--signal", "KILL", "--exact", "mesos-agent");
      await answers();
      // Mesos gives up an executor that is gone 2 s after the agent is back, and its task a moment later.
      await new Promise((resolve) => setTimeout(resolve, 15_000));
      expect([await taskOf("/command"), await taskOf("/docker")]).toEqual(before);
    });

    test("keeps the command after a restart of Docker, and restarts the container", async () => {
      const [command, docker] = [await taskOf("/command"), await taskOf("/docker")];
      await agent.exec("systemctl", "restart", "docker.service");
      await waitFor("another container", 300, async () => (await taskOf("/docker")) !== docker);
      expect(await taskOf("/command")).toBe(command);
      // One that outlived Docker would run beside the new one.
      const running = "docker ps --no-trunc --format '{{.Command}}' | grep --count 'sleep 100003' || true";
      expect(await agent.shell(running)).toBe("1\n");
    });
  });

  test("powers an agent off within 15 s, with a task that ignores SIGTERM", async () => {
    const container = { type: "DOCKER", docker: { image: toolsImage } } as const;
    const cmd = "trap '' TERM; while true; do sleep 1; done";
    await marathon.put({ id: "/stubborn", cmd, cpus: 0.1, mem: 32, container });
    await marathon.running("/stubborn", 300);
    const started = Date.now();
    await agent.powerOff();
    const seconds = (Date.now() - started) / 1000;
    console.log(`seconds to power an agent off: ${seconds.toFixed(1)}`);
    // 15 s, and some for a machine that is slower than a cloud's.
    expect(seconds).toBeLessThan(20);
    await marathon.remove("/stubborn");
  });

  describe("with an agent that supports images in Mesos containers", () => {
    let images: KernelNode;

    beforeAll(async () => {
      images = await machine("images", "10.16.32.65", "images", 1536);
      await images.create();
      await images.ready(600);
    });

    test("runs a program from an image", async () => {
      // Mesos adds `library/` only for Docker Hub (`registry_puller.cpp`).
      const container = { type: "MESOS", docker: { image: `library/${toolsImage}` } } as const;
      // Neither the program nor the page exists on the node.
      const cmd = "exec busybox httpd -f -p $PORT0 -h /www";
      await marathon.put({
        id: "/imaged",
        cmd,
        cpus: 0.1,
        mem: 64,
        container,
        portDefinitions: [{ port: 0 }],
      });
      const [task] = await marathon.running("/imaged", 300);
      expect(task!.host).toBe(images.address);
      const page = () => fetch(`http://${task!.host}:${task!.ports[0]}/index.html`);
      expect(await (await waitFor("the page", 30, page)).text()).toBe("welcome\n");
    });
  });
});
