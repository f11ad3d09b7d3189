import { show } from "../../cloud-init/checks/invalid-input";
import type { AgentOffers } from "../tiers/agent-offers";
import type { AppConstraint } from "./marathon-app-definition";

/** What an app or a build asks of one agent. */
export interface Demand {
  readonly cpus: number;
  /** MB. */
  readonly mem: number;
  /** Ports of the agent itself. @default none that are named */
  readonly hostPorts?: readonly number[];
}

/** What lets a pool's agents give images to Mesos's own containers. */
export const MESOS_IMAGES =
  'give the pool flags: { image_providers: "DOCKER", isolation: "cgroups/cpu,cgroups/mem,filesystem/linux,docker/runtime" }, or take "DOCKER"';

/** What keeps a pool from running something: nothing where it can, or where only the cloud knows. */
export function shortage(pool: AgentOffers, { cpus, mem, hostPorts = [] }: Demand): string | undefined {
  if (pool.cpus !== undefined && pool.cpus < cpus) return `${pool.name} has ${pool.cpus} cpus`;
  if (pool.mem !== undefined && pool.mem < mem) return `${pool.name} has ${pool.mem} MB`;
  const closed = hostPorts.filter((port) => !pool.ports.some(({ from, to }) => from <= port && port <= to));
  if (closed.length > 0)
    return `${pool.name} has the ports ${pool.ports.map(({ from, to }) => `${from}-${to}`).join(", ")}`;
  return undefined;
}

/** The constraints that select the agents of some pools, by the attributes that they have in common. */
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

/**
 * Why agents of other pools would be taken for those of the wanted ones; nothing where attributes tell them apart.
 *
 * @param met whether the agents of a pool are what is asked for
 */
export function mistakable(
  wanted: readonly AgentOffers[],
  all: readonly AgentOffers[],
  met: (pool: AgentOffers) => boolean,
): string | undefined {
  const names = wanted.map(({ name }) => name);
  const other = all.find((pool) => !names.includes(pool.name) && met(pool));
  return (
    other &&
    `the agents of ${other.name} have the attributes of ${names.join(", ")} as well, ${show(wanted[0]?.attributes)}; give each pool attributes that tell it from the others`
  );
}
