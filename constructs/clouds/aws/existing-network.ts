import { InvalidInput, show } from "../../../cloud-init/checks/invalid-input";
import type { CloudNetwork, CloudZone, ExistingZone } from "../cloud";
import { existingZone } from "../support/cloud-zone";

/** A VPC and subnets that are there already; its routes are its owner's. */
export class ExistingAwsNetwork implements CloudNetwork {
  readonly zones: readonly CloudZone[];

  /** @throws InvalidInput for two subnets of one zone: a load balancer and EFS take one of each */
  constructor(
    owner: string,
    readonly id: string,
    zones: readonly ExistingZone[],
  ) {
    const names = zones.map(({ name }) => name);
    if (new Set(names).size !== names.length) {
      throw new InvalidInput(
        `${owner}: existing.zones must name each zone once on AWS, got ${show(names)}; name one subnet of each`,
      );
    }
    this.zones = zones.map(existingZone);
  }
}
