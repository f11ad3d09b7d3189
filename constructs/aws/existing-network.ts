import type { CloudNetwork, CloudZone, ExistingZone } from "../cloud";
import { existingZone } from "../cloud-zone";

/** A VPC and subnets that are there already; its routes are its owner's. */
export class ExistingAwsNetwork implements CloudNetwork {
  readonly zones: readonly CloudZone[];

  constructor(
    readonly id: string,
    zones: readonly ExistingZone[],
  ) {
    this.zones = zones.map(existingZone);
  }
}
