import { Construct } from "constructs";
import {
  type LogShipperInput,
  type PackageMirror,
  type PackageSources,
  REGISTRY_MIRROR,
} from "../../cloud-init";
import { InvalidInput, show } from "../../cloud-init/checks/invalid-input";
import { packagesCheck } from "../checks/package-checks";
import {
  anyText,
  checkProps,
  listOf,
  nested,
  objectWith,
  oneOf,
  type PropChecks,
  text,
  wholeNumber,
} from "../checks/props";
import type { Cloud, CloudNetwork, ExistingZone, Nat } from "../clouds/cloud";
import { AddressRange } from "../plan/address-range";
import type { Port } from "../plan/ports";
import { Port as Ports } from "../plan/ports";
import { fixedBlock, MOST_ZONES, planSubnets, refuseDockerBridge } from "../plan/subnet-plan";
import type { Connectable } from "./connections";
import type { SshHost } from "./ssh-config";
import { type Member, Topology } from "./topology";

/**
 * A network and subnets that are there already. Nothing is reserved in them: keep the first 64 addresses of each private
 * subnet for nodes with planned ones (docs/decisions/0003).
 */
export interface ExistingNetwork {
  /** The VPC's id on AWS, the network's on OpenStack. */
  readonly networkId: string;
  readonly zones: readonly ExistingZone[];
}

/** Where a cluster's nodes live. */
export interface VpcNetworkProps {
  readonly cloud: Cloud;
  /** The network's range, `/16` to `/22`; of an existing network its own. */
  readonly cidr: string;
  /** How many zones, 1 to 7; a zone can be added later without moving the others. @default as many as `zones`, or 3 */
  readonly zoneCount?: number;
  /** The zones by name. @default the first of the region, as the provider lists them */
  readonly zones?: readonly string[];
  /**
   * How private subnets reach the internet: one NAT gateway, one a zone, or none; then packages and images come over
   * a route of your own. @default "single"
   */
  readonly nat?: Nat;
  /** Use this network; nothing is created then. @default a new one */
  readonly existing?: ExistingNetwork;
  /** Where the programs of every node come from; a tier can say otherwise. @default see `PackageSources` */
  readonly packages?: PackageSources;
  /** Where apt gets the distribution's own packages from, in a network without a way out. @default the image's own */
  readonly packageMirror?: PackageMirror;
  /** Mirrors of Docker Hub that every Docker asks first, such as `http://10.16.0.9:5000`. @default none */
  readonly registryMirrors?: readonly string[];
}

const registryMirrorCheck = text(
  REGISTRY_MIRROR,
  "an http or https URL without a path such as http://10.16.0.9:5000",
);

const checks: PropChecks<VpcNetworkProps> = {
  cloud: objectWith("traits", "a cloud such as new AwsCloud(…)"),
  cidr: anyText,
  zoneCount: wholeNumber(1, MOST_ZONES).optional(),
  zones: listOf(anyText, "zone names").optional(),
  nat: oneOf("single", "per-zone", "none").optional(),
  existing: nested<ExistingNetwork>({
    networkId: anyText,
    zones: listOf(
      nested<ExistingZone>({
        name: anyText,
        privateSubnetId: anyText,
        privateCidr: anyText,
        publicSubnetId: anyText.optional(),
      }),
      "zones",
    ),
  }).optional(),
  packages: packagesCheck.optional(),
  packageMirror: nested<PackageMirror>({
    uri: anyText.optional(),
    securityUri: anyText.optional(),
    proxy: anyText.optional(),
    pythonIndex: anyText.optional(),
  }).optional(),
  registryMirrors: listOf(registryMirrorCheck, "registry mirrors").optional(),
};

/** A part of the private subnets, as far as this library plans them. */
interface Zone {
  readonly private: AddressRange;
  readonly fixed: AddressRange;
  /** Which tier has which address of the fixed part. */
  readonly owners: Map<number, string>;
  /** Addresses that pools may take. */
  pooled: number;
}

/** Called for every tier of a network, those that are there and those that come. */
export type JoinListener = (tier: NetworkTier, member: Member, operatorPorts: readonly Port[]) => void;

/** A tier as a network takes it. */
export interface NetworkTier extends Connectable {
  /** Its nodes as an ssh client knows them. */
  readonly sshHosts?: readonly SshHost[];
  /** Has the tier's Docker talk plain HTTP to a registry of the network's own, `host:port`; nothing where it has no Docker. */
  trustRegistry?(registry: string): void;
}

