import type { Construct } from "constructs";
import { type AppsInput, masterDocument, type Part, RECONCILIATION_INTERVAL } from "../../cloud-init";
import { isInstance, markInstances } from "../checks/instances";
import type { Connectable } from "../network/connections";
import { firstHosts } from "../plan/first-hosts";
import { Port } from "../plan/ports";
import type { DataVolumeOptions } from "../plan/volume";
import type { AgentOffers } from "./agent-offers";
import { type FixedNode, FixedTier } from "./fixed-tier";
import { checkMasterProps, type MesosMasterTierProps, marathonFlags } from "./mesos-master-props";
import { TierBalancer } from "./tier-balancer";

/** Where a master's data volume is mounted: ZooKeeper's data and Mesos's registry outlive the machine. */
const STATE = "/var/lib/cluster-state";

/** The most masters that a tier can ever have. */
const MOST_MASTERS = 5;

/** A pool as its masters know it. */
export interface AdmittedPool {
  readonly pool: Connectable;
  readonly taskPorts: readonly Port[];
  readonly offers: AgentOffers;
}

/** Apps that the masters bring up. */
export interface AppDelivery {
  /** Where their definitions are, and the program that brings them up. */
  readonly locations: Omit<AppsInput, "marathon">;
}

/** What a Marathon's flags allow. */
export interface MarathonTraits {
  /** `enable_features`. */
  readonly features: readonly string[];
  /** `mesos_role`. @default "*" */
  readonly role: string;
  /** Whether it has a principal, which reservations are made by. */
  readonly hasPrincipal: boolean;
  /** `reconciliation_interval`, in ms. */
  readonly reconciliationMs: number;
}

/** ZooKeeper, mesos-master and Marathon on machines with fixed addresses and retained data. */
export class MesosMasterTier extends FixedTier {
  /** Whether a value is a `MesosMasterTier`, of any copy of this package. */
  static isMesosMasterTier(value: unknown): value is MesosMasterTier {
    return isInstance("MesosMasterTier", value);
  }

  readonly loadBalancer: TierBalancer;
  /** What has the masters bring up apps: `MarathonApps`, which sets it. @internal */
  apps?: AppDelivery;
  private readonly registries: string[] = [];
  private readonly pools: AdmittedPool[] = [];
  private readonly admissionListeners: ((admitted: AdmittedPool) => void)[] = [];

  /** @throws InvalidInput for a prop that is missing, unknown or invalid, and an even count */
  constructor(
    scope: Construct,
    id: string,
    private readonly props: MesosMasterTierProps,
  ) {
    checkMasterProps(id, props);
    const { network, count, firstHost = firstHosts.masters } = props;
    super(scope, id, { network, count, firstHost });
    this.openPorts();
    this.launch({ ...props, dataVolume: this.dataVolume, kind: "masters", most: MOST_MASTERS });
    this.loadBalancer = this.balance();
  }

  /** How many masters must agree. */
  get quorum(): number {
    return (this.props.count + 1) / 2;
  }

  /** `host:2181,…` of every master. */
  get zooKeeperHosts(): string {
    return this.nodes.map((node) => `${node.address}:${Port.zooKeeper.from}`).join(",");
  }

  /** What agents and frameworks find the leading master by: `zk://…/mesos`. */
  get zooKeeper(): string {
    return `zk://${this.zooKeeperHosts}/mesos`;
  }

  /** The page of the leading master. */
  get mesosUrl(): string {
    return this.loadBalancer.url(Port.mesosMaster);
  }

  /** Marathon's page and API; nothing where it is left out. */
  get marathonUrl(): string | undefined {
    return this.hasMarathon ? this.loadBalancer.url(Port.marathon) : undefined;
  }

  get hasMarathon(): boolean {
    return this.props.marathon !== false;
  }

  /** Has the masters' Docker talk to a registry of the network's own. `DockerRegistry` calls it. @internal */
  trustRegistry(registry: string): void {
    this.registries.push(registry);
  }

