import { ComputeKeypairV2 } from "@cdktf/provider-openstack/lib/compute-keypair-v2";
import { DataOpenstackBlockstorageAvailabilityZonesV3 } from "@cdktf/provider-openstack/lib/data-openstack-blockstorage-availability-zones-v3";
import type { DataOpenstackComputeFlavorV2 } from "@cdktf/provider-openstack/lib/data-openstack-compute-flavor-v2";
import { OpenstackProvider } from "@cdktf/provider-openstack/lib/provider";
import { conditional, Fn, type TerraformProvider, Token } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import { InvalidInput, show } from "../../../cloud-init/checks/invalid-input";
import type { VolumeOptions } from "../../plan/volume";
import type {
  BucketSpec,
  Cloud,
  CloudBucket,
  CloudLoadBalancer,
  CloudNetwork,
  CloudTier,
  CloudTraits,
  FileSystemSpec,
  LoadBalancerSpec,
  MachineCapacity,
  MachineSystem,
  NetworkSpec,
  TierSpec,
} from "../cloud";
import { idOf } from "../support/expression-id";
import { claimName, placeOf } from "../support/unique-names";
import { OpenStackBucket } from "./bucket";
import { checkCloudProps, type OpenStackCloudProps } from "./cloud-props";
import type { OpenStackContext } from "./context";
import { ExistingOpenStackNetwork } from "./existing-network";
import { OpenStackFlavor } from "./flavor";
import { DATA_VOLUME_ID } from "./instance-settings";
import { OpenStackLoadBalancer } from "./load-balancer";
import { OpenStackNetwork } from "./network";
import type { OpenStackSubnets } from "./subnets";
import { TagSet } from "./tags";
import { OpenStackTier } from "./tier";

/** Nova takes 65,535 bytes of base64, which is four for every three. */
const USER_DATA_BYTES = Math.floor(65_535 / 4) * 3;

/** {@link Cloud} on OpenStack. */
export class OpenStackCloud extends Construct implements Cloud {
  readonly cluster: string;
  readonly traits: CloudTraits;
  private readonly provider: TerraformProvider;
  private readonly context: OpenStackContext;
  private readonly flavors = new Map<string, DataOpenstackComputeFlavorV2>();
  private cinderZones?: DataOpenstackBlockstorageAvailabilityZonesV3;

  /** @throws InvalidInput for a prop that is missing, unknown or invalid, and choices that exclude each other */
  constructor(
    scope: IConstruct,
    id: string,
    private readonly props: OpenStackCloudProps,
  ) {
    super(scope, id);
    checkCloudProps(id, props);
    this.cluster = props.cluster;
    this.traits = {
      name: "openstack",
      userDataBytes: USER_DATA_BYTES,
      deviceNames: deviceNames(props.firstVolumeDevice ?? "/dev/vdb"),
      dataDevice: `/dev/disk/by-id/${DATA_VOLUME_ID}`,
      instanceStoreDisks: 0,
      // The subnet's own and the router's; the broadcast and what Neutron's DHCP agents take.
      reservedAddresses: { first: 2, inAll: 5 },
      sshUser: props.image.sshUser,
      gatewayMachineType: props.gatewayMachineType,
    };
    this.provider =
      props.provider ?? new OpenstackProvider(this, "provider", props.region ? { region: props.region } : {});
    const tags = new TagSet(props.cluster, props.tags ?? {});
    this.context = {
      cluster: props.cluster,
      place: placeOf(props),
      tags,
      meta: { provider: this.provider },
      keyName: this.keyName(tags),
      imageId: props.image.resolve(this, this.provider),
      choices: props,
      flavorId: (machineType) => this.flavor(machineType).id,
      volumeZone: (network, zone) => this.volumeZone(network, zone),
    };
  }

  checkMachineType(owner: string, machineType: string): void {
    if (typeof machineType !== "string" || !machineType.trim()) {
      throw new InvalidInput(
        `${owner}: machineType must be the name of a flavor such as m1.large, got ${show(machineType)}`,
      );
    }
  }

  machineSystem(): MachineSystem {
    return this.props.image.system;
  }

  checkVolume(owner: string, volume: VolumeOptions): void {
    for (const speed of ["iops", "throughputMiBps"] as const) {
      if (volume[speed] !== undefined) {
        throw new InvalidInput(
          `${owner}: ${speed} is decided by the volume's type on OpenStack, got ${volume[speed]}; leave it out and name a type`,
        );
      }
    }
  }

