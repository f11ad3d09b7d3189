import type { TerraformProvider } from "cdktf";
import type { CloudNetwork } from "../cloud";
import type { ResolvedImage } from "./image";
import type { TagSet } from "./tags";

/** What every resource of one AWS cluster needs to be made. */
export interface AwsContext {
  readonly cluster: string;
  /** Tells clusters whose names must differ from others: the region, or the provider that a user has made. */
  readonly place: string;
  readonly tags: TagSet;
  /** The meta-arguments of every resource. */
  readonly meta: { readonly provider: TerraformProvider };
  readonly keyName: string;
  /** The customer's key for volumes and buckets. @default AWS's own */
  readonly kmsKeyId?: string;
  image(machineType: string): ResolvedImage;
}

/** What a tier gives to the machines it makes. */
export interface TierShare {
  readonly context: AwsContext;
  readonly network: CloudNetwork;
  readonly securityGroupId: string;
  readonly profileName: string;
}
