import { Construct } from "constructs";
import { z } from "zod";
import { type LogShipperInput, masterDocument, type PackageSources, type Part } from "../cloud-init";
import type { CloudMachine } from "./cloud";
import { type Connectable, Connections } from "./connections";
import type { ElasticsearchNodes } from "./elasticsearch-nodes";
import { type FixedNode, planFixedNodes } from "./fixed-nodes";
import { InvalidInput } from "./invalid-input";
import { checkFlags, checkRole, type Flags } from "./mesos-text";
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
  yesOrNo,
} from "./props";
import type { SshHost } from "./ssh-config";
import { TierBalancer } from "./tier-balancer";
import { packagesCheck, partCheck, userDataFor } from "./tier-documents";
import { type VolumeOptions, volumeChecks } from "./volume";
import type { VpcNetwork } from "./vpc-network";

/** A volume with data that must outlive machines. */
export interface DataVolumeOptions extends VolumeOptions {
  /**
   * Whether Terraform refuses every plan that would destroy it. `false` is how it is let go of on purpose, before a
   * destroy. @default true
   */
  readonly retain?: boolean;
}

/** The checks of {@link DataVolumeOptions}. */
export const dataVolumeChecks: PropChecks<DataVolumeOptions> = {
  ...volumeChecks,
  retain: yesOrNo.optional(),
};

/** Marathon beside each master. */
export interface MarathonOptions {
  /** More flags, by their documented names. @default none */
  readonly flags?: Flags;
}

/** The load balancer before Marathon and the Mesos pages. */
export interface BalancerOptions {
  /** In the public subnets. @default false: reachable within the network */
  readonly isPublic?: boolean;
  /** The ranges that may reach it beside the network's gateway. @default none */
  readonly allowFrom?: readonly string[];
  /** Says a second time that `0.0.0.0/0` is meant. @default false */
  readonly allowFromAnywhere?: boolean;
}

/** One, three or five masters. */
export interface MesosMasterTierProps {
  readonly network: VpcNetwork;
  /** 1, 3 or 5. ZooKeeper and the Mesos registry need a majority of it. */
  readonly count: 1 | 3 | 5;
  readonly machineType: string;
  /** `false` leaves Marathon out. @default true, with its defaults */
  readonly marathon?: boolean | MarathonOptions;
  /** The retained volume of each master, for ZooKeeper's data. @default 20 GiB */
  readonly dataVolume?: DataVolumeOptions;
  /** @default 50 GiB */
  readonly rootVolume?: VolumeOptions;
  /** @default internal */
  readonly loadBalancer?: BalancerOptions;
  /** More flags of mesos-master, by their documented names. @default none */
  readonly flags?: Flags;
  /** Weights by role: a role with weight 2 gets twice the share of one with 1. @default all 1 */
  readonly weights?: Readonly<Record<string, number>>;
  /** The number of the first master's address in its zone's private subnet. @default 10 */
  readonly firstHost?: number;
  /** Where Mesos, ZooKeeper, Marathon and Docker come from; pools take the same. @default see `PackageSources` */
  readonly packages?: PackageSources;
  /** More parts for cloud-init. @default none */
  readonly extraParts?: readonly Part[];
  /** @default only the cluster's own */
  readonly tags?: Readonly<Record<string, string>>;
}

const checks: PropChecks<MesosMasterTierProps> = {
  network: objectWith("claimAddress", "a VpcNetwork"),
  count: wholeNumber(1, 5),
  machineType: anyText,
  marathon: z
    .union([yesOrNo, nested<MarathonOptions>({ flags: z.record(z.string(), z.unknown()).optional() })], {
      error: "must be true, false or { flags }",
    })
    .optional(),
  dataVolume: nested(dataVolumeChecks).optional(),
  rootVolume: nested(volumeChecks).optional(),
  loadBalancer: nested<BalancerOptions>({
    isPublic: yesOrNo.optional(),
    allowFrom: listOf(anyText, "address ranges").optional(),
    allowFromAnywhere: yesOrNo.optional(),
  }).optional(),
  flags: z.record(z.string(), z.unknown()).optional(),
  weights: z
    .record(z.string(), z.number().positive(), { error: "must be positive numbers by role" })
    .optional(),
  firstHost: wholeNumber(1).optional(),
  packages: packagesCheck.optional(),
  extraParts: listOf(partCheck, "cloud-init parts").optional(),
  tags: textMap.optional(),
};

/** The flags that the tier sets itself. */
const OWN_FLAGS = {
  zk: "it follows from count and the network",
  quorum: "it follows from count",
  ip: "it is the planned address",
  hostname: "it is the planned address",
  port: "it is Port.mesosMaster",
  cluster: "it is the cloud's cluster",
  work_dir: "it lies on the data volume",
  weights: "use weights",
};

const OWN_MARATHON_FLAGS = {
  zk: "it follows from the tier",
  master: "it follows from the tier",
  hostname: "it is the planned address",
  http_port: "it is Port.marathon",
};

/** Where a master's data volume is mounted: ZooKeeper's data and Mesos's registry outlive the machine. */
const STATE = "/var/lib/cluster-state";

/** The most masters that a tier can ever have. */
const MOST_MASTERS = 5;

/** ZooKeeper, mesos-master and Marathon on machines with fixed addresses and retained data. */
export class MesosMasterTier extends Construct implements Connectable {
  readonly network: VpcNetwork;
  readonly connections: Connections;
  readonly nodes: readonly FixedNode[];
  readonly machines: readonly CloudMachine[];
  readonly loadBalancer: TierBalancer;
  private logShipper?: LogShipperInput;
  private readonly pools: { readonly pool: Connectable; readonly taskPorts: readonly Port[] }[] = [];

