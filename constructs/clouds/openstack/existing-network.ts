import { DataOpenstackNetworkingSubnetV2 } from "@cdktf/provider-openstack/lib/data-openstack-networking-subnet-v2";
import { Construct, type IConstruct } from "constructs";
import { InvalidInput } from "../../../cloud-init/checks/invalid-input";
import type { ExistingZone } from "../cloud";
import { existingZone } from "../support/cloud-zone";
import type { OpenStackContext } from "./context";
import type { OpenStackSubnets, OpenStackZone } from "./subnets";

/** A network and subnets that are there already; its router is its owner's. */
export class ExistingOpenStackNetwork extends Construct implements OpenStackSubnets {
  readonly zones: readonly OpenStackZone[];

  constructor(
    scope: IConstruct,
    name: string,
    private readonly context: OpenStackContext,
    readonly id: string,
    private readonly existing: readonly ExistingZone[],
  ) {
    super(scope, name);
    // Not spread: that would ask for the public subnet, which there may be none of.
    this.zones = existing.map((zone) => Object.assign(existingZone(zone), { privateCidr: zone.privateCidr }));
  }

  /** @throws InvalidInput where it would be a subnet of agents: Octavia is let in by its subnet, and tasks would be too */
  get balancers(): OpenStackSubnets["balancers"] {
    const subnetId = this.existing.find((zone) => zone.publicSubnetId)?.publicSubnetId;
    if (!subnetId) {
      throw new InvalidInput(
        `${this.node.scope?.node.id}: existing.zones must have a publicSubnetId for load balancers on OpenStack, got none; name a subnet without agents, or give loadBalancer: { haproxy: { machineType } }`,
      );
    }
    const found = this.node.tryFindChild("balancers") as DataOpenstackNetworkingSubnetV2 | undefined;
    const subnet =
      found ?? new DataOpenstackNetworkingSubnetV2(this, "balancers", { ...this.context.meta, subnetId });
    return { subnetId, cidr: subnet.cidr };
  }
}
