import type { ITerraformDependable, TerraformResource } from "cdktf";
import type { IConstruct } from "constructs";
import type { Architecture, BundleSource, System } from "../../cloud-init";
import type { AddressRange } from "../plan/address-range";
import type { Port } from "../plan/ports";
import type { ZonePlan } from "../plan/subnet-plan";
import type { VolumeOptions } from "../plan/volume";

/**
 * A cloud as this library's constructs see it: neutral specs in, handles out. `AwsCloud` and `OpenStackCloud`
 * implement it; no construct asks which one it has.
 */
export interface Cloud extends IConstruct {
  /** The cluster's name: machines, tags and Mesos itself carry it. */
  readonly cluster: string;
  readonly traits: CloudTraits;
  /** Refuses what is known at synth not to be a machine type of this cloud. */
  checkMachineType(owner: string, machineType: string): void;
  /** What a machine of a type boots, as far as the program says it. */
  machineSystem(machineType: string): MachineSystem;
  /** Refuses a volume that this cloud does not have. */
  checkVolume(owner: string, volume: VolumeOptions): void;
  /** Refuses a root volume that machines of this cloud cannot have. Asked for those that a caller names. */
  checkRootVolume(owner: string, volume: VolumeOptions): void;
  /** Refuses a range that a network of this cloud cannot have. */
  checkNetworkRange(owner: string, range: AddressRange): void;
  /** Refuses zone names that cannot be of one region of this cloud. */
  checkZones(owner: string, zones: readonly string[]): void;
  network(scope: IConstruct, spec: NetworkSpec): CloudNetwork;
  tier(scope: IConstruct, spec: TierSpec): CloudTier;
  loadBalancer(scope: IConstruct, spec: LoadBalancerSpec): CloudLoadBalancer;
  bucket(scope: IConstruct, spec: BucketSpec): CloudBucket;
  /** @throws InvalidInput where the cloud has none */
  fileSystem(scope: IConstruct, spec: FileSystemSpec): CloudFileSystem;
  /** What one machine of a type has, from the provider's own data. */
  machineCapacity(machineType: string): MachineCapacity;
}

/** The limits and defaults of a cloud that a plan has to keep to. */
export interface CloudTraits {
  /** `aws`, `openstack`: the last part of a stack's name. */
  readonly name: string;
  /** The most bytes of user data after compression, before base64. */
  readonly userDataBytes: number;
  /** The device names that a pool's volumes get, in order; a machine has no room for more. */
  readonly deviceNames: readonly string[];
  /** The name under which documents have a machine's data volume. */
  readonly dataDevice: string;
  /** Addresses of each subnet that the cloud keeps for itself at its start and in all. */
  readonly reservedAddresses: { readonly first: number; readonly inAll: number };
  /** The most disks of a machine itself that a pool can use; 0 where the cloud does not say which they are. */
  readonly instanceStoreDisks: number;
  /** The login that the nodes' image makes. */
  readonly sshUser: string;
  /** The machine type of a gateway that names none. @default none: the caller has to say */
  readonly gatewayMachineType?: string;
}

/** What a machine boots. What only the machine itself knows is left out. */
export interface MachineSystem {
  readonly system?: KnownFrom<System>;
  readonly architecture?: KnownFrom<Architecture>;
}

/** A value, and the prop that it follows from. */
export interface KnownFrom<Value> {
  readonly value: Value;
  readonly prop: "image" | "machineType";
  readonly given: string;
}

/** How private subnets reach the internet. */
export type Nat = "single" | "per-zone" | "none";

/** One zone of an existing network. */
export interface ExistingZone {
  /** The zone's name, such as `eu-west-1a`. */
  readonly name: string;
  readonly privateSubnetId: string;
  /** The private subnet's range: planned addresses come from it. */
  readonly privateCidr: string;
  /**
   * Where a gateway and a public load balancer go; on OpenStack every load balancer, which is let in by the range of its
   * subnet: no agents are to be in it. @default none: this zone takes neither
   */
  readonly publicSubnetId?: string;
}

export interface NetworkSpec {
  readonly cidr: string;
  /** One for each zone; where the zones are named, in the order of the names. */
  readonly plan: readonly ZonePlan[];
  /** @default the cloud's own zones, in its order */
  readonly zones?: readonly string[];
  readonly nat: Nat;
  /** Subnets that are there already: nothing is created then. */
  readonly existing?: { readonly networkId: string; readonly zones: readonly ExistingZone[] };
}