  checkRootVolume(owner: string, volume: VolumeOptions): void {
    if ((this.props.boot?.from ?? "image") === "image") {
      throw new InvalidInput(
        `${owner}: rootVolume cannot be had where machines boot from an image and the flavor decides about the disk, got ${show(volume)}; leave it out, or give the cloud boot: { from: "volume" }`,
      );
    }
    this.checkVolume(owner, volume);
  }

  /** Neutron takes any range that the plan does. */
  checkNetworkRange(): void {}

  checkZones(owner: string, zones: readonly string[]): void {
    for (const zone of zones) {
      if (!zone.trim() || zone.includes(":")) {
        throw new InvalidInput(
          `${owner}: zones must be names of availability zones as Nova has them, got ${show(zone)}; a host cannot be named`,
        );
      }
    }
  }

  network(scope: IConstruct, spec: NetworkSpec): CloudNetwork {
    const { volumeZones } = this.props;
    if (volumeZones && volumeZones.length !== spec.plan.length) {
      throw new InvalidInput(
        `${this.node.id}: volumeZones must name one for each of the ${spec.plan.length} zones of ${scope.node.id}, got ${show(volumeZones)}`,
      );
    }
    const { existing } = spec;
    return existing
      ? new ExistingOpenStackNetwork(scope, "openstack", this.context, existing.networkId, existing.zones)
      : new OpenStackNetwork(scope, "openstack", this.context, spec);
  }

  tier(scope: IConstruct, spec: TierSpec): CloudTier {
    return new OpenStackTier(scope, "tier", this.context, spec);
  }

  loadBalancer(scope: IConstruct, spec: LoadBalancerSpec): CloudLoadBalancer {
    if (this.props.loadBalancers === "none") {
      throw new InvalidInput(
        `${spec.name}: a load balancer is asked for, and this cloud is declared to have none, got loadBalancers: "none"; give loadBalancer: { haproxy: { machineType } } for a pair of machines`,
      );
    }
    return new OpenStackLoadBalancer(scope, "load-balancer", this.context, spec);
  }

  bucket(scope: IConstruct, spec: BucketSpec): CloudBucket {
    return new OpenStackBucket(scope, "bucket", this.context, spec);
  }

  /** @throws InvalidInput always: not every installation has Manila, and this library was never tried with one */
  fileSystem(_scope: IConstruct, { name }: FileSystemSpec): never {
    throw new InvalidInput(
      `${name}: managed storage is not available on OpenStack, got managed; give server, or mount a share of Manila's by its path with nfsMounts`,
    );
  }

  machineCapacity(machineType: string): MachineCapacity {
    const { fqn } = this.flavor(machineType);
    return { vcpu: `${fqn}.vcpus`, memoryMiB: `${fqn}.ram` };
  }

  /** Looked up once: what Nova has under a name is every machine's of that type. */
  private flavor(machineType: string): DataOpenstackComputeFlavorV2 {
    const flavor = this.props.flavors?.[machineType] ?? OpenStackFlavor.named(machineType);
    const id = idOf(this, machineType);
    const found = this.flavors.get(id) ?? flavor.resolve(this, machineType, this.provider);
    this.flavors.set(id, found);
    return found;
  }

  private volumeZone(network: OpenStackSubnets, zoneIndex: number): string {
    const { volumeZones } = this.props;
    if (volumeZones) return volumeZones[zoneIndex]!;
    this.cinderZones ??= new DataOpenstackBlockstorageAvailabilityZonesV3(this, "volume-zones", {
      ...this.context.meta,
    });
    const { name } = network.zones[zoneIndex]!;
    // Where Cinder has no zone of that name, null leaves the choice to it.
    return Token.asString(conditional(Fn.contains(this.cinderZones.names, name), name, Token.nullValue()));
  }

  private keyName(tags: TagSet): string {
    const { key } = this.props;
    if (key.existingName) return key.existingName;
    const name = tags.named("key");
    claimName(this, { kind: "key pair of a user", place: placeOf(this.props), name });
    return new ComputeKeypairV2(this, "key", {
      provider: this.provider,
      name,
      publicKey: key.publicKey!,
    }).name;
  }
}

/** A name and those after it, up to the letter z. */
function deviceNames(first: string): string[] {
  const [stem, letter] = [first.slice(0, -1), first.charCodeAt(first.length - 1)];
  return Array.from(
    { length: "z".charCodeAt(0) - letter + 1 },
    (_, i) => stem + String.fromCharCode(letter + i),
  );
}
