import type { Cloud } from "../clouds/cloud";
import type { Member } from "./topology";

/** What the machines of a tier have together; the numbers of vCPUs and GiB are Terraform expressions. */
export interface TierCapacity {
  readonly machines: number;
  readonly vcpu: string;
  readonly memoryGiB: string;
}

/** The capacity of a cluster, by tier and in all. */
export interface ClusterCapacity {
  readonly tiers: Readonly<Record<string, TierCapacity>>;
  readonly total: TierCapacity & { readonly agents: number };
}

/**
 * Adds up masters, agents and Elasticsearch from the provider's own data about machine types. A scaled pool counts at its
 * most. Gateways, routers and services are not counted: what is asked of the cluster does not run there.
 */
export function clusterCapacity(cloud: Cloud, members: readonly Member[]): ClusterCapacity {
  const counted = members.filter(counts);
  const tiers = counted.map((member) => {
    const machines = machinesOf(member);
    const { vcpu, memoryMiB } = cloud.machineCapacity(member.machineType!);
    return {
      name: member.name,
      machines,
      vcpu: `${vcpu} * ${machines}`,
      memoryGiB: `${memoryMiB} * ${machines} / 1024`,
    };
  });
  const sum = (pick: "vcpu" | "memoryGiB") => `\${${tiers.map((tier) => tier[pick]).join(" + ") || 0}}`;
  const machines = (some: readonly Member[]) => some.reduce((total, member) => total + machinesOf(member), 0);
  return {
    tiers: Object.fromEntries(
      tiers.map(({ name, machines, vcpu, memoryGiB }) => [
        name,
        { machines, vcpu: `\${${vcpu}}`, memoryGiB: `\${${memoryGiB}}` },
      ]),
    ),
    total: {
      machines: machines(counted),
      agents: machines(counted.filter((member) => member.kind === "agents")),
      vcpu: sum("vcpu"),
      memoryGiB: sum("memoryGiB"),
    },
  };
}

/** Whether a tier's machines are of the cluster's capacity, not of the ways into it or aside of it. */
export const counts = ({ machineType, kind }: Member): boolean =>
  machineType !== undefined && ["masters", "agents", "data"].includes(kind);

function machinesOf({ machines }: Member): number {
  return typeof machines === "number" ? machines : machines.max;
}