/** Where the logs of a network's nodes can go: `ElasticsearchNodes`. */
export interface LogStore extends Connectable {
  /** `address:9200` of every node. */
  readonly endpoints: readonly string[];
}

/**
 * A network with a public and a private subnet a zone. Nodes live in the private ones; what comes in is decided by
 * the port graph that it holds.
 */
export class VpcNetwork extends Construct {
  readonly cloud: Cloud;
  /** The network as the cloud has it: ids, and the resources under them. */
  readonly network: CloudNetwork;
  readonly topology = new Topology();
  private readonly zones: readonly Zone[];
  private readonly joined: Parameters<JoinListener>[] = [];
  private readonly listeners: JoinListener[] = [];
  private search?: LogStore;
  private metricsOwner?: string;

  /** @throws InvalidInput for a prop that is missing, unknown or invalid, and for an unusable range */
  constructor(
    scope: Construct,
    id: string,
    private readonly props: VpcNetworkProps,
  ) {
    super(scope, id);
    checkProps(id, checks, props);
    this.cloud = props.cloud;
    const { zones, network } = props.existing ? this.adopt(props.existing) : this.create();
    this.zones = zones.map((zone) => ({ ...zone, owners: new Map(), pooled: 0 }));
    this.network = network;
  }

  get zoneCount(): number {
    return this.zones.length;
  }

  /** The network's range. */
  get cidr(): string {
    return this.props.cidr;
  }

  /** What a tier's documents take from the network: the sources, with the tier's own before them. */
  documentDefaults(own: PackageSources = {}): {
    readonly sources: PackageSources;
    readonly packageMirror?: PackageMirror;
    readonly registryMirrors?: readonly string[];
    readonly logShipper?: LogShipperInput;
  } {
    const { packages, packageMirror, registryMirrors } = this.props;
    return { sources: { ...packages, ...own }, packageMirror, registryMirrors, logShipper: this.logShipper };
  }

  /**
   * Sends the journals of every node of the network to Elasticsearch, those of tiers that come later as well, into an
   * index a day. New machines do; running ones when they are replaced. `Monitoring` calls it, and deletes what is old:
   * without one that is yours to do.
   *
   * @throws InvalidInput where they go to other nodes already
   */
  shipLogsTo(search: LogStore): void {
    if (this.search === search) return;
    if (this.search !== undefined) {
      throw new InvalidInput(
        `${this.node.id}: the logs go to ${this.search.connections.name} already, got ${search.connections.name}; a network has one place for them`,
      );
    }
    this.search = search;
    this.onJoin((tier, { machines }) => {
      // A load balancer that the cloud runs has no journal.
      if (machines !== 0) search.connections.allowFrom(tier, Ports.elasticsearch, "logs and metrics");
    });
  }

  /**
   * Has every node measure itself and what runs on it, once a minute. `Monitoring` calls it.
   *
   * @param owner what looks after the measurements: it deletes the old ones, and tells what is wrong by them
   * @throws InvalidInput where the logs go nowhere, and where something looks after them already
   */
  collectMetrics(owner: string): void {
    if (this.search === undefined) {
      throw new InvalidInput(
        `${this.node.id}: metrics go where the logs go, got none; call shipLogsTo first`,
      );
    }
    if (this.metricsOwner !== undefined) {
      throw new InvalidInput(
        `${this.node.id}: ${this.metricsOwner} looks after its metrics already, got ${owner}; one looks after all tiers of a network`,
      );
    }
    this.metricsOwner = owner;
  }

  private get logShipper(): LogShipperInput | undefined {
    if (this.search === undefined) return undefined;
    const { cluster } = this.cloud;
    return {
      targets: this.search.endpoints,
      index: `${cluster}-logs-{day}`,
      ...(this.metricsOwner ? { metricsIndex: `${cluster}-metrics-{day}` } : {}),
    };
  }

  /**
   * The address with a number within a zone's private subnet, for one owner.
   *
   * @throws InvalidInput where it is not in the part kept for fixed nodes, or another tier has it
   */
  claimAddress(owner: string, zone: number, host: number): string {
    const { private: subnet, fixed, owners } = this.zones[zone]!;
    const first = this.cloud.traits.reservedAddresses.first;
    if (host < first || host >= fixed.size) {
      throw new InvalidInput(
        `${owner}: firstHost plans address number ${host} of ${subnet}, where fixed nodes have the numbers ${first} to ${fixed.size - 1}; take fewer nodes, another firstHost or a larger cidr`,
      );
    }
    const other = owners.get(host);
    if (other) {
      throw new InvalidInput(
        `${owner}: firstHost plans ${subnet.address(host)}, which ${other} has; give one of them another firstHost${this.freeHost}`,
      );
    }
    owners.set(host, owner);
    return subnet.address(host);
  }

