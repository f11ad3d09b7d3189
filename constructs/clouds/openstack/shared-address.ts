import { NetworkingFloatingipV2 } from "@cdktf/provider-openstack/lib/networking-floatingip-v2";
import { NetworkingPortV2 } from "@cdktf/provider-openstack/lib/networking-port-v2";
import type { TerraformResource } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import type { CloudSharedAddress, SharedAddressSpec } from "../cloud";
import type { TierShare } from "./context";
import { portSecurity } from "./instance-settings";

/**
 * An address that is no server's: a port without one keeps Neutron from giving it away, and takes a floating address.
 * Servers may use it by the `allowed_address_pairs` of their own ports.
 */
export class OpenStackSharedAddress extends Construct implements CloudSharedAddress {
  readonly address: string;
  readonly port: NetworkingPortV2;
  readonly floatingAddress?: NetworkingFloatingipV2;
  readonly resources: readonly TerraformResource[];

  constructor(scope: IConstruct, id: string, share: TierShare & { shared: SharedAddressSpec }) {
    super(scope, id);
    const { context, network, firewall, shared } = share;
    const { meta, tags, choices } = context;
    const zone = network.zones[shared.zoneIndex]!;
    this.address = shared.address;
    this.port = new NetworkingPortV2(this, "port", {
      ...meta,
      name: tags.named(shared.name),
      networkId: network.id,
      adminStateUp: true,
      fixedIp: [{ subnetId: zone.privateSubnetId, ipAddress: shared.address }],
      ...portSecurity(context, firewall.id),
      tags: tags.list(shared.name),
    });
    if (shared.isPublic && choices.externalNetwork) {
      this.floatingAddress = new NetworkingFloatingipV2(this, "address", {
        ...meta,
        pool: choices.externalNetwork,
        portId: this.port.id,
        description: `${shared.name} of the mesos cluster ${context.cluster}`,
        tags: tags.list(shared.name),
        dependsOn: [...zone.ready.private],
      });
    }
    this.resources = [this.port, ...(this.floatingAddress ? [this.floatingAddress] : [])];
  }

  get publicAddress(): string | undefined {
    return this.floatingAddress?.address;
  }
}
