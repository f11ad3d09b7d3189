import type { CloudNetwork, CloudZone } from "../cloud";

/** A zone with its private subnet's range: Octavia recognizes its callers only by address. */
export interface OpenStackZone extends CloudZone {
  readonly privateCidr: string;
}

/** A network as this cloud makes or finds it. */
export interface OpenStackSubnets extends CloudNetwork {
  readonly zones: readonly OpenStackZone[];
  /** Where load balancers have their address: a public subnet, so that agents do not share it. */
  readonly balancers: { readonly subnetId: string; readonly cidr: string };
}