/** A zone's subnets; ids can be tokens. */
export interface CloudZone {
  readonly name: string;
  readonly privateSubnetId: string;
  /** @throws InvalidInput where an existing network has none in this zone */
  readonly publicSubnetId: string;
  /** What must be there before a machine boots in a subnet of the zone: its way out to packages and images. */
  readonly ready: {
    readonly private: readonly ITerraformDependable[];
    readonly public: readonly ITerraformDependable[];
  };
}

export interface CloudNetwork {
  readonly id: string;
  readonly zones: readonly CloudZone[];
}

export interface TierSpec {
  /** The tier's name within the cluster: `masters`. */
  readonly name: string;
  readonly network: CloudNetwork;
}

/** What the machines of a tier share (firewall, identity), and the maker of those machines. */
export interface CloudTier {
  readonly firewall: CloudFirewall;
  /** Where its machines get scripts and programs that are too large for user data. @default in the user data */
  readonly bundle?: BundleSource;
  /** A machine with a name and an address of its own. */
  machine(scope: IConstruct, spec: MachineSpec): CloudMachine;
  /**
   * Lets go of the data volume that a machine of this id may have had: where a tier shrinks, Terraform forgets
   * the volume and leaves it as it is, instead of destroying it.
   */
  forgetDataVolume(scope: IConstruct, id: string): void;
  /**
   * An address that machines of the tier take from one another; made before them.
   *
   * @throws InvalidInput where the cloud binds an address to one machine
   */
  sharedAddress(scope: IConstruct, spec: SharedAddressSpec): CloudSharedAddress;
  /**
   * Lets machines of the tier make the cluster's volumes that have names, attach them and take snapshots of them; once.
   *
   * @throws InvalidInput where machines of the cloud can have no such rights
   */
  grantVolumes(): CloudVolumes;
  /** Any number of like machines. */
  pool(scope: IConstruct, spec: PoolSpec): CloudPool;
}

/** What the maker of volumes has to know of the cloud. */
export interface CloudVolumes {
  /** The key that they are encrypted with. @default the cloud's own */
  readonly encryptionKeyId?: string;
}

export interface CloudFirewall {
  readonly id: string;
  allow(rule: FirewallRule): void;
}

export interface FirewallRule {
  /** The construct id of the rule: part of a Terraform address. */
  readonly id: string;
  readonly from: CloudFirewall | string;
  readonly port: Port;
  readonly why: string;
}

interface MachineTemplate {
  /** The construct id of the machine or the pool: part of Terraform addresses. */
  readonly id: string;
  /** The machine's name within the cluster: `masters-1`; a pool's machines add their number. */
  readonly name: string;
  readonly machineType: string;
  readonly rootVolume: VolumeOptions;
  /** The document for cloud-init as plain text, asked for at synth; the cloud compresses and encodes it. */
  readonly userData: () => string;
  readonly tags: Readonly<Record<string, string>>;
}

export interface MachineSpec extends MachineTemplate {
  /** Index into the network's zones. */
  readonly zoneIndex: number;
  /** The planned address in the zone's private subnet. @default the cloud's choice */
  readonly address?: string;
  /** In the public subnet, with a public address that stays. @default false */
  readonly isPublic?: boolean;
  /** A volume that outlives the machine. @default none */
  readonly dataVolume?: DataVolumeSpec;
  /** An address of {@link CloudTier.sharedAddress} that the machine may have beside its own. @default none */
  readonly sharedAddress?: CloudSharedAddress;
}

export interface SharedAddressSpec {
  readonly id: string;
  /** The name within the cluster: `masters-pages`. */
  readonly name: string;
  /** Index into the network's zones. */
  readonly zoneIndex: number;
  /** The planned address in the zone's private subnet. */
  readonly address: string;
  /** Reachable from outside as well, where rules allow it. */
  readonly isPublic: boolean;
}

export interface CloudSharedAddress {
  readonly address: string;
  /** Of a public one. */
  readonly publicAddress?: string;
  readonly resources: readonly TerraformResource[];
}

export interface DataVolumeSpec extends VolumeOptions {
  /** The name that documents have for it: {@link CloudTraits.dataDevice}. */
  readonly device: string;
  /** Whether Terraform refuses every plan that would destroy it. */
  readonly retain: boolean;
}

export interface CloudMachine {
  readonly privateAddress: string;
  /** Of a public machine. */
  readonly publicAddress?: string;
  /** The resources under it, for what this library does not offer. */
  readonly resources: readonly TerraformResource[];
}

