import { proxyStandIn } from "../support/proxy-stand-in";
import { statusOf } from "../support/status-file";
import { LabApps, type StoredApp } from "./lab/apps";
import { bench } from "./lab/bench";
import { bootReport, goodBoot, wrongFiles } from "./lab/checks";
import { userDataOf } from "./lab/documents";
import { agentAddresses, masterAddresses } from "./lab/hands-on";
import { inLab, Lab } from "./lab/lab";
import { MarathonApi } from "./lab/marathon";
import type { LabNode } from "./lab/node";
import { realPrograms } from "./lab/programs";
import { tryRun } from "./lab/run";
import { waitFor } from "./lab/wait";
import { zooKeeperMode } from "./lab/zookeeper";

const booted = inLab && realPrograms ? describe : describe.skip;
const stack = "hands-on-openstack";
const routerAddress = "10.16.32.28";

/** Ids in Cinder's format. */
const volumeIds = [1, 2, 3].map((number) => `6f1c7c0${number}-93d5-4a0e-8d4f-1d0a3b5c7e9${number}`);

jest.setTimeout(900_000);

booted("the hands-on cluster for OpenStack, booted", () => {
  let lab: Lab;
  let masters: readonly LabNode[];
  let agents: readonly LabNode[];
  let router: LabNode;
  /** In place of Octavia in front of the router. */
  let balancer: Awaited<ReturnType<typeof proxyStandIn>>;

  beforeAll(async () => {
    lab = await Lab.open("openstack");
    // Packages are installed once for each tier, which is most of a boot; other tests boot machines without an image.
    const [masterImage, agentImage] = await Promise.all(
      ["masters", "agents"].map((tier, i) =>
        lab.bake(`image-${tier}`, `10.16.32.${80 + i}`, `hands-on-openstack-${tier}.yaml`),
      ),
    );
    const machine = (name: string, address: string, owner: string, image?: string) =>
      lab.node({ name, address, zone: "nova", userData: userDataOf(stack, owner) }, image);
    masters = await Promise.all(
      masterAddresses.map(async (address, i) =>
        lab.node(
          {
            name: `masters-${i + 1}`,
            address,
            zone: "nova",
            userData: userDataOf(stack, `masters_${i + 1}`, volumeIds[i]),
            // udev's name of a virtio disk: its serial number, which is the truncated id.
            disks: {
              // Of another machine's volume; it comes first by name.
              "/dev/disk/by-id/virtio-00000000-93d5-4a0e-8": await lab.disk(`decoy-${i + 1}`),
              [`/dev/disk/by-id/virtio-${volumeIds[i]!.slice(0, 20)}`]: await lab.disk(`openstack-${i + 1}`),
            },
          },
          masterImage,
        ),
      ),
    );
    agents = agentAddresses
      .slice(0, 2)
      .map((address, i) => machine(`agents-${i + 1}`, address, "agents", agentImage));
    router = machine("ingress-1", routerAddress, "ingress_1");
    const nodes = [...masters, ...agents, router];
    await Promise.all(nodes.map((node) => node.create()));
    const seconds = await Promise.all(nodes.map((node) => node.ready(800)));
    balancer = await proxyStandIn({ host: routerAddress, port: 80 });
    console.log(`seconds to ready: ${nodes.map(({ name }, i) => `${name} ${Math.round(seconds[i]!)}`)}`);
  });

  afterAll(async () => {
    balancer?.close();
    await lab?.close();
  });

  test("has machines without an error, a warning or a failed unit, and with all files as in the documents", async () => {
    for (const node of [...masters, ...agents, router]) {
      expect(await bootReport(node)).toEqual(goodBoot);
      expect(await wrongFiles(node)).toEqual([]);
    }
  });

  test("has masters with a volume each, found by its Cinder id", async () => {
    for (const node of masters) {
      const [, disk] = Object.values(node.input.disks!);
      const uuid = await node.exec("findmnt", "--noheadings", "--output", "UUID", "/var/lib/cluster-state");
      expect(uuid.trim()).toBe(await disk!.uuid());
    }
  });

  test("has a ZooKeeper with one leader and two followers", async () => {
    const modes = await Promise.all(masters.map(zooKeeperMode));
    expect(modes.sort()).toEqual(["follower", "follower", "leader"]);
  });

  describe("its apps", () => {
    let apps: LabApps;
    const marathon = (node = masters[0]!) => new MarathonApi(node);
    beforeAll(() => {
      apps = new LabApps(stack, masters);
    });
    const command = async (id: string, node = masters[0]!) =>
      (await marathon(node).ask<{ app: StoredApp }>(`/v2/apps${id}`)).app.cmd;
    const tasks = async (id: string, count: number, node = masters[0]!) =>
      (await marathon(node).running(id, 300, count)).map((task) => task.id).sort();

    test("are deployed only by the master whose Marathon leads", async () => {
      const leader = await apps.leading();
      await waitFor("every master's status", 200, async () => {
        const states = await Promise.all(masters.map(async (node) => (await apps.status(node)).state));
        return states.every((state, i) => state === (masters[i] === leader ? "ok" : "following"));
      });
      await tasks("/hello", 1);
      await tasks("/docker-hello", 1);
      await tasks("/web", 2);
    });

    test("are updated individually", async () => {
      const others = [...(await tasks("/docker-hello", 1)), ...(await tasks("/web", 2))];
      const before = await tasks("/hello", 1);
      apps.define("/hello", { cmd: "sleep 1001" });
      await apps.now(await apps.leading());
      await waitFor("another task", 120, async () => {
        const after = await tasks("/hello", 1);
        return after[0] !== before[0];
      });
      expect(await command("/hello")).toBe("sleep 1001");
      expect([...(await tasks("/docker-hello", 1)), ...(await tasks("/web", 2))]).toEqual(others);
    });

    const page = async () => {
      const headers = ["--header", "Host: www.example.com", "--write-out", "%{http_code}"];
      return (await tryRun("curl", ["--silent", ...headers, `http://127.0.0.1:${balancer.port}/`])).stdout;
    };
    const servers = async () =>
      Number(statusOf(await router.exec("cat", "/var/lib/cdktf-mesos/routes/status")).servers);

    test("are routed within 10 s after they are healthy", async () => {
      await waitFor("the page", 60, async () => (await page()) === "welcome\n200");
      apps.define("/web", { instances: 3 });
      await apps.now(await apps.leading());
      const healthy = await waitFor("three healthy tasks", 180, async () => {
        const { app } = await marathon().ask<{ app: { tasksHealthy: number } }>("/v2/apps/web");
        return app.tasksHealthy === 3 && Date.now();
      });
      await waitFor("three servers", 30, async () => (await servers()) === 3);
      const seconds = (Date.now() - healthy) / 1000;
      console.log(`seconds from healthy to routed: ${seconds.toFixed(1)}`);
      expect(seconds).toBeLessThan(10);
    });

    test("are upgraded sequentially without a failed request", async () => {
      const before = await tasks("/web", 3);
      apps.define("/web", {
        env: { VERSION: "2" },
        upgradeStrategy: { minimumHealthCapacity: 1, maximumOverCapacity: 0.4 },
      });
      const leader = await apps.leading();
      const report = await bench(
        ["-H", "Host: www.example.com", `http://127.0.0.1:${balancer.port}/`],
        async () => {
          await apps.now(leader);
          await waitFor("three other tasks", 300, async () => {
            const after = await tasks("/web", 3);
            const { deployments } = (
              await marathon().ask<{ app: { deployments: unknown[] } }>("/v2/apps/web")
            ).app;
            return deployments.length === 0 && after.every((id) => !before.includes(id));
          });
        },
      );
      console.log(`a rolling upgrade: ${JSON.stringify(report)}`);
      expect(report).toMatchObject({ failed: 0, refused: 0 });
      expect(report.complete).toBeGreaterThan(500);
    });

    test("are managed by another master after the loss of the leader, which later follows", async () => {
      const gone = await apps.leading();
      const rest = masters.filter((node) => node !== gone);
      const others = [...(await tasks("/docker-hello", 1, rest[0])), ...(await tasks("/web", 3, rest[0]))];
      const killed = Date.now();
      await gone.kill();
      const next = await apps.leading(rest);
      console.log(`seconds until another Marathon leads: ${((Date.now() - killed) / 1000).toFixed(1)}`);
      apps.define("/hello", { cmd: "sleep 1003" });
      await waitFor("its change", 240, async () => {
        await apps.now(next);
        return (await command("/hello", next)) === "sleep 1003";
      });
      await tasks("/hello", 1, next);
      await waitFor("the end of all deployments", 240, async () => {
        return (await marathon(next).ask<unknown[]>("/v2/deployments")).length === 0;
      });
      expect([...(await tasks("/docker-hello", 1, next)), ...(await tasks("/web", 3, next))]).toEqual(others);
      await gone.start();
      await gone.ready(400);
      await waitFor("its status", 150, async () => (await apps.status(gone)).state === "following");
      expect(await page()).toBe("welcome\n200");
    });
  });
});
