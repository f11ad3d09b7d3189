import { Construct } from "constructs";
import {
  type LogShipperInput,
  type PackageMirror,
  type PackageSources,
  REGISTRY_MIRROR,
} from "../../cloud-init";
import { InvalidInput, show } from "../../cloud-init/checks/invalid-input";
import { isInstance, markInstances } from "../checks/instances";
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
import type { Cloud, CloudNetwork, Nat, NetworkSpec } from "../clouds/cloud";
import { AddressPlan } from "../plan/address-plan";
import { AddressRange } from "../plan/address-range";
import { MOST_ZONES, planSubnets } from "../plan/subnet-plan";
import { type ExistingNetwork, existingNetworkCheck, existingSubnets } from "./existing-network";
import { type LogStore, Telemetry } from "./telemetry";
import { TierRegister } from "./tier-register";
import { Topology } from "./topology";

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
  existing: existingNetworkCheck.optional(),
  packages: packagesCheck.optional(),
  packageMirror: nested<PackageMirror>({
    uri: anyText.optional(),
    securityUri: anyText.optional(),
    proxy: anyText.optional(),
    pythonIndex: anyText.optional(),
  }).optional(),
  registryMirrors: listOf(registryMirrorCheck, "registry mirrors").optional(),
};

/**
 * A network with a public and a private subnet a zone. Nodes live in the private ones; what comes in is decided by
 * the port graph that it holds.
 */
export class VpcNetwork extends Construct {
  /** Whether a value is a `VpcNetwork`, of any copy of this package. */
  static isVpcNetwork(value: unknown): value is VpcNetwork {
    return isInstance("VpcNetwork", value);
  }

  readonly cloud: Cloud;
  /** The network as the cloud has it: ids, and the resources under them. */
  readonly cloudNetwork: CloudNetwork;
  readonly topology = new Topology();
  /** @internal */
  readonly tiers = new TierRegister(this.topology);
  /** @internal */
  readonly addresses: AddressPlan;
  /** @internal */
  readonly telemetry: Telemetry;

  /** @throws InvalidInput for a prop that is missing, unknown or invalid, and for an unusable range */
  constructor(
    scope: Construct,
    id: string,
    private readonly props: VpcNetworkProps,
  ) {
    super(scope, id);
    checkProps(id, checks, props);
    const { cloud, cidr } = props;
    this.cloud = cloud;
    const spec = props.existing ? this.existing(props.existing) : this.created();
    this.addresses = new AddressPlan(cidr, spec.plan, cloud.traits.reservedAddresses);
    this.cloudNetwork = cloud.network(this, spec);
    this.telemetry = new Telemetry(id, cloud.cluster, this.tiers);
  }

  get zoneCount(): number {
    return this.addresses.zoneCount;
  }

  /** The network's range. */
  get cidr(): string {
    return this.props.cidr;
  }

  /**
   * Sends the journals of every node of the network to Elasticsearch, those of tiers that come later as well, into an
   * index a day. New machines do; running ones when they are replaced. `Monitoring` calls it, and deletes what is old:
   * without one that is yours to do.
   *
   * @throws InvalidInput where they go to other nodes already
   */
  shipLogsTo(search: LogStore): void {
    this.telemetry.shipLogsTo(search);
  }

  /** What a tier's documents take from the network: the sources, with the tier's own before them. @internal */
  documentDefaults(own: PackageSources = {}): {
    readonly sources: PackageSources;
    readonly packageMirror?: PackageMirror;
    readonly registryMirrors?: readonly string[];
    readonly logShipper?: LogShipperInput;
  } {
    const { packages, packageMirror, registryMirrors } = this.props;
    const { logShipper } = this.telemetry;
    return { sources: { ...packages, ...own }, packageMirror, registryMirrors, logShipper };
  }

  private created(): NetworkSpec {
    const { cloud, cidr, zones, nat = "single" } = this.props;
    const { id } = this.node;
    if (zones) cloud.checkZones(id, zones);
    const zoneCount = this.props.zoneCount ?? zones?.length ?? 3;
    if (zones && (zones.length !== zoneCount || new Set(zones).size !== zoneCount)) {
      throw new InvalidInput(
        `${id}: zones must name ${zoneCount} different zones, got ${show(zones)}; leave out zoneCount or name as many`,
      );
    }
    cloud.checkNetworkRange(id, AddressRange.parse(id, "cidr", cidr));
    return { cidr, plan: planSubnets(id, cidr, zoneCount), zones, nat };
  }

  private existing(existing: ExistingNetwork): NetworkSpec {
    const { cloud, cidr, zoneCount, zones, nat } = this.props;
    const { id } = this.node;
    for (const [prop, value] of Object.entries({ zoneCount, zones, nat })) {
      if (value !== undefined) {
        throw new InvalidInput(
          `${id}: ${prop} goes with a new network, got ${show(value)} beside existing; leave it out`,
        );
      }
    }
    const names = existing.zones.map((zone) => zone.name);
    if (names.length > 0) cloud.checkZones(id, names);
    return { cidr, plan: existingSubnets(id, cidr, existing), nat: "none", existing };
  }
}
markInstances(VpcNetwork, "VpcNetwork");
