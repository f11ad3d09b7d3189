import { InvalidInput } from "../../cloud-init/invalid-input";
import type { CloudNetwork, CloudZone, ExistingZone } from "../cloud";

/** A VPC and subnets that are there already; its routes are its owner's. */
export class ExistingAwsNetwork implements CloudNetwork {
  readonly zones: readonly CloudZone[];

  constructor(
    readonly id: string,
    zones: readonly ExistingZone[],
  ) {
    this.zones = zones.map((zone) => ({
      name: zone.name,
      privateSubnetId: zone.privateSubnetId,
      ready: { private: [], public: [] },
      get publicSubnetId(): string {
        if (zone.publicSubnetId) return zone.publicSubnetId;
        throw new InvalidInput(
          `network: existing zone ${zone.name} has no publicSubnetId, and something public is asked for there; add it`,
        );
      },
    }));
  }
}