  /** The addresses of the network's own registries, which speak plain HTTP. @internal */
  get plainRegistries(): readonly string[] {
    return this.registries;
  }

  /** What the agents of each pool offer, as far as the program knows it. @internal */
  get agentOffers(): readonly AgentOffers[] {
    return this.pools.map(({ offers }) => offers);
  }

  /** What apps may ask of this cluster's Marathon. @internal */
  get marathonTraits(): MarathonTraits {
    const {
      enable_features = "",
      mesos_role = "*",
      mesos_authentication_principal,
      reconciliation_interval = RECONCILIATION_INTERVAL,
    } = marathonFlags(this.props);
    return {
      features: String(enable_features).split(","),
      role: String(mesos_role),
      hasPrincipal: mesos_authentication_principal !== undefined,
      reconciliationMs: Number(reconciliation_interval),
    };
  }

  /**
   * Opens the tasks of all pools to one another: a build's agent calls its Jenkins. Pools call it as they are made.
   *
   * @internal
   */
  admitPool(admitted: AdmittedPool): void {
    const { pool, taskPorts } = admitted;
    this.pools.push(admitted);
    for (const other of this.pools) {
      for (const port of taskPorts) pool.connections.allowFrom(other.pool, port, "tasks call one another");
      for (const port of other.taskPorts)
        other.pool.connections.allowFrom(pool, port, "tasks call one another");
    }
    for (const listener of this.admissionListeners) listener(admitted);
  }

  /** Hears of every pool, in the order they were made. @internal */
  onAdmit(listener: (admitted: AdmittedPool) => void): void {
    this.admissionListeners.push(listener);
    for (const admitted of this.pools) listener(admitted);
  }

  private get dataVolume(): DataVolumeOptions {
    return this.props.dataVolume ?? { sizeGiB: 20 };
  }

  protected document(node: FixedNode): readonly Part[] {
    const { props, zooKeeper } = this;
    const { cluster } = this.cloud;
    const { address } = node;
    return masterDocument({
      ...this.documentDefaults(props, node.name),
      disks: [this.dataDisk(STATE, this.dataVolume)],
      zooKeeper: {
        id: node.number,
        servers: this.nodes.map((peer) => ({ id: peer.number, address: peer.address })),
        dataDir: `${STATE}/zookeeper`,
      },
      mesosMaster: {
        address,
        cluster,
        zooKeeper,
        quorum: this.quorum,
        workDir: `${STATE}/mesos`,
        weights: props.weights,
        flags: props.flags,
      },
      marathon: this.hasMarathon
        ? {
            address,
            zooKeeper: `zk://${this.zooKeeperHosts}/marathon`,
            mesosZooKeeper: zooKeeper,
            flags: marathonFlags(props),
            libprocessPort: Port.marathonLibprocess.from,
          }
        : undefined,
      apps: this.apps && { ...this.apps.locations, marathon: `http://${address}:${Port.marathon.from}` },
      registries: this.registries,
    });
  }

  private openPorts(): void {
    const open = (port: Port, why: string) => this.connections.allowFrom(this, port, why);
    open(Port.zooKeeper, "masters and marathon keep their state in zookeeper");
    open(Port.zooKeeperPeer, "zookeeper followers follow their leader");
    open(Port.zooKeeperElection, "zookeeper elects its leader");
    open(Port.mesosMaster, "masters replicate the registry, marathon registers");
    if (!this.hasMarathon) return;
    open(Port.marathon, "marathon instances pass requests to their leader");
    open(Port.marathonLibprocess, "the leading master calls marathon");
  }

  private balance(): TierBalancer {
    const targets = this.addresses;
    return new TierBalancer(this, "pages", {
      network: this.network,
      tier: this,
      ...this.props.loadBalancer,
      listeners: [
        // Only the leading master answers 200 here, the others redirect to an address of the private network.
        { port: Port.mesosMaster, targets, healthPath: "/weights" },
        ...(this.hasMarathon ? [{ port: Port.marathon, targets, healthPath: "/ping" }] : []),
      ],
    });
  }
}
markInstances(MesosMasterTier, "MesosMasterTier");
