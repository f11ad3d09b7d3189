import { Construct } from "constructs";
import { z } from "zod";
import { agentDocument, type LogShipperInput, type Part } from "../cloud-init";
import type { CloudPool, PoolCapacity } from "./cloud";
import { type Connectable, Connections } from "./connections";
import type { ElasticsearchNodes } from "./elasticsearch-nodes";
import { InvalidInput, show } from "./invalid-input";
import type { MesosMasterTier } from "./mesos-master-tier";
import { checkAttributes, checkFlags, checkResources, checkRole, type Flags } from "./mesos-text";
import { Port } from "./ports";
import {
  anyText,
  checkProps,
  listOf,
  nested,
  objectWith,
  type PropChecks,
  textMap,
  wholeNumber,
} from "./props";
import type { SshHost } from "./ssh-config";
import { taskPorts } from "./task-ports";
import { partCheck, userDataFor } from "./tier-documents";
import { type Volume, type VolumeOptions, volumeChecks } from "./volume";
import type { VpcNetwork } from "./vpc-network";

/** A pool of like agents. */
export interface MesosAgentPoolProps {
  /** The masters that the agents register with; the pool lives in their network and takes packages from the same places. */
  readonly masters: MesosMasterTier;
  readonly machineType: string;
  /** How many agents, 0 or more. Give this or `capacity`. */
  readonly count?: number;
  /** Bounds between which the cloud scales, where it can. Give this or `count`. */
  readonly capacity?: PoolCapacity;
  /** The network's zones by number, from 1. @default all of them */
  readonly zones?: readonly number[];
  /** What Jenkins and Marathon choose agents by: `{ workload: "build" }`; the zone is added at boot. @default none */
  readonly attributes?: Readonly<Record<string, string>>;
  /** The role that the agents' resources are reserved for. @default "*": everyone's */
  readonly role?: string;
  /** What agents offer, in Mesos's units (memory and disk in MB): `{ cpus: 7, mem: 14000 }`. @default what Mesos finds */
  readonly resources?: Readonly<Record<string, string | number>>;
  /** More flags of mesos-agent, by their documented names. @default none */
  readonly flags?: Flags;
  /** @default 50 GiB */
  readonly rootVolume?: VolumeOptions;
  /** More volumes, gone with their agent. @default none */
  readonly volumes?: readonly Volume[];
  /** Images that are on an agent before it registers. @default none */
  readonly cachedImages?: readonly string[];
  /** More parts for cloud-init. @default none */
  readonly extraParts?: readonly Part[];
  /** @default only the cluster's own */
  readonly tags?: Readonly<Record<string, string>>;
}

const checks: PropChecks<MesosAgentPoolProps> = {
  masters: objectWith("zooKeeper", "a MesosMasterTier"),
  machineType: anyText,
  count: wholeNumber(0).optional(),
  capacity: nested<PoolCapacity>({
    min: wholeNumber(0),
    max: wholeNumber(1),
    spotPercentage: wholeNumber(0, 100).optional(),
  }).optional(),
  zones: listOf(wholeNumber(1), "zone numbers from 1").optional(),
  attributes: z.record(z.string(), z.unknown()).optional(),
  role: anyText.optional(),
  resources: z.record(z.string(), z.unknown()).optional(),
  flags: z.record(z.string(), z.unknown()).optional(),
  rootVolume: nested(volumeChecks).optional(),
  volumes: listOf(
    objectWith("mountPoint", 'a volume such as Volume.ephemeral("/var/lib/docker", { sizeGiB: 200 })'),
    "volumes",
  ).optional(),
  cachedImages: listOf(anyText, "image names").optional(),
  extraParts: listOf(partCheck, "cloud-init parts").optional(),
  tags: textMap.optional(),
};

/** The flags that the pool sets itself. */
const OWN_FLAGS = {
  master: "it follows from masters",
  ip: "it is the machine's own",
  hostname: "it is the machine's own",
  port: "it is Port.mesosAgent",
  work_dir: 'mount a volume: Volume.ephemeral("/var/lib/mesos", …)',
  attributes: "use attributes",
  resources: "use resources",
  default_role: "use role",
};

/** Agents that run tasks in Docker and Mesos containers: one resource, however many they are. */
export class MesosAgentPool extends Construct implements Connectable {
  readonly connections: Connections;
  readonly pool: CloudPool;
  private readonly network: VpcNetwork;
  private logShipper?: LogShipperInput;

  /** @throws InvalidInput for a prop that is missing, unknown or of another form, and for what Mesos would refuse */
  constructor(
    scope: Construct,
    id: string,
    private readonly props: MesosAgentPoolProps,
  ) {
    super(scope, freeId(scope, id));
    this.check();
    const { masters, machineType } = props;
    const { network } = masters;
    const { cloud } = network;
    this.network = network;
    network.claimRoom(id, this.zones, typeof this.size === "number" ? this.size : this.size.max);
    const tier = cloud.tier(this, { name: id, network: network.network });
    this.connections = new Connections(id, tier.firewall, network.topology);
    userDataFor(id, cloud, this.document());
    this.pool = tier.pool(this, {
      id: "pool",
      name: id,
      machineType,
      size: this.size,
      zones: this.zones,
      rootVolume: props.rootVolume ?? { sizeGiB: 50 },
      volumes: this.volumes.map((volume, i) => ({ ...volume.options, device: cloud.traits.deviceNames[i]! })),
      userData: () => userDataFor(id, cloud, this.document()),
      tags: props.tags ?? {},
    });
    this.openPorts();
    network.join(this, { name: id, kind: "agents", machineType, machines: this.size, zones: this.zones });
    masters.admitPool(this, this.taskPorts);
  }

