import { Construct } from "constructs";
import { agentDocument, type Part } from "../cloud-init";
import { InvalidInput } from "../cloud-init/invalid-input";
import { type AgentOffers, agentOffers } from "./agent-offers";
import type { CloudPool, CloudTier, CloudVolumes, PoolCapacity } from "./cloud";
import { type Connectable, Connections } from "./connections";
import { checkAgentProps, type MesosAgentPoolProps } from "./mesos-agent-props";
import { Port } from "./ports";
import type { SshHost } from "./ssh-config";
import { taskPorts } from "./task-ports";
import { TierDocuments } from "./tier-documents";
import type { Volume } from "./volume";

/** Agents that run tasks in Docker and Mesos containers: one resource, however many they are. */
export class MesosAgentPool extends Construct implements Connectable {
  readonly connections: Connections;
  readonly pool: CloudPool;
  /** The tier as the cloud has it: what rights are granted to. */
  readonly cloudTier: CloudTier;
  /** What an agent offers, as far as the program knows it. Each of 2,000 Jenkinses asks for it. */
  readonly offers: AgentOffers;
  private readonly userData: TierDocuments<this>;
  private readonly registries: string[] = [];
  private volumeDriver?: { readonly id: string; readonly programs: string };

  /** @throws InvalidInput for a prop that is missing, unknown or of another form, and for what Mesos would refuse */
  constructor(
    scope: Construct,
    id: string,
    private readonly props: MesosAgentPoolProps,
  ) {
    super(scope, freeId(scope, id));
    checkAgentProps(id, props);
    const { masters, machineType } = props;
    const { network } = masters;
    const { cloud } = network;
    network.claimRoom(id, this.zones, this.mostAgents);
    const tier = cloud.tier(this, { name: id, network: network.network });
    this.cloudTier = tier;
    this.connections = new Connections(id, tier.firewall, network.topology);
    this.userData = new TierDocuments(this, cloud, [this], () => this.document(), props.extraParts);
    this.pool = tier.pool(this, {
      id: "pool",
      name: id,
      machineType,
      size: this.size,
      zones: this.zones,
      rootVolume: props.rootVolume ?? { sizeGiB: 50 },
      instanceStoreDisks: props.instanceStore?.disks ?? 0,
      volumes: this.volumes.map((volume, i) => ({ ...volume.options, device: cloud.traits.deviceNames[i]! })),
      userData: () => this.userData.of(this),
      tags: props.tags ?? {},
    });
    this.openPorts();
    network.join(this, { name: id, kind: "agents", machineType, machines: this.size, zones: this.zones });
    this.offers = agentOffers(this.node.id, props, { agents: this.mostAgents, ports: this.taskPorts });
    masters.admitPool({ pool: this, taskPorts: this.taskPorts, offers: this.offers });
  }

  /** The ports that agents offer to tasks. */
  get taskPorts(): readonly Port[] {
    return taskPorts(this.node.id, this.props.resources);
  }

  /** The agents as an ssh client knows them: nothing for a scaled pool, whose addresses change. */
  get sshHosts(): readonly SshHost[] {
    const addresses = this.pool.privateAddresses;
    return addresses ? [{ name: this.node.id, addresses }] : [];
  }

  /**
   * The document for an image build, as plain text: boot a machine of the same image with it, run `cloud-init clean`,
   * and make an image of that. Nodes that start from it need no repository and are up in seconds.
   */
  get imageDocument(): string {
    return this.userData.image;
  }

  /** Has the agents' Docker talk to a registry of the network's own. `DockerRegistry` calls it. */
  trustRegistry(registry: string): void {
    this.registries.push(registry);
  }

  /** The most agents that the pool can have. */
  get mostAgents(): number {
    return typeof this.size === "number" ? this.size : this.size.max;
  }

  /** How many volumes an agent can have beside those of the pool. */
  get freeDeviceNames(): number {
    return this.props.masters.network.cloud.traits.deviceNames.length - this.volumes.length;
  }

  /**
   * Lets the agents have volumes by name. `VolumeDriver` calls it.
   *
   * @param driver its id, and what the places of its programs begin with
   * @throws InvalidInput where there is one already, and where the cloud's machines can have no such rights
   */
  admitVolumeDriver(driver: { readonly id: string; readonly programs: string }): CloudVolumes {
    if (this.volumeDriver !== undefined) {
      throw new InvalidInput(
        `${driver.id}: ${this.node.id} has the volume driver ${this.volumeDriver.id} already; one does for all pools that it is given`,
      );
    }
    this.volumeDriver = driver;
    return this.cloudTier.grantVolumes();
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

  private document(): readonly Part[] {
    const { props } = this;
    const { network, zooKeeper } = props.masters;
    const { sources, packageMirror, registryMirrors, logShipper } = network.documentDefaults(props.packages);
    return agentDocument({
      base: { cluster: network.cloud.cluster, packageMirror },
      disks: this.volumes.map((volume, i) => ({
        device: network.cloud.traits.deviceNames[i]!,
        mountPoint: volume.mountPoint,
        filesystem: volume.options.filesystem ?? "xfs",
      })),
      instanceStore: props.instanceStore,
      sources,
      registryMirrors,
      registries: this.registries,
      nfsMounts: props.nfsMounts,
      docker: { cachedImages: props.cachedImages },
      mesosAgent: {
        zooKeeper,
        attributes: props.attributes,
        resources: textOf(props.resources),
        defaultRole: props.role,
        flags: props.flags,
      },
      volumeDriver: this.volumeDriver,
      logShipper,
      extraParts: props.extraParts,
    });
  }

  private openPorts(): void {
    const { masters } = this.props;
    masters.connections.allowFrom(this, Port.zooKeeper, "agents find the leading master");
    masters.connections.allowFrom(this, Port.mesosMaster, "agents register, frameworks in tasks do");
    this.connections.allowFrom(masters, Port.mesosAgent, "masters talk to their agents");
    for (const mount of this.props.nfsMounts ?? []) {
      if ("storage" in mount)
        mount.storage.connections.allowFrom(this, Port.nfs, "agents mount what is shared");
    }
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
