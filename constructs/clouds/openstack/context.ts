import type { TerraformProvider } from "cdktf";
import type { OpenStackCloudProps } from "./cloud-props";
import type { OpenStackSubnets } from "./subnets";
import type { TagSet } from "./tags";

/** What every resource of one OpenStack cluster needs to be made. */
export interface OpenStackContext {
  readonly cluster: string;
  /** Tells clusters whose names must differ from others: the provider that a user has made, or the one of the environment. */
  readonly place: string;
  readonly tags: TagSet;
  /** The meta-arguments of every resource. */
  readonly meta: { readonly provider: TerraformProvider };
  readonly keyName: string;
  readonly imageId: string;
  /** How this installation differs from others. */
  readonly choices: Omit<OpenStackCloudProps, "cluster" | "key" | "image" | "tags" | "provider" | "flavors">;
  flavorId(machineType: string): string;
  /** Cinder's zone for a machine of a zone; nothing leaves it to Cinder. */
  volumeZone(network: OpenStackSubnets, zoneIndex: number): string | undefined;
}

/** What a tier gives to the machines it makes. */
export interface TierShare {
  readonly context: OpenStackContext;
  readonly network: OpenStackSubnets;
  /** Its security group, and the ranges that its machines have. */
  readonly firewall: { readonly id: string; readonly ranges: string[] };
}
