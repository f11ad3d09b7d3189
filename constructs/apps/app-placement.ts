import { show } from "../../cloud-init/checks/invalid-input";
import type { AgentOffers } from "../tiers/agent-offers";
import type { AppDefinition } from "./marathon-app-definition";
import { hostPortsOf } from "./marathon-app-ports";
import { namedVolumesOf } from "./named-volumes";
import { isAgentsOwn, MESOS_IMAGES, meets, mostPerAgent, shortage } from "./pool-choice";

/** What apps find in a cluster. */
export interface AppSurroundings {
  readonly pools: readonly AgentOffers[];
  /** Marathon's own role. */
  readonly role: string;
  /** The pools whose agents give volumes by name. */
  readonly volumePools: ReadonlySet<string>;
  /** The addresses of registries that speak plain HTTP. */
  readonly plainRegistries: readonly string[];
}

/** Why an app can run nowhere, or fails where it is sent; nothing where it can, or where only the cloud knows. */
export function unplaceable(app: AppDefinition, cluster: AppSurroundings): string | undefined {
  const { constraints = [], cpus = 1, mem = 128, acceptedResourceRoles } = app;
  const { pools } = cluster;
  const roles = acceptedResourceRoles ?? [...new Set(["*", cluster.role])];
  const suited = pools.filter(
    (pool) => roles.includes(pool.role) && constraints.every((constraint) => meets(pool, constraint)),
  );
  if (suited.length === 0) {
    const known = pools.map(({ name, attributes, role }) => show({ name, attributes, role })).join(", ");
    return `no agent pool meets ${show(constraints)} for the roles ${roles.join(", ")}; there are ${known || "none"}`;
  }
  const hostPorts = hostPortsOf(app);
  const shortages = suited.map((pool) => shortage(pool, { cpus, mem, hostPorts }));
  if (shortages.every((reason) => reason !== undefined)) {
    const ports = hostPorts.length > 0 ? ` and the ports ${hostPorts.join(", ")} of its host` : "";
    return `asks for ${cpus} cpus and ${mem} MB${ports}, more than any agent it can run on has: ${shortages.join(", ")}`;
  }
  const able = suited.filter((_, i) => shortages[i] === undefined);
  return crowd(app, hostPorts, able) ?? failure(app, able, cluster);
}

/** Why there are too few agents for as many tasks. */
function crowd(
  app: AppDefinition,
  hostPorts: readonly number[],
  able: readonly AgentOffers[],
): string | undefined {
  const { constraints = [], instances = 1 } = app;
  const most = mostPerAgent(constraints, hostPorts);
  if (most === undefined) return undefined;
  const agents = able.reduce((sum, pool) => sum + pool.agents, 0);
  // A pool without agents may have some one day.
  if (instances <= Math.max(1, agents * most)) return undefined;
  const counts = able.map((pool) => `${pool.name} has ${pool.agents}`).join(", ");
  return `instances must be at most ${agents * most} with ${most} for each agent it can run on, got ${instances}: ${counts}; ask for fewer, or give the pools more agents`;
}

/** What agents lack that their offers do not tell of: a task is sent there, and fails. */
function failure(
  app: AppDefinition,
  suited: readonly AgentOffers[],
  { volumePools, plainRegistries }: AppSurroundings,
): string | undefined {
  const lacking = (has: (pool: AgentOffers) => boolean): string | undefined => {
    const without = suited.filter((pool) => !has(pool)).map(({ name }) => name);
    // Where hosts or zones are chosen, the others may not be meant.
    const isChosen = (app.constraints ?? []).some(isAgentsOwn);
    return without.length > (isChosen ? suited.length - 1 : 0) ? without.join(", ") : undefined;
  };
  const [volume] = namedVolumesOf(app);
  const withoutVolumes = volume && lacking(({ name }) => volumePools.has(name));
  if (withoutVolumes)
    return `the volume ${volume} is not available on the agents of ${withoutVolumes}, which it may run on; give a VolumeDriver that pool as well, or keep the app from it by constraints`;
  const { type, docker } = app.container ?? {};
  if (type !== "MESOS" || !docker) return undefined;
  const withoutImages = lacking((pool) => pool.hasMesosImages);
  if (withoutImages)
    return `container.type "MESOS" has no images on the agents of ${withoutImages}, which it may run on; ${MESOS_IMAGES}`;
  return withoutHttps(docker.image, plainRegistries);
}

/** Why Mesos's own containers cannot have an image; nothing where it is from elsewhere. */
export function withoutHttps(image: string, plainRegistries: readonly string[]): string | undefined {
  const registry = plainRegistries.find((address) => image.startsWith(`${address}/`));
  return (
    registry &&
    `Mesos's own containers pull images only over HTTPS, got one of the registry at ${registry}; use "DOCKER" instead of "MESOS"`
  );
}
