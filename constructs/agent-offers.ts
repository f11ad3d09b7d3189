import type { AppConstraint } from "./marathon-app-definition";
import { type Flags, reservationsOf } from "./mesos-text";

/** What the agents of a pool offer, as far as the program knows it. */
export interface AgentOffers {
  /** The pool's name. */
  readonly name: string;
  readonly machineType: string;
  /** The attributes of every agent, but for the zone, which agents find out for themselves. */
  readonly attributes: Readonly<Record<string, string>>;
  /** The role that everything is reserved for; `*` for none. */
  readonly role: string;
  /** CPUs of an agent. @default not known here: what Mesos finds */
  readonly cpus?: number;
  /** MB of memory of an agent. @default not known here: what Mesos finds */
  readonly mem?: number;
  /** The most agents that there can be. */
  readonly agents: number;
  /** The ports that tasks can have on an agent itself. */
  readonly ports: readonly PortRange[];
  /** The directories that are mounts of NFS servers. */
  readonly nfsMountPoints: readonly string[];
  /** Whether Mesos's own containers can have images: Docker's containers always can. */
  readonly hasMesosImages: boolean;
}

/** What lets a pool's agents give images to Mesos's own containers. */
export const MESOS_IMAGES =
  'give the pool flags: { image_providers: "DOCKER", isolation: "cgroups/cpu,cgroups/mem,filesystem/linux,docker/runtime" }, or take "DOCKER"';

/** What an app or a build asks of one agent. */
export interface Demand {
  readonly cpus: number;
  /** MB. */
  readonly mem: number;
  /** Ports of the agent itself. @default none that are named */
  readonly hostPorts?: readonly number[];
}

/** Ports from one number to another. */
export interface PortRange {
  readonly from: number;
  readonly to: number;
}

/** The part of a pool's props that its offers follow from. */
interface AgentProps {
  readonly machineType: string;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly role?: string;
  readonly resources?: Readonly<Record<string, string | number>>;
  readonly flags?: Flags;
  readonly nfsMounts?: readonly { readonly mountPoint: string }[];
}

/** @param counted what the pool knows of itself */
export function agentOffers(
  name: string,
  props: AgentProps,
  counted: Pick<AgentOffers, "agents" | "ports">,
): AgentOffers {
  const { attributes = {}, role = "*", nfsMounts = [], machineType } = props;
  const cpus = scalar(props, "cpus");
  const mem = scalar(props, "mem");
  return {
    name,
    machineType,
    attributes,
    role,
    ...counted,
    ...(cpus === undefined ? {} : { cpus }),
    ...(mem === undefined ? {} : { mem }),
    nfsMountPoints: nfsMounts.map(({ mountPoint }) => mountPoint),
    hasMesosImages: hasMesosImages(props.flags),
  };
}

/** Mesos, "Supporting Container Images in Mesos Containerizer". */
function hasMesosImages({ image_providers = "", isolation = "" }: Flags = {}): boolean {
  const isolators = String(isolation).split(",");
  return (
    String(image_providers).toUpperCase().split(",").includes("DOCKER") &&
    ["filesystem/linux", "docker/runtime"].every((isolator) => isolators.includes(isolator))
  );
}

/** How much there is of a resource, for everyone and for roles. */
function scalar({ resources = {} }: AgentProps, name: string): number | undefined {
  const values = reservationsOf(resources, name);
  return values.length === 0 ? undefined : values.reduce((sum, [, value]) => sum + Number(value), 0);
}

/** What keeps a pool from running something: nothing where it can, or where only the cloud knows. */
export function shortage(pool: AgentOffers, { cpus, mem, hostPorts = [] }: Demand): string | undefined {
  if (pool.cpus !== undefined && pool.cpus < cpus) return `${pool.name} has ${pool.cpus} cpus`;
  if (pool.mem !== undefined && pool.mem < mem) return `${pool.name} has ${pool.mem} MB`;
  const closed = hostPorts.filter((port) => !pool.ports.some(({ from, to }) => from <= port && port <= to));
  if (closed.length > 0)
    return `${pool.name} has the ports ${pool.ports.map(({ from, to }) => `${from}-${to}`).join(", ")}`;
  return undefined;
}

/** What tells the agents of some pools by the attributes that they have in common. */
export function poolConstraints(pools: readonly AgentOffers[]): readonly AppConstraint[] {
  const names = Object.keys(pools[0]!.attributes).filter((name) =>
    pools.every(({ attributes }) => attributes[name] !== undefined),
  );
  return names.map((name) => {
    const values = [...new Set(pools.map(({ attributes }) => attributes[name]!))];
    return values.length === 1
      ? [name, "CLUSTER", values[0]!]
      : [name, "LIKE", values.map((value) => value.replaceAll(/[.[\]]/g, "\\$&")).join("|")];
  });
}

/** Whether a constraint chooses agents by what only they know: their name, their region or zone. */
export function isAgentsOwn([field, operator]: AppConstraint): boolean {
  const isOwn = field === "hostname" || field.startsWith("@") || field === "zone";
  return isOwn && !["UNIQUE", "GROUP_BY", "MAX_PER"].includes(operator);
}

/** How many tasks of an app an agent can have; nothing where neither hosts nor their ports say so. */
export function mostPerAgent(
  constraints: readonly AppConstraint[],
  hostPorts: readonly number[],
): number | undefined {
  const most = constraints.flatMap(([field, operator, value]) => {
    if (field !== "hostname" && field !== "@hostname") return [];
    if (operator === "UNIQUE") return 1;
    return operator === "MAX_PER" ? Number(value) : [];
  });
  if (hostPorts.length > 0) most.push(1);
  return most.length > 0 ? Math.min(...most) : undefined;
}

/** Whether a pool's agents meet a constraint, as far as its attributes tell. */
export function meets(pool: AgentOffers, constraint: AppConstraint): boolean {
  if (isAgentsOwn(constraint)) return true;
  const [field, operator, value] = constraint;
  const has = pool.attributes[field];
  switch (operator) {
    case "CLUSTER":
    case "IS":
      return value === undefined ? has !== undefined : has === value;
    case "LIKE":
      return has !== undefined && new RegExp(`^(?:${value})$`).test(has);
    case "UNLIKE":
      return has === undefined || !new RegExp(`^(?:${value})$`).test(has);
    default:
      return true;
  }
}
