import { rm, symlink } from "node:fs/promises";
import path from "node:path";
import type { ContainerNode } from "./container-node";
import type { LabDisk } from "./disk";
import { userDataOf } from "./documents";
import { Lab, prepared } from "./lab";
import type { LabNode } from "./node";

export const masterAddresses = ["10.16.32.10", "10.16.64.11", "10.16.96.12"];
export const agentAddresses = ["10.16.32.64", "10.16.64.64", "10.16.96.64"];
const zones = ["eu-west-1a", "eu-west-1b", "eu-west-1c"];

/** Every node of `hands-on-aws`. */
export interface HandsOnNodes {
  readonly gateway: ContainerNode;
  readonly masters: readonly ContainerNode[];
  readonly agents: readonly ContainerNode[];
}

/** Creates nodes without booting them. @param synthesized cdktf's output. @default that of this checkout */
export async function handsOnNodes(lab: Lab, synthesized?: string): Promise<HandsOnNodes> {
  const userData = (owner: string) => userDataOf("hands-on-aws", owner, undefined, synthesized);
  const masters = masterAddresses.map(async (address, i) =>
    lab.node({
      name: `masters-${i + 1}`,
      address,
      zone: zones[i]!,
      userData: userData(`masters_${i + 1}`),
      disks: { "/dev/sdf": await lab.disk(`masters-${i + 1}`) },
    }),
  );
  return {
    masters: await Promise.all(masters),
    agents: agentAddresses.map((address, i) =>
      lab.node({ name: `agents-${i + 1}`, address, zone: zones[i]!, userData: userData("agents") }),
    ),
    gateway: lab.node({
      name: "gateway",
      address: "10.16.4.10",
      zone: zones[0]!,
      userData: userData("gateway"),
    }),
  };
}

/** The cluster, and two machines whose first boot fails. */
export interface HandsOnLab extends HandsOnNodes {
  /** A master with a wrong volume. */
  readonly bare: LabNode;
  readonly otherDisk: LabDisk;
  /** An agent whose version of Mesos is unavailable before {@link publish}. */
  readonly late: LabNode;
  /** Seconds until all services responded, by role. */
  readonly seconds: Readonly<Record<"gateway" | "masters" | "agents", readonly number[]>>;
  publish(repository: "early" | "lab"): Promise<void>;
  close(): Promise<void>;
}

/** Boots the cluster and waits until it is ready. */
export async function bootHandsOn(): Promise<HandsOnLab> {
  const lab = await Lab.open("cluster");
  const publish = async (repository: string) => {
    const late = path.join(prepared().mirror, "late");
    await rm(late, { force: true });
    await symlink(repository, late);
  };
  await publish("early");
  const { masters, agents, gateway } = await handsOnNodes(lab);
  const otherDisk = await lab.disk("other");
  const bare = lab.node({
    name: "bare",
    address: "10.16.96.99",
    zone: zones[2]!,
    userData: userDataOf("hands-on-aws", "masters_3"),
    disks: { "/dev/sdz": otherDisk },
  });
  const late = lab.node({
    name: "late",
    address: "10.16.32.65",
    zone: zones[0]!,
    userData: userDataOf("lab-aws", "late"),
  });
  const ready = (nodes: readonly LabNode[]) => Promise.all(nodes.map((node) => node.ready(800)));
  // Not all concurrently, as they would compete for the processor.
  await Promise.all(masters.map((node) => node.create()));
  await Promise.all([gateway, bare, late, ...agents].map((node) => node.create()));
  const seconds = {
    gateway: await ready([gateway]),
    masters: await ready(masters),
    agents: await ready(agents),
  };
  return {
    ...{ gateway, masters, agents, bare, otherDisk, late, seconds, publish },
    close: () => lab.close(),
  };
}
