import { App, TerraformStack } from "cdktf";
import {
  type Cloud,
  MesosMasterTier,
  type MesosMasterTierProps,
  VpcNetwork,
  type VpcNetworkProps,
} from "../../constructs";
import {
  OpenStackCloud,
  type OpenStackCloudProps,
  OpenStackImage,
  OpenStackKey,
} from "../../constructs/openstack";
import { type Resource, Synthesized, testKey } from "./synth";

/** The id of an image that nobody has. */
export const testImageId = "4f1b2a60-7c1d-4a53-9a70-2f0c8d6f1e11";

/** A stack with an OpenStack cloud in it. */
export class OpenStackStack extends TerraformStack {
  readonly cloud: Cloud;

  constructor(props: Partial<OpenStackCloudProps> = {}) {
    super(new App(), "test");
    this.cloud = new OpenStackCloud(this, "cloud", {
      cluster: "ci",
      key: OpenStackKey.fromPublicKey(testKey),
      image: OpenStackImage.fromId(testImageId),
      externalNetwork: "public",
      ...props,
    });
  }

  network(props: Partial<VpcNetworkProps> = {}): VpcNetwork {
    return new VpcNetwork(this, "network", { cloud: this.cloud, cidr: "10.16.0.0/16", ...props });
  }

  masters(props: Partial<MesosMasterTierProps> = {}): MesosMasterTier {
    return new MesosMasterTier(this, "masters", {
      network: props.network ?? this.network(),
      count: 3,
      machineType: "m1.large",
      ...props,
    });
  }

  synth(): Synthesized {
    return new Synthesized(this);
  }
}

/** Whom an Octavia listener lets call: the ranges that Terraform sorts. */
export function allowedRanges(listener: Resource): string[] {
  const [, list] = /^\$\{sort\((\[.*\])\)\}$/.exec(String(listener.allowed_cidrs)) ?? [];
  return JSON.parse(list ?? "null");
}