  /** @throws InvalidInput for a prop that is missing, unknown or of another form, and an even count */
  constructor(
    scope: Construct,
    id: string,
    private readonly props: MesosMasterTierProps,
  ) {
    super(scope, id);
    this.check();
    const { network, count, machineType } = props;
    const { cloud } = network;
    this.network = network;
    this.nodes = planFixedNodes(network, { name: id, count, firstHost: props.firstHost ?? 10 });
    const tier = cloud.tier(this, { name: id, network: network.network });
    this.connections = new Connections(id, tier.firewall, network.topology);
    this.machines = this.nodes.map((node) => {
      userDataFor(node.name, cloud, this.document(node));
      return tier.machine(this, {
        id: String(node.number),
        name: node.name,
        machineType,
        zone: node.zone,
        address: node.address,
        rootVolume: props.rootVolume ?? { sizeGiB: 50 },
        dataVolume: {
          ...this.dataVolume,
          device: cloud.traits.deviceNames[0]!,
          retain: this.dataVolume.retain ?? true,
        },
        userData: () => userDataFor(node.name, cloud, this.document(node)),
        tags: props.tags ?? {},
      });
    });
    for (let gone = count + 1; gone <= MOST_MASTERS; gone++) tier.forgetDataVolume(this, String(gone));
    this.openPorts();
    network.join(this, {
      name: id,
      kind: "masters",
      machineType,
      machines: count,
      zones: this.nodes.map((node) => node.zone),
    });
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

  /** Where the cluster's packages come from, as given. */
  get packages(): PackageSources {
    return this.props.packages ?? {};
  }

  /** The masters as an ssh client knows them. */
  get sshHosts(): readonly SshHost[] {
    return this.nodes.map(({ name, address }) => ({ name, address }));
  }

  /** Sends the masters' journals to Elasticsearch. */
  shipLogsTo(search: ElasticsearchNodes): void {
    search.takeLogsFrom(this);
    this.logShipper = { targets: search.endpoints, index: this.network.cloud.cluster };
    for (const node of this.nodes) userDataFor(node.name, this.network.cloud, this.document(node));
  }

  /** Opens the tasks of all pools to one another: a build's agent calls its Jenkins. Pools call it as they are made. */
  admitPool(pool: Connectable, taskPorts: readonly Port[]): void {
    this.pools.push({ pool, taskPorts });
    for (const other of this.pools) {
      for (const port of taskPorts) pool.connections.allowFrom(other.pool, port, "tasks call one another");
      for (const port of other.taskPorts)
        other.pool.connections.allowFrom(pool, port, "tasks call one another");
    }
  }

  private check(): void {
    const { props } = this;
    const id = this.node.id;
    checkProps(id, checks, props);
    if (props.count % 2 === 0) {
      throw new InvalidInput(`${id}: count must be odd for a quorum, got ${props.count}; take 1, 3 or 5`);
    }
    const { cloud } = props.network;
    cloud.checkMachineType(id, props.machineType);
    cloud.checkVolume(id, this.dataVolume);
    if (props.rootVolume) cloud.checkVolume(id, props.rootVolume);
    checkFlags(id, "master", props.flags ?? {}, OWN_FLAGS);
    checkFlags(`${id}: marathon`, "marathon", this.marathonFlags, OWN_MARATHON_FLAGS);
    for (const role of Object.keys(props.weights ?? {})) checkRole(id, "weights", role);
  }

  private get dataVolume(): DataVolumeOptions {
    return this.props.dataVolume ?? { sizeGiB: 20 };
  }

  private get marathonFlags(): Flags {
    const { marathon } = this.props;
    return typeof marathon === "object" ? (marathon.flags ?? {}) : {};
  }

  private document(node: FixedNode): readonly Part[] {
    const { props, packages } = this;
    const { cloud } = props.network;
    const { address } = node;
    const zooKeeper = `zk://${this.zooKeeperHosts}/mesos`;
    return masterDocument({
      base: { cluster: cloud.cluster, node: node.name },
      disks: [
        {
          device: cloud.traits.deviceNames[0]!,
          mountPoint: STATE,
          filesystem: this.dataVolume.filesystem ?? "xfs",
        },
      ],
      zooKeeper: {
        id: node.number,
        servers: this.nodes.map((peer) => ({ id: peer.number, address: peer.address })),
        dataDir: `${STATE}/zookeeper`,
        source: packages.zookeeper,
      },
      mesosMaster: {
        address,
        cluster: cloud.cluster,
        zooKeeper,
        quorum: this.quorum,
        workDir: `${STATE}/mesos`,
        weights: props.weights,
        flags: props.flags,
        source: packages.mesos,
      },
      marathon: this.hasMarathon
        ? {
            address,
            zooKeeper: `zk://${this.zooKeeperHosts}/marathon`,
            mesosZooKeeper: zooKeeper,
            flags: this.marathonFlags,
            libprocessPort: Port.marathonLibprocess.from,
            source: packages.marathon,
          }
        : undefined,
      docker: { source: packages.docker },
      logShipper: this.logShipper,
      extraParts: props.extraParts,
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
    const { network, loadBalancer = {} } = this.props;
    const targets = this.nodes.map((node) => node.address);
    return new TierBalancer(this, "pages", {
      network,
      tier: this,
      ...loadBalancer,
      listeners: [
        // Only the leading master answers 200 here, the others redirect to an address of the private network.
        { port: Port.mesosMaster, targets, healthPath: "/weights" },
        ...(this.hasMarathon ? [{ port: Port.marathon, targets, healthPath: "/ping" }] : []),
      ],
    });
  }
}
