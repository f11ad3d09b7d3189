import { writeFileSync } from "node:fs";
import path from "node:path";
import type { AgentSeconds, BootSeconds, ClusterSeconds } from "./lab/boot-seconds";
import { bootReport, cloudInitSeconds, goodBoot } from "./lab/checks";
import type { ContainerNode } from "./lab/container-node";
import { userDataOf } from "./lab/documents";
import { agentAddresses, type HandsOnNodes, handsOnNodes } from "./lab/hands-on";
import { inLab, Lab, prepared } from "./lab/lab";
import { frameworks, leadingMaster, registeredAgents } from "./lab/mesos";
import type { LabNode } from "./lab/node";
import { cache } from "./lab/places";
import { realPrograms } from "./lab/programs";
import { waitFor } from "./lab/wait";

const booted = inLab && realPrograms ? describe : describe.skip;

jest.setTimeout(1_800_000);

booted("the machines of hands-on, by the clock", () => {
  let lab: Lab;
  let masters: readonly LabNode[];
  let baked: ContainerNode;
  let asked: readonly string[];
  let seconds: BootSeconds;

  /** The complete cluster: gateway, three masters, three agents. */
  const bootCluster = async ({ gateway, masters, agents }: HandsOnNodes): Promise<ClusterSeconds> => {
    const all = [gateway, ...masters, ...agents];
    const started = Date.now();
    const after = async (what: string, look: (leader: LabNode) => Promise<boolean>) => {
      await waitFor(what, 800, async () => {
        const leader = await leadingMaster(masters);
        return leader !== undefined && (await look(leader));
      });
      return (Date.now() - started) / 1000;
    };
    const events = Promise.all([
      after("a leader", async () => true),
      after("agents", async (leader) => (await registeredAgents(leader)).length === agents.length),
      after("marathon", async (leader) => (await frameworks(leader)).some(({ name }) => name === "marathon")),
    ]);
    await Promise.all(all.map((node) => node.create()));
    const [leader, registered, marathon] = await events;
    await Promise.all(all.map((node) => node.booted(300)));
    return { leader, registered, marathon };
  };

  const bootAgent = async (node: ContainerNode): Promise<AgentSeconds> => {
    await node.create();
    await waitFor(`${node.name} registered`, 800, async () => {
      const agents = await registeredAgents((await leadingMaster(masters))!);
      return agents.some(({ hostname, active }) => active && hostname === node.address);
    });
    const registered = node.uptime;
    await node.booted(300);
    return { registered, cloudInit: await cloudInitSeconds(node) };
  };

  const agent = (name: string, userData: string, image?: string) =>
    lab.node({ name, address: agentAddresses[0]!, zone: "eu-west-1a", userData }, image);

  /** Prints the parts of a first boot's time. */
  const tell = async (node: LabNode) => {
    const commands = {
      "steps of the boot": "cat /var/lib/cdktf-mesos/boot/steps",
      "cloud-init":
        "cloud-init analyze show | grep -E 'seconds|stage' | tail -n 12; cloud-init analyze blame | head -n 12",
      systemd:
        "systemd-analyze time; systemd-analyze blame | head -n 12; systemd-analyze critical-chain mesos-agent.service docker.service",
      journal:
        "journalctl --output short-monotonic --unit docker --unit mesos-agent --unit 'cdktf-mesos-*' | grep -v 'container ' | cut -c1-150 | head -n 60",
    };
    for (const [what, command] of Object.entries(commands))
      console.log(`${node.name}, ${what}:\n${(await node.tryExec("bash", "-c", command)).stdout}`);
  };

  beforeAll(async () => {
    lab = await Lab.open("boot-times");
    const removeAll = ({ gateway, masters, agents }: HandsOnNodes) =>
      Promise.all([gateway, ...masters, ...agents].map((node) => node.remove()));
    const earlier = prepared().baseline;
    let before: ClusterSeconds | undefined;
    if (earlier !== undefined) {
      const nodes = await handsOnNodes(lab, earlier);
      before = await bootCluster(nodes);
      await removeAll(nodes);
    }
    const nodes = await handsOnNodes(lab);
    const cluster = await bootCluster(nodes);
    masters = nodes.masters;
    await tell(masters[0]!);
    await tell(nodes.agents[0]!);
    // The masters keep running for single agents.
    for (const node of [nodes.gateway, ...nodes.agents]) await node.remove();
    const plain = agent("plain", userDataOf("hands-on-aws", "agents"));
    const single = await bootAgent(plain);
    await tell(plain);
    await plain.remove();
    let aloneBefore: AgentSeconds | undefined;
    if (earlier !== undefined) {
      const node = agent("earlier", userDataOf("hands-on-aws", "agents", undefined, earlier));
      aloneBefore = await bootAgent(node);
      await node.remove();
    }
    const image = await lab.bake("image", "10.16.32.80", "hands-on-aws-agents.yaml");
    baked = agent("baked", userDataOf("hands-on-aws", "agents"), image);
    const requests = lab.mirror.asked.length;
    const fromImage = await bootAgent(baked);
    asked = lab.mirror.asked.slice(requests);
    await tell(baked);
    seconds = {
      ...{ cluster, agent: single, baked: fromImage },
      ...(before && aloneBefore ? { baseline: { cluster: before, agent: aloneBefore } } : {}),
    };
    console.log(`seconds: ${JSON.stringify(seconds)}`);
    writeFileSync(path.join(cache, "boot-seconds.json"), JSON.stringify(seconds));
  });

  afterAll(() => lab?.close());

  test("need no repository with a baked image", () => {
    expect(asked).toEqual([]);
  });

  test("boot from a baked image without an error, a warning or a failed unit", async () => {
    await baked.ready(60);
    expect(await bootReport(baked)).toEqual(goodBoot);
  });

  test("spend less time in cloud-init with a baked image", () => {
    expect(seconds.baked.cloudInit).toBeLessThan(seconds.agent.cloudInit);
  });
});
