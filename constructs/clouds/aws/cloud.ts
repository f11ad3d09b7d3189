import { DataAwsEc2InstanceType } from "@cdktf/provider-aws/lib/data-aws-ec2-instance-type";
import { KeyPair } from "@cdktf/provider-aws/lib/key-pair";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { type TerraformProvider, Token } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import { InvalidInput, show } from "../../../cloud-init/checks/invalid-input";
import { checkProps, instanceOf, objectWith, type PropChecks, text, textMap } from "../../checks/props";
import type { AddressRange } from "../../plan/address-range";
import type { VolumeOptions } from "../../plan/volume";
import type {
  BucketSpec,
  Cloud,
  CloudBucket,
  CloudFileSystem,
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
import { placeOf } from "../support/unique-names";
import { AwsBucket } from "./bucket";
import { AwsBundle } from "./bundle";
import type { AwsContext } from "./context";
import { checkEbsRootVolume, checkEbsVolume } from "./ebs";
import { ExistingAwsNetwork } from "./existing-network";
import { AwsFileSystem } from "./file-system";
import { AwsImage, architectureOf } from "./image";
import type { AwsKey } from "./key-pair";
import { AwsLoadBalancer } from "./load-balancer";
import { AwsNetwork } from "./network";
import { TagSet } from "./tags";
import { AwsTier } from "./tier";

/** The place of a cluster in an AWS account. */
export interface AwsCloudProps {
  /** The cluster's name: letters, digits and dashes, at most 20 characters. Everything is named and tagged after it. */
  readonly cluster: string;
  /** The key that opens the nodes to ssh. */
  readonly key: AwsKey;
  /** @default `AWS_REGION` and the profile, as every AWS tool takes them */
  readonly region?: string;
  /** @default the newest Ubuntu 24.04 */
  readonly image?: AwsImage;
  /** Put on every resource, volumes included. @default only the cluster's and the resource's name */
  readonly tags?: Readonly<Record<string, string>>;
  /** The stack's own provider. @default one is made */
  readonly provider?: TerraformProvider;
  /** The ARN of the key for volumes and buckets. @default AWS's own: both are encrypted in any case */
  readonly kmsKeyId?: string;
}

const checks: PropChecks<AwsCloudProps> = {
  cluster: text(
    // AWS keeps load balancers internal-… and security groups sg-… for itself.
    /^(?!(internal|sg)(-|$))[a-z]([a-z0-9-]{0,18}[a-z0-9])?$/,
    "a name of at most 20 small letters, digits and dashes such as ci, other than internal and sg",
  ),
  key: instanceOf("AwsKey", 'AwsKey.fromPublicKey("ssh-ed25519 …") or AwsKey.existing("name")'),
  region: text(/^[a-z]{2}(-[a-z]+)+-\d$/, "a region such as eu-west-1", { tokens: true }).optional(),
  image: instanceOf(
    "AwsImage",
    'AwsImage.ubuntu2404(), AwsImage.debian12() or AwsImage.fromId("ami-…")',
  ).optional(),
  tags: textMap.optional(),
  provider: objectWith("terraformResourceType", "an AwsProvider").optional(),
  kmsKeyId: text(
    // Policies name it, and know no alias.
    /^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d+:key\/[\w-]+$/,
    "the ARN of a key such as arn:aws:kms:eu-west-1:111122223333:key/…, not an alias",
    { tokens: true },
  ).optional(),
};

/** `m3.xlarge`, `c7gn.16xlarge`, `u-6tb1.metal`, `mac2-m2pro.metal`. */
const MACHINE_TYPE =
  /^[a-z][a-z0-9]*(-[a-z0-9]+)*\.(nano|micro|small|medium|large|\d*xlarge|metal(-\d+xl)?)$/;

/** The eleven names that EC2 recommends for EBS volumes beside the root (EC2, "Device names on Linux instances"). */
const DEVICE_NAMES = [..."fghijklmnop"].map((letter) => `/dev/sd${letter}`);

/** {@link Cloud} on AWS. */
export class AwsCloud extends Construct implements Cloud {
  readonly cluster: string;
  readonly traits: CloudTraits;
  private readonly context: AwsContext;
  private readonly image: AwsImage;
  private bundle?: AwsBundle;

  /** @throws InvalidInput for a prop that is missing, unknown or invalid */
  constructor(
    scope: IConstruct,
    id: string,
    private readonly props: AwsCloudProps,
  ) {
    super(scope, id);
    checkProps(id, checks, props);
    this.cluster = props.cluster;
    const image = props.image ?? AwsImage.ubuntu2404();
    this.image = image;
    this.traits = {
      name: "aws",
      userDataBytes: 16 * 1024,
      deviceNames: DEVICE_NAMES,
      dataDevice: DEVICE_NAMES[0]!,
      instanceStoreDisks: 24,
      reservedAddresses: { first: 4, inAll: 5 },
      sshUser: image.sshUser,
      gatewayMachineType: "t3.micro",
    };
    const provider =
      props.provider ?? new AwsProvider(this, "provider", props.region ? { region: props.region } : {});
    const tags = new TagSet(props.cluster, props.tags ?? {});
    this.context = {
      cluster: props.cluster,
      place: placeOf(props),
      tags,
      meta: { provider },
      keyName: this.keyName(provider, tags),
      kmsKeyId: props.kmsKeyId,
      image: (machineType) => image.resolve(this, machineType, provider),
    };
  }

  checkMachineType(owner: string, machineType: string): void {
    if (Token.isUnresolved(machineType)) {
      if (!this.image.isLookedUp) return;
      throw new InvalidInput(
        `${owner}: machineType must be known at synth, for the image is looked up by its architecture, got ${show(machineType)}; name the type, or give AwsCloud an AwsImage.fromId`,
      );
    }
    if (!MACHINE_TYPE.test(machineType)) {
      throw new InvalidInput(
        `${owner}: machineType must be an EC2 instance type such as m5.xlarge, got ${show(machineType)}`,
      );
    }
  }

  machineSystem(machineType: string): MachineSystem {
    const { system } = this.image;
    const known: MachineSystem = system ? { system: { value: system, prop: "image", given: system } } : {};
    if (Token.isUnresolved(machineType)) return known;
    const architecture = architectureOf(machineType) === "arm64" ? "arm64" : "amd64";
    return { ...known, architecture: { value: architecture, prop: "machineType", given: machineType } };
  }

  checkVolume(owner: string, volume: VolumeOptions): void {
    checkEbsVolume(owner, volume);
  }

  checkRootVolume(owner: string, volume: VolumeOptions): void {
    checkEbsRootVolume(owner, volume);
  }

  checkNetworkRange(owner: string, range: AddressRange): void {
    if (range.prefix < 16)
      throw new InvalidInput(`${owner}: cidr must be a /16 or smaller on AWS, got ${range}`);
  }

  checkZones(owner: string, zones: readonly string[]): void {
    const known = zones.filter((zone) => !Token.isUnresolved(zone));
    const { region = /^(.*)[a-z]$/.exec(known[0] ?? "")?.[1] } = this.props;
    for (const zone of known) {
      if (!/^[a-z]{2}(-[a-z]+)+-\d[a-z]$/.test(zone)) {
        throw new InvalidInput(
          `${owner}: zones must be availability zones such as eu-west-1a, got ${show(zone)}`,
        );
      }
      if (!Token.isUnresolved(region) && zone.slice(0, -1) !== region) {
        throw new InvalidInput(`${owner}: zones must all lie in one region, ${region}, got ${show(zone)}`);
      }
    }
  }

  network(scope: IConstruct, spec: NetworkSpec): CloudNetwork {
    return spec.existing
      ? new ExistingAwsNetwork(scope.node.id, spec.existing.networkId, spec.existing.zones)
      : new AwsNetwork(scope, "aws", this.context, spec);
  }

  tier(scope: IConstruct, spec: TierSpec): CloudTier {
    this.bundle ??= new AwsBundle(this, "bundle", this.context);
    return new AwsTier(scope, "tier", this.context, this.bundle, spec);
  }

  loadBalancer(scope: IConstruct, spec: LoadBalancerSpec): CloudLoadBalancer {
    return new AwsLoadBalancer(scope, "load-balancer", this.context, spec);
  }

  bucket(scope: IConstruct, spec: BucketSpec): CloudBucket {
    return new AwsBucket(scope, "bucket", this.context, spec);
  }

  fileSystem(scope: IConstruct, spec: FileSystemSpec): CloudFileSystem {
    return new AwsFileSystem(scope, "efs", this.context, spec);
  }

  machineCapacity(machineType: string): MachineCapacity {
    const id = `type-${idOf(this, machineType)}`;
    const known = this.node.tryFindChild(id) as DataAwsEc2InstanceType | undefined;
    const data =
      known ?? new DataAwsEc2InstanceType(this, id, { ...this.context.meta, instanceType: machineType });
    return { vcpu: `${data.fqn}.default_vcpus`, memoryMiB: `${data.fqn}.memory_size` };
  }

  private keyName(provider: TerraformProvider, tags: TagSet): string {
    const { key } = this.props;
    if (key.existingName) return key.existingName;
    const pair = new KeyPair(this, "key", {
      provider,
      keyNamePrefix: `${this.cluster}-`,
      publicKey: key.publicKey!,
      tags: tags.of("key"),
    });
    return pair.keyName;
  }
}
