import { proxyStandIn } from "../support/proxy-stand-in";
import { LabApps } from "./lab/apps";
import { certificate } from "./lab/certificate";
import { bootReport, goodBoot } from "./lab/checks";
import { userDataOf } from "./lab/documents";
import { LabFramework } from "./lab/framework";
import { masterAddresses } from "./lab/hands-on";
import type { KernelNode } from "./lab/kernel-node";
import { inLab, Lab, prepared } from "./lab/lab";
import { MailServer } from "./lab/mail";
import { MarathonApi } from "./lab/marathon";
import { leadingMaster, registeredAgents } from "./lab/mesos";
import type { LabNode, NodeInput } from "./lab/node";
import { realPrograms } from "./lab/programs";
import { tryRun } from "./lab/run";
import { store } from "./lab/store";
import { Story } from "./lab/story";
import { waitFor } from "./lab/wait";

const booted = inLab && realPrograms ? describe : describe.skip;
const stack = "jenkins-ha-aws";
const zones = ["eu-west-1a", "eu-west-1b", "eu-west-1c"];
const registryHost = "10.16.32.16:5000";

jest.setTimeout(1_800_000);

booted("jenkins-ha as one cluster, used as its people do", () => {
  let lab: Lab;
  let masters: readonly LabNode[];
  let search: readonly LabNode[];
  /** With their own kernels, as this machine's has no NFS. */
  let shared: KernelNode;
  let jenkins: readonly KernelNode[];
  let builds: KernelNode;
  let router: LabNode;
  let registry: LabNode;
  let monitoring: LabNode;
  let mail: MailServer;
  let apps: LabApps;
  let marathon: MarathonApi;
  /** In place of the router's load balancer. */
  let balancer: Awaited<ReturnType<typeof proxyStandIn>>;
  let authority: string;
  let framework: LabFramework;
  const story = new Story();
  const everyone = () => [...masters, ...search, shared, ...jenkins, builds, router, registry, monitoring];

  beforeAll(async () => {
    lab = await Lab.open("jenkins-ha");
    mail = await MailServer.open();
    const own = await certificate("jenkins-ha");
    authority = own.authority;
    store(prepared().mirror, stack, "ingress.pem", own.pem);
    const input = async (
      name: string,
      address: string,
      owner: string,
      volume = false,
    ): Promise<NodeInput> => ({
      ...{ name, address, zone: zones[Math.floor(Number(address.split(".")[2]) / 32) - 1]! },
      userData: userDataOf(stack, owner),
      disks: volume ? { "/dev/sdf": await lab.disk(name) } : {},
    });
    const container = async (...of: Parameters<typeof input>) => lab.node(await input(...of));
    masters = await Promise.all(
      masterAddresses.map((address, i) => container(`masters-${i + 1}`, address, `masters_${i + 1}`, true)),
    );
    apps = new LabApps(stack, masters);
    marathon = new MarathonApi(masters[0]!);
    search = await Promise.all(
      ["10.16.32.32", "10.16.64.33", "10.16.96.34"].map((address, i) =>
        container(`search-${i + 1}`, address, `search_${i + 1}`, true),
      ),
    );
    router = await container("ingress-1", "10.16.32.28", "ingress_1");
    registry = await container("registry", "10.16.32.16", "registry_1", true);
    monitoring = await container("monitoring", "10.16.32.22", "monitoring_host");
    const image = (of: string, number: number) =>
      lab.bakeDisk(`image-${number}`, `10.16.32.${80 + number}`, `jenkins-ha-${of}.yaml`);
    const [served, agent] = await Promise.all([image("shared", 1), image("agents", 2)]);
    shared = lab.kernelNode(await input("shared", "10.16.32.20", "shared_server", true), served, 768);
    jenkins = await Promise.all(
      ["10.16.32.64", "10.16.64.64"].map(async (address, i) =>
        lab.kernelNode(await input(`jenkins-${i + 1}`, address, "jenkins_pool"), agent, 1536),
      ),
    );
    builds = lab.kernelNode(await input("builds-1", "10.16.96.65", "builds_pool", true), agent, 1536);
    for (const [id, mem] of [
      ["/jenkins/ci", 96],
      ["/jenkins/release", 64],
    ] as const) {
      // The lab's agents have one processor and 1 GB; its Jenkinses are stand-ins.
      apps.define(id, { cpus: 0.2, mem });
    }
    const seconds: string[] = [];
    // In groups, as concurrent boots compete for the processor.
    for (const nodes of [
      [...masters, shared],
      [...search, registry],
      [monitoring, router, ...jenkins, builds],
    ]) {
      await Promise.all(nodes.map((node) => node.create()));
      for (const node of nodes) seconds.push(`${node.name} ${Math.round(await node.ready(600))}`);
    }
    console.log(`seconds to ready: ${seconds.join(", ")}`);
    balancer = await proxyStandIn({ host: router.address, port: 443 });
  });

  afterAll(async () => {
    framework?.drop();
    console.log(story.table);
    balancer?.close();
    await mail?.close();
    await lab?.close();
  });

  /** Sends a request with a trusted certificate; undefined if there is no such page. */
  const page = async (name: string) => {
    const to = ["--connect-to", `ci.example.com:443:127.0.0.1:${balancer.port}`, "--cacert", authority];
    const options = ["--silent", "--fail", "--max-time", "20", ...to];
    return (await tryRun("curl", [...options, `https://ci.example.com/${name}/login`])).stdout.trim();
  };
  const taskOf = async (name: string, seconds = 300) =>
    (await marathon.running(`/jenkins/${name}`, seconds))[0]!;
  const mailed = (subject: RegExp, seconds: number) =>
    waitFor(`mail ${subject}`, seconds, async () => {
      if (mail.subjects.some((one) => subject.test(one))) return true;
      throw new Error(JSON.stringify(mail.subjects));
    });

  test("has machines without an error, a warning or a failed unit", async () => {
    for (const node of everyone())
      expect({ [node.name]: await bootReport(node) }).toEqual({ [node.name]: goodBoot });
  });

  test("has agents with their attributes, and roles with their weights", async () => {
    const leader = (await leadingMaster(masters))!;
    const workloads = (await registeredAgents(leader)).map(({ attributes }) => attributes.workload);
    expect(workloads.sort()).toEqual(["build", "jenkins", "jenkins"]);
    const weights = (await (await fetch(`http://${leader.address}:5050/weights`)).json()) as object[];
    expect(weights).toEqual(
      expect.arrayContaining([
        { role: "ci", weight: 1 },
        { role: "release", weight: 3 },
      ]),
    );
  });

  test("serves both Jenkinses over TLS, with homes on NFS", async () => {
    await story.tell("two Jenkinses are defined", "both answer by https through the router", async () => {
      await apps.now(await apps.leading());
      for (const name of ["ci", "release"]) {
        await taskOf(name);
        await waitFor(`the page of ${name}`, 300, async () => (await page(name)) === "1");
      }
    });
    for (const agent of [...jenkins, builds]) {
      const mounted = "findmnt --noheadings --types nfs4 --output SOURCE /srv/shared";
      expect(await agent.shell(`ls /srv/shared >/dev/null; ${mounted}`)).toBe("10.16.32.20:/\n");
    }
    expect(await builds.exec("stat", "--format", "%u", "/srv/shared/jenkins/jenkins-ci/starts")).toBe(
      "1000\n",
    );
  });

  test("stores an image in its registry, and runs it", async () => {
    await story.tell("a build pushes an image for an app", "it runs", async () => {
      const image = `${registryHost}/team/app:1`;
      const [cached] = (await builds.exec("docker", "image", "ls", "--quiet")).split("\n");
      await builds.exec("docker", "tag", cached!, image);
      await builds.exec("docker", "push", "--quiet", image);
      const container = { type: "DOCKER", docker: { image } } as const;
      const constraints = [["workload", "CLUSTER", "jenkins"]] as const;
      await marathon.put({
        id: "/app",
        cmd: "exec sleep 100000",
        cpus: 0.1,
        mem: 32,
        container,
        constraints,
      });
      await marathon.running("/app", 300);
      await marathon.remove("/app");
    });
  });

  test("has the output of a Jenkins in Elasticsearch", async () => {
    const marker = `printed-${Date.now()}`;
    await story.tell("a Jenkins prints a line", "it is found in Elasticsearch", async () => {
      await print(marker);
      await waitFor("the line", 120, async () => {
        const url = `http://${search[0]!.address}:9200/jenkins-ha-logs-*/_search?q=${marker}`;
        const { hits } = (await (await fetch(url)).json()) as { hits: { hits: unknown[] } };
        return hits.hits.length > 0;
      });
    });
  });

  /** Makes the Jenkins `ci` print a line, with a file in its home on NFS. */
  const print = (line: string) =>
    builds.shell(
      `echo '${line}' | setpriv --reuid=1000 --regid=1000 --clear-groups tee --append /srv/shared/jenkins/jenkins-ci/log`,
    );

  describe("sends mails", () => {
    beforeAll(async () => {
      framework = await LabFramework.register((await leadingMaster(masters))!, "jenkins-ci", "ci");
    });

    test("only if there is a problem", async () => {
      // Rules query the last two minutes.
      await new Promise((resolve) => setTimeout(resolve, 200_000));
      expect(mail.subjects).toEqual([]);
    });

    test("if a role lacks resources, a disk is full and builds fail", async () => {
      await marathon.put({
        ...{ id: "/filler", cmd: "exec sleep 100000", cpus: 14.9, mem: 32 },
        constraints: [["workload", "CLUSTER", "build"]],
      });
      await marathon.running("/filler", 120);
      await registry.exec("fallocate", "--length", "1800M", "/var/lib/docker-registry/filler");
      for (let build = 1; build <= 20; build += 1)
        await print(`team/job #${build} main build action completed: FAILURE`);
      await Promise.all([
        story.tell("a role uses 90 % of its cpus", "a mail", () => mailed(/role \* has used/, 420)),
        story.tell("a volume of the registry is 90 % full", "a mail", () =>
          mailed(/docker-registry is \d+/, 420),
        ),
        story.tell("20 builds fail", "a mail", () => mailed(/20 builds have failed/, 420)),
      ]);
      await marathon.remove("/filler");
      await registry.exec("rm", "/var/lib/docker-registry/filler");
      expect(mail.subjects).toHaveLength(3);
    });

    test("if an agent and a framework are lost; the agent's Jenkins restarts on the other with its home", async () => {
      const before = await taskOf("ci");
      const other = await taskOf("release");
      const lost = jenkins.find(({ address }) => address === before.host)!;
      await lost.kill();
      framework.drop();
      await Promise.all([
        story.tell("the agent of a Jenkins loses its power", "a mail", () => mailed(/agents are lost/, 600)),
        story.tell("a framework is lost", "a mail", () => mailed(/framework jenkins-ci is gone/, 600)),
        story.tell("the same agent", "its Jenkins runs on the other agent, with its home", async () => {
          const next = await waitFor("another task", 1200, async () => {
            const task = await taskOf("ci", 5);
            return task.id !== before.id && task;
          });
          expect(next.host).not.toBe(before.host);
          await waitFor("its page", 300, async () => (await page("ci")) === "2");
        }),
      ]);
      if (other.host !== before.host) expect((await taskOf("release")).id).toBe(other.id);
      await lost.start();
      await story.tell("the agent has power again", "it is registered", () => lost.ready(600));
    });

    test("if ZooKeeper has no quorum; tasks keep running, and a master leads again once it has recovered", async () => {
      const before = [await taskOf("ci"), await taskOf("release")];
      const [first, second, third] = masters as [LabNode, LabNode, LabNode];
      await Promise.all([second.kill(), third.kill()]);
      await story.tell("two of three masters lose their power", "a mail", () =>
        mailed(/no ZooKeeper server leads/, 600),
      );
      expect(await page("release")).toBe("1");
      await Promise.all([second.start(), third.start()]);
      await story.tell("they have it again", "Marathon leads, and has the same tasks", async () => {
        await Promise.all([first, second, third].map((node) => node.ready(600)));
        await waitFor("the same tasks", 300, async () => {
          const after = [await taskOf("ci", 60), await taskOf("release", 60)];
          return after.every(({ id }, i) => id === before[i]!.id);
        });
      });
    });
  });
});
