import { DataOpenstackComputeAvailabilityZonesV2 } from "@cdktf/provider-openstack/lib/data-openstack-compute-availability-zones-v2";
import { DataOpenstackNetworkingNetworkV2 } from "@cdktf/provider-openstack/lib/data-openstack-networking-network-v2";
import { NetworkingNetworkV2 } from "@cdktf/provider-openstack/lib/networking-network-v2";
import { NetworkingRouterInterfaceV2 } from "@cdktf/provider-openstack/lib/networking-router-interface-v2";
import { NetworkingRouterV2 } from "@cdktf/provider-openstack/lib/networking-router-v2";
import { NetworkingSubnetV2 } from "@cdktf/provider-openstack/lib/networking-subnet-v2";
import { Fn, Token } from "cdktf";
import type { IConstruct } from "constructs";
import { Construct } from "constructs";
import { InvalidInput, show } from "../../../cloud-init/checks/invalid-input";
import type { AddressRange } from "../../plan/address-range";
import type { NetworkSpec } from "../cloud";
import type { OpenStackContext } from "./context";
import type { OpenStackSubnets, OpenStackZone } from "./subnets";

/** A network with a public and a private subnet a zone, and a router that joins them all and leads outside. */
export class OpenStackNetwork extends Construct implements OpenStackSubnets {
  readonly network: NetworkingNetworkV2;
  readonly router: NetworkingRouterV2;
  readonly publicSubnets: readonly NetworkingSubnetV2[];
  readonly privateSubnets: readonly NetworkingSubnetV2[];
  // References are made once: cdktf records a stack for each.
  readonly id: string;
  readonly zones: readonly OpenStackZone[];
  readonly balancers: OpenStackSubnets["balancers"];

  constructor(
    scope: IConstruct,
    id: string,
    private readonly context: OpenStackContext,
    spec: NetworkSpec,
  ) {
    super(scope, id);
    checkNat(scope.node.id, spec, context);
    const { meta, tags, choices } = context;
    this.network = new NetworkingNetworkV2(this, "network", {
      ...meta,
      name: tags.named("network"),
      adminStateUp: true,
      mtu: choices.mtu,
      portSecurityEnabled: choices.portSecurity,
      availabilityZoneHints: choices.networkZones && [...choices.networkZones],
      tags: tags.list("network"),
      // Where its agents are is Neutron's; another hint is for another network.
      lifecycle: { ignoreChanges: ["availability_zone_hints"] },
    });
    this.id = this.network.id;
    this.router = this.makeRouter(spec);
    const zoneNames = this.zoneNames(spec);
    const subnets = (kind: "public" | "private") =>
      spec.plan.map((zone, i) =>
        this.subnet(`${kind}-${i + 1}`, zone[kind], kind === "private" ? zone.fixed.size : 2),
      );
    this.publicSubnets = subnets("public");
    this.privateSubnets = subnets("private");
    const interfaces = (kind: string, some: readonly NetworkingSubnetV2[]) =>
      some.map((subnet, i) => this.join(`${kind}-${i + 1}`, subnet));
    const publicInterfaces = interfaces("public", this.publicSubnets);
    const privateInterfaces = interfaces("private", this.privateSubnets);
    this.zones = this.privateSubnets.map((subnet, i) => ({
      name: zoneNames[i]!,
      privateSubnetId: subnet.id,
      publicSubnetId: this.publicSubnets[i]!.id,
      privateCidr: spec.plan[i]!.private.toString(),
      ready: { private: [privateInterfaces[i]!], public: [publicInterfaces[i]!] },
    }));
    this.balancers = { subnetId: this.zones[0]!.publicSubnetId, cidr: spec.plan[0]!.public.toString() };
  }

  private zoneNames(spec: NetworkSpec): readonly string[] {
    if (spec.zones) return spec.zones;
    const zones = new DataOpenstackComputeAvailabilityZonesV2(this, "zones", { ...this.context.meta });
    // element() starts again after the last: where Nova has one zone, all are in it.
    return spec.plan.map((_, i) => Token.asString(Fn.element(zones.names, i)));
  }

  /** One, whatever `nat` says: docs/decisions/0012. */
  private makeRouter(spec: NetworkSpec): NetworkingRouterV2 {
    const { meta, tags, choices } = this.context;
    const { externalNetwork: name, networkZones } = choices;
    const external =
      name && new DataOpenstackNetworkingNetworkV2(this, "external", { ...meta, name, external: true });
    return new NetworkingRouterV2(this, "router", {
      ...meta,
      name: tags.named("router"),
      adminStateUp: true,
      ...(external ? { externalNetworkId: external.id } : {}),
      availabilityZoneHints:
        networkZones && (spec.nat === "per-zone" ? [...networkZones] : networkZones.slice(0, 1)),
      tags: tags.list("router"),
      lifecycle: { ignoreChanges: ["availability_zone_hints"] },
    });
  }

  /** @param kept how many addresses at its start Neutron does not assign by itself */
  private subnet(name: string, cidr: AddressRange, kept: number): NetworkingSubnetV2 {
    const { meta, tags, choices } = this.context;
    return new NetworkingSubnetV2(this, name, {
      ...meta,
      networkId: this.id,
      name: tags.named(name),
      cidr: cidr.toString(),
      ipVersion: 4,
      gatewayIp: cidr.address(1),
      allocationPool: [{ start: cidr.address(kept), end: cidr.address(cidr.size - 2) }],
      dnsNameservers: choices.dnsServers && [...choices.dnsServers],
      tags: tags.list("network"),
    });
  }

  private join(name: string, subnet: NetworkingSubnetV2): NetworkingRouterInterfaceV2 {
    return new NetworkingRouterInterfaceV2(this, `${name}-interface`, {
      ...this.context.meta,
      routerId: this.router.id,
      subnetId: subnet.id,
    });
  }
}

/** A router that leads outside translates for every subnet it joins; only an administrator may turn that off. */
function checkNat(owner: string, { nat }: NetworkSpec, { choices }: OpenStackContext): void {
  if (nat === "none" && choices.externalNetwork) {
    throw new InvalidInput(
      `${owner}: nat must be "single" or "per-zone" on an OpenStack cloud with an externalNetwork, whose router serves every subnet, got ${show(nat)}; leave out externalNetwork, or give a network of your own as existing`,
    );
  }
  if (nat !== "none" && !choices.externalNetwork) {
    throw new InvalidInput(
      `${owner}: nat must be "none" on an OpenStack cloud without an externalNetwork, got ${show(nat)}; name one, or say nat: "none"`,
    );
  }
}