  /** The ports that agents offer to tasks. */
  get taskPorts(): readonly Port[] {
    return taskPorts(this.node.id, this.props.resources?.ports);
  }

  /** The agents as an ssh client knows them: nothing for a scaled pool, whose addresses change. */
  get sshHosts(): readonly SshHost[] {
    const addresses = this.pool.privateAddresses;
    return addresses ? [{ name: this.node.id, addresses }] : [];
  }

  /** Sends the agents' journals to Elasticsearch. New agents do; running ones when they are replaced. */
  shipLogsTo(search: ElasticsearchNodes): void {
    search.takeLogsFrom(this);
    this.logShipper = { targets: search.endpoints, index: this.network.cloud.cluster };
    userDataFor(this.node.id, this.network.cloud, this.document());
  }

  private get size(): number | PoolCapacity {
    return this.props.capacity ?? this.props.count!;
  }

  /** Indexes into the network's zones. */
  private get zones(): readonly number[] {
    const { masters, zones } = this.props;
    return zones
      ? zones.map((zone) => zone - 1)
      : Array.from({ length: masters.network.zoneCount }, (_, i) => i);
  }

  private get volumes(): readonly Volume[] {
    return this.props.volumes ?? [];
  }

  private check(): void {
    const { props } = this;
    const id = this.node.id;
    checkProps(id, checks, props);
    const { cloud, zoneCount } = props.masters.network;
    this.checkSize();
    cloud.checkMachineType(id, props.machineType);
    if (props.zones?.length === 0 || new Set(props.zones).size !== (props.zones ?? []).length) {
      throw new InvalidInput(
        `${id}: zones must be different numbers from 1 to ${zoneCount}, got ${show(props.zones)}; leave it out for all`,
      );
    }
    const missing = props.zones?.find((zone) => zone > zoneCount);
    if (missing)
      throw new InvalidInput(
        `${id}: zones must be numbers from 1 to ${zoneCount}, got ${missing}; the network has no such zone`,
      );
    checkAttributes(id, props.attributes ?? {});
    checkResources(id, props.resources ?? {});
    if (props.role) checkRole(id, "role", props.role);
    checkFlags(id, "agent", props.flags ?? {}, OWN_FLAGS);
    if (props.rootVolume) cloud.checkVolume(id, props.rootVolume);
    this.checkVolumes();
  }

  private checkSize(): void {
    const { count, capacity } = this.props;
    const id = this.node.id;
    if ((count === undefined) === (capacity === undefined)) {
      throw new InvalidInput(
        `${id}: count or capacity must be given, and not both, got ${show({ count, capacity })}`,
      );
    }
    if (capacity && capacity.max < capacity.min) {
      throw new InvalidInput(
        `${id}: capacity.max must not be less than min, got ${capacity.min} to ${capacity.max}`,
      );
    }
  }

  private checkVolumes(): void {
    const id = this.node.id;
    const { cloud } = this.props.masters.network;
    const room = cloud.traits.deviceNames.length;
    if (this.volumes.length > room) {
      throw new InvalidInput(
        `${id}: volumes has ${this.volumes.length}, and a machine has room for ${room} beside its root, ${cloud.traits.deviceNames[0]} to ${cloud.traits.deviceNames[room - 1]}; take fewer and larger ones`,
      );
    }
    const seen = new Set<string>();
    for (const volume of this.volumes) {
      cloud.checkVolume(id, volume.options);
      if (seen.has(volume.mountPoint)) {
        throw new InvalidInput(
          `${id}: volumes has two on one mount point, got ${show(volume.mountPoint)} twice; give one another path`,
        );
      }
      seen.add(volume.mountPoint);
    }
  }

  private document(): readonly Part[] {
    const { props } = this;
    const { network, zooKeeper, packages } = props.masters;
    return agentDocument({
      base: { cluster: network.cloud.cluster },
      disks: this.volumes.map((volume, i) => ({
        device: network.cloud.traits.deviceNames[i]!,
        mountPoint: volume.mountPoint,
        filesystem: volume.options.filesystem ?? "xfs",
      })),
      docker: { cachedImages: props.cachedImages, source: packages.docker },
      mesosAgent: {
        zooKeeper,
        attributes: props.attributes,
        resources: textOf(props.resources),
        defaultRole: props.role,
        flags: props.flags,
        source: packages.mesos,
      },
      logShipper: this.logShipper,
      extraParts: props.extraParts,
    });
  }

  private openPorts(): void {
    const { masters } = this.props;
    masters.connections.allowFrom(this, Port.zooKeeper, "agents find the leading master");
    masters.connections.allowFrom(this, Port.mesosMaster, "agents register, frameworks in tasks do");
    this.connections.allowFrom(masters, Port.mesosAgent, "masters talk to their agents");
    for (const port of this.taskPorts) {
      this.connections.allowFrom(masters, port, "marathon checks tasks, the leading master calls frameworks");
    }
  }
}

/** cdktf would refuse a second construct of a name in its own words. */
function freeId(scope: Construct, id: string): string {
  if (scope?.node?.tryFindChild(id)) {
    throw new InvalidInput(`${id}: there is a construct of that name already; give this pool another id`);
  }
  return id;
}

function textOf(resources: MesosAgentPoolProps["resources"]): Record<string, string> | undefined {
  return (
    resources && Object.fromEntries(Object.entries(resources).map(([name, value]) => [name, String(value)]))
  );
}
