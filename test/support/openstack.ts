import {
  OpenStackCloud,
  type OpenStackCloudProps,
  OpenStackImage,
  OpenStackKey,
} from "../../constructs/clouds/openstack";
import { type Resource, TestStack, testKey } from "./synth";

/** The id of a fictitious image. */
export const testImageId = "4f1b2a60-7c1d-4a53-9a70-2f0c8d6f1e11";

/** A stack with an OpenStack cloud. */
export class OpenStackStack extends TestStack {
  constructor(props: Partial<OpenStackCloudProps> = {}) {
    const own = {
      cluster: "ci",
      key: OpenStackKey.fromPublicKey(testKey),
      image: OpenStackImage.fromId(testImageId),
      externalNetwork: "public",
    };
    super((stack) => new OpenStackCloud(stack, "cloud", { ...own, ...props }), "m1.large");
  }
}

/** The allowed ranges of an Octavia listener, from Terraform's sort expression. */
export function allowedRanges(listener: Resource): string[] {
  const [, list] = /^\$\{sort\((\[.*\])\)\}$/.exec(String(listener.allowed_cidrs)) ?? [];
  return JSON.parse(list ?? "null");
}
