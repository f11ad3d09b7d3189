import type { Construct } from "constructs";
import { agentDocument, type Part } from "../../cloud-init";
import { InvalidInput } from "../../cloud-init/checks/invalid-input";
import { isInstance, markInstances } from "../checks/instances";
import type { CloudPool, CloudVolumes, PoolCapacity } from "../clouds/cloud";
import type { SshHost } from "../network/ssh-config";
import { Port } from "../plan/ports";
import { taskPorts } from "../plan/task-ports";
import type { Volume } from "../plan/volume";
import { type AgentOffers, agentOffers } from "./agent-offers";
import { checkAgentProps, type MesosAgentPoolProps } from "./mesos-agent-props";
import { Tier } from "./tier";

/** Agents that run tasks in Docker and Mesos containers: one resource, however many they are. */
export class MesosAgentPool extends Tier<"agent"> {
  /** Whether a value is a `MesosAgentPool`, of any copy of this package. */
  static isMesosAgentPool(value: unknown): value is MesosAgentPool {
    return isInstance("MesosAgentPool", value);
  }

  readonly cloudPool: CloudPool;
  /** What an agent offers, as far as the program knows it. Each of 2,000 Jenkinses asks for it. @internal */
  readonly offers: AgentOffers;
  private readonly registries: string[] = [];
  private volumeDriver?: { readonly id: string; readonly programs: string };

  /** @throws InvalidInput for a prop that is missing, unknown or invalid, and for what Mesos would refuse */
  constructor(
    scope: Construct,
    id: string,
    private readonly props: MesosAgentPoolProps,
  ) {
    checkAgentProps(id, props);
    const { masters, machineType } = props;
    super(scope, id, masters);
    this.network.addresses.claimRoom(id, this.zoneIndexes, this.mostAgents);
    const userData = this.write(["agent"], props.extraParts);
    this.cloudPool = this.cloudTier.pool(this, {
      id: "pool",
      name: id,
      machineType,
      size: this.size,
      zoneIndexes: this.zoneIndexes,
      rootVolume: props.rootVolume ?? { sizeGiB: 50 },
      instanceStoreDisks: props.instanceStore?.disks ?? 0,
      volumes: this.volumes.map((volume, i) => ({
        ...volume.options,
        device: this.cloud.traits.deviceNames[i]!,
      })),
      userData: userData("agent"),
      tags: props.tags ?? {},
    });
    this.openPorts();
    this.join({ kind: "agents", machineType, machines: this.size, zoneIndexes: this.zoneIndexes });
    this.offers = agentOffers(this.node.id, props, { agents: this.mostAgents, ports: this.taskPorts });
    masters.admitPool({ pool: this, taskPorts: this.taskPorts, offers: this.offers });
  }

  /** The ports that agents offer to tasks. */
  get taskPorts(): readonly Port[] {
    return taskPorts(this.node.id, this.props.resources);
  }

  /** The agents as an ssh client knows them: nothing for a scaled pool, whose addresses change. */
  get sshHosts(): readonly SshHost[] {
    const addresses = this.cloudPool.privateAddresses;
    return addresses ? [{ name: this.node.id, addresses }] : [];
  }

  /** Has the agents' Docker talk to a registry of the network's own. `DockerRegistry` calls it. @internal */
  trustRegistry(registry: string): void {
    this.registries.push(registry);
  }

  /** The most agents that the pool can have. @internal */
  get mostAgents(): number {
    return typeof this.size === "number" ? this.size : this.size.max;
  }

  /** How many volumes an agent can have beside those of the pool. @internal */
  get freeDeviceNames(): number {
    return this.cloud.traits.deviceNames.length - this.volumes.length;
  }

  /**
   * Lets the agents have volumes by name. `VolumeDriver` calls it.
   *
   * @param driver its id, and what the places of its programs begin with
   * @throws InvalidInput where there is one already, and where the cloud's machines can have no such rights
   * @internal
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
  private get zoneIndexes(): readonly number[] {
    const { zoneNumbers } = this.props;
    return zoneNumbers
      ? zoneNumbers.map((number) => number - 1)
      : Array.from({ length: this.network.zoneCount }, (_, i) => i);
  }

  private get volumes(): readonly Volume[] {
    return this.props.volumes ?? [];
  }

  protected document(): readonly Part[] {
    const { props } = this;
    return agentDocument({
      ...this.documentDefaults(props),
      disks: this.volumes.map((volume, i) => ({
        device: this.cloud.traits.deviceNames[i]!,
        mountPoint: volume.mountPoint,
        filesystem: volume.options.filesystem ?? "xfs",
      })),
      instanceStore: props.instanceStore,
      registries: this.registries,
      nfsMounts: props.nfsMounts,
      docker: { cachedImages: props.cachedImages },
      mesosAgent: {
        zooKeeper: props.masters.zooKeeper,
        attributes: props.attributes,
        resources: props.resources,
        role: props.role,
        flags: props.flags,
        onIncompatibleChange: props.onIncompatibleChange,
      },
      volumeDriver: this.volumeDriver,
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
markInstances(MesosAgentPool, "MesosAgentPool");
