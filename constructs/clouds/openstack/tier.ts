import type { IConstruct } from "constructs";
import { Construct } from "constructs";
import { InvalidInput, show } from "../../../cloud-init/checks/invalid-input";
import type {
  CloudMachine,
  CloudPool,
  CloudSharedAddress,
  CloudTier,
  MachineSpec,
  PoolSpec,
  SharedAddressSpec,
  TierSpec,
} from "../cloud";
import { forgetRetained } from "../support/retained";
import type { OpenStackContext, TierShare } from "./context";
import { OpenStackFirewall } from "./firewall";
import { OpenStackMachine } from "./machine";
import { OpenStackPool } from "./pool";
import { AntiAffinityGroup } from "./server-group";
import { OpenStackSharedAddress } from "./shared-address";
import type { OpenStackSubnets } from "./subnets";

/** What the servers of a tier share: a security group, and a server group that keeps them apart. */
export class OpenStackTier extends Construct implements CloudTier {
  readonly firewall: OpenStackFirewall;
  private readonly name: string;
  private readonly shared: TierShare;
  private readonly apart: AntiAffinityGroup;

  constructor(scope: IConstruct, id: string, context: OpenStackContext, spec: TierSpec) {
    super(scope, id);
    this.name = spec.name;
    this.firewall = new OpenStackFirewall(this, "firewall", { context, name: spec.name });
    this.apart = new AntiAffinityGroup(this, "apart", context, { name: spec.name, kind: "fixedNodes" });
    this.shared = { context, network: spec.network as OpenStackSubnets, firewall: this.firewall };
  }

  machine(scope: IConstruct, spec: MachineSpec): CloudMachine {
    // A public machine is the only one of its tier, so there is nothing to keep it apart from.
    const apart = spec.isPublic ? undefined : this.apart;
    return new OpenStackMachine(scope, spec.id, { ...this.shared, machine: spec, apart });
  }

  /** @throws InvalidInput for a pool that the cloud should scale: the provider has no such thing */
  pool(scope: IConstruct, spec: PoolSpec): CloudPool {
    if (typeof spec.size !== "number") {
      throw new InvalidInput(
        `${spec.name}: capacity must be a fixed count on OpenStack, which does not scale servers, got ${show(spec.size)}; give count instead, and change it when you need more`,
      );
    }
    const apart = new AntiAffinityGroup(this, "pool-apart", this.shared.context, {
      name: this.name,
      kind: "pools",
    });
    return new OpenStackPool(scope, spec.id, { ...this.shared, pool: spec, count: spec.size, apart });
  }

  sharedAddress(scope: IConstruct, spec: SharedAddressSpec): CloudSharedAddress {
    return new OpenStackSharedAddress(scope, spec.id, { ...this.shared, shared: spec });
  }

  /** @throws InvalidInput always: servers have no rights of their own, and credentials in user data are anybody's on them */
  grantVolumes(): never {
    throw new InvalidInput(
      `${this.name}: volumes by name are not available on OpenStack, whose servers have no rights of their own, got a volume driver; take a SharedStorage, and JenkinsHome.nfs for a Jenkins`,
    );
  }

  forgetDataVolume(scope: IConstruct, id: string): void {
    forgetRetained(scope, [id, "data"], "openstack_blockstorage_volume_v3");
  }
}