  /** A number from which on no tier has an address, in words; nothing where there is none. */
  private get freeHost(): string {
    const free = Math.max(...this.zones.flatMap(({ owners }) => [...owners.keys()])) + 1;
    return this.zones.every(({ fixed }) => free < fixed.size) ? `, such as ${free}` : "";
  }

  /** Makes sure that the subnets have room for a pool. @throws InvalidInput where they have not */
  claimRoom(owner: string, zones: readonly number[], machines: number): void {
    const each = Math.ceil(machines / zones.length);
    for (const index of zones) {
      const zone = this.zones[index]!;
      const room = zone.private.size - zone.fixed.size - this.cloud.traits.reservedAddresses.inAll;
      if (zone.pooled + each > room) {
        throw new InvalidInput(
          `${owner}: the cidr ${this.cidr} is too small: ${zone.pooled + each} agents in ${zone.private}, which has room for ${room}; take a larger cidr, more zones or fewer agents`,
        );
      }
      zone.pooled += each;
    }
  }

  /**
   * Takes a tier into the topology.
   *
   * @param operatorPorts where operators reach it through a gateway. @default ssh
   *
   * @throws InvalidInput where the network has a tier of that name
   */
  join(tier: NetworkTier, member: Member, operatorPorts: readonly Port[] = [Ports.ssh]): void {
    this.topology.addMember(member);
    this.joined.push([tier, member, operatorPorts]);
    for (const listener of this.listeners) listener(tier, member, operatorPorts);
  }

  /** Hears of every tier, in the order they joined. */
  onJoin(listener: JoinListener): void {
    this.listeners.push(listener);
    for (const entry of this.joined) listener(...entry);
  }

  private create() {
    const { cloud, cidr, zones, nat = "single" } = this.props;
    const id = this.node.id;
    if (zones) cloud.checkZones(id, zones);
    const zoneCount = this.props.zoneCount ?? zones?.length ?? 3;
    if (zones && (zones.length !== zoneCount || new Set(zones).size !== zoneCount)) {
      throw new InvalidInput(
        `${id}: zones must name ${zoneCount} different zones, got ${show(zones)}; leave out zoneCount or name as many`,
      );
    }
    cloud.checkNetworkRange(id, AddressRange.parse(id, "cidr", cidr));
    const plan = planSubnets(id, cidr, zoneCount);
    return { zones: plan, network: cloud.network(this, { cidr, plan, zones, nat }) };
  }

  private adopt(existing: ExistingNetwork) {
    const { cloud, cidr, zoneCount, zones, nat } = this.props;
    const id = this.node.id;
    for (const [prop, value] of Object.entries({ zoneCount, zones, nat })) {
      if (value !== undefined) {
        throw new InvalidInput(
          `${id}: ${prop} goes with a new network, got ${show(value)} beside existing; leave it out`,
        );
      }
    }
    if (existing.zones.length === 0)
      throw new InvalidInput(`${id}: existing.zones must name at least one zone, got []`);
    cloud.checkZones(
      id,
      existing.zones.map((zone) => zone.name),
    );
    const whole = AddressRange.parse(id, "cidr", cidr);
    refuseDockerBridge(id, whole);
    const subnets = existing.zones.map((zone) =>
      AddressRange.parse(id, "existing.zones.privateCidr", zone.privateCidr),
    );
    for (const [i, subnet] of subnets.entries()) {
      if (!whole.contains(subnet))
        throw new InvalidInput(`${id}: existing privateCidr must lie in ${whole}, got ${subnet}`);
      const other = subnets.slice(0, i).find((earlier) => earlier.overlaps(subnet));
      if (other)
        throw new InvalidInput(
          `${id}: existing privateCidr ${subnet} overlaps ${other}; a zone needs a subnet of its own`,
        );
    }
    const plan = subnets.map((subnet) => ({ public: subnet, private: subnet, fixed: fixedBlock(subnet) }));
    return { zones: plan, network: cloud.network(this, { cidr, plan, nat: "none", existing }) };
  }
}