export interface PoolSpec extends MachineTemplate {
  /** A fixed number, or bounds between which the cloud scales. */
  readonly size: number | PoolCapacity;
  /** Indexes into the network's zones; machines are spread evenly over them. */
  readonly zoneIndexes: readonly number[];
  /** How many of the machines' own disks are used. */
  readonly instanceStoreDisks: number;
  /** Each with its device name. */
  readonly volumes: readonly (VolumeOptions & { readonly device: string })[];
}

/** A pool that the cloud scales between bounds. */
export interface PoolCapacity {
  readonly min: number;
  readonly max: number;
  /** The part of the pool above `min` that runs on spare capacity, in percent. @default 0 */
  readonly spotPercentage?: number;
}

export interface CloudPool {
  /** A Terraform expression: the list of the machines' private addresses. @default none: a scaled pool's are not known */
  readonly privateAddresses?: string;
  readonly resources: readonly TerraformResource[];
}

export interface LoadBalancerSpec {
  readonly name: string;
  readonly network: CloudNetwork;
  /** In the public subnets, reachable from outside where rules allow it. */
  readonly isPublic: boolean;
  readonly listeners: readonly ListenerSpec[];
}

export interface ListenerSpec {
  readonly port: Port;
  /** The planned addresses behind it. */
  readonly targets: readonly string[];
  /** HTTP on the same port; only status 200 is healthy. */
  readonly healthPath: string;
  /** Whether what is behind speaks TLS; health is asked over it then, without a look at the certificate. @default false */
  readonly tls?: boolean;
  /** Whether targets get the client's address by the PROXY protocol, which they must expect. @default false */
  readonly proxyProtocol?: boolean;
}

export interface CloudLoadBalancer {
  readonly hostname: string;
  readonly firewall: CloudFirewall;
  readonly resources: readonly TerraformResource[];
}

export interface BucketSpec {
  /** Its name within the cluster: `marathon-apps`. */
  readonly name: string;
  /** Whether Terraform refuses every plan that would destroy it; without, it goes with all that is in it. */
  readonly retain: boolean;
  /** Days that overwritten and deleted versions of an object are kept. @default the cloud's choice: 30 on AWS, without end on OpenStack */
  readonly keepVersionsDays?: number;
  /** Days after which objects themselves go. @default never */
  readonly expireAfterDays?: number;
}

/** A private, encrypted place for objects, with versions. */
export interface CloudBucket {
  /** The name that the cloud knows it by; can be a token. */
  readonly name: string;
  /** For programs that speak S3 to it with the rights of their machine. @default none: machines cannot write here */
  readonly s3?: S3Access;
  /** Text that Terraform puts there. */
  object(scope: IConstruct, spec: BucketObjectSpec): CloudObject;
  /** Where a node finds an object that others put there, as `cdktf-mesos-object` takes it. */
  location(scope: IConstruct, spec: Pick<BucketObjectSpec, "id" | "key">): string;
  grant(grant: BucketGrant): void;
  readonly resources: readonly TerraformResource[];
}

/** How a program reaches S3; both can be tokens. */
export interface S3Access {
  readonly region: string;
  /** The region's endpoint, without the bucket: `https://s3.eu-west-1.amazonaws.com`. */
  readonly endpoint: string;
}

export interface BucketObjectSpec {
  /** The construct id of the object: part of a Terraform address. */
  readonly id: string;
  /** Its path within the bucket: `marathon/apps.json`. */
  readonly key: string;
  /** Asked for at synth. */
  readonly text: () => string;
  readonly contentType: string;
}

export interface CloudObject {
  /** Where a node finds it, as `cdktf-mesos-object` takes it: `s3://bucket/key`, or a URL. */
  readonly location: string;
  readonly resource: TerraformResource;
}

/** What the machines of a tier may do with the objects of a bucket. */
export interface BucketGrant {
  readonly tier: CloudTier;
  /** The tier's name: part of a construct id. */
  readonly tierName: string;
  readonly access: "read" | "read-write";
  /** Only objects whose keys begin so; empty for all. */
  readonly prefix: string;
}

export interface FileSystemSpec {
  readonly name: string;
  readonly network: CloudNetwork;
  /** Whether Terraform refuses every plan that would destroy it. */
  readonly retain: boolean;
}

/** A file system that the cloud runs, reached by NFS from every zone. */
export interface CloudFileSystem {
  readonly hostname: string;
  /** Comma-separated, as clients should have them. */
  readonly mountOptions: string;
  readonly firewall: CloudFirewall;
  readonly resources: readonly TerraformResource[];
}

/** Terraform expressions, without `${}`, for the provider's own data. */
export interface MachineCapacity {
  readonly vcpu: string;
  readonly memoryMiB: string;
}
