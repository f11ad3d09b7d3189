import { DataAwsAvailabilityZones } from "@cdktf/provider-aws/lib/data-aws-availability-zones";
import { DataAwsRegion } from "@cdktf/provider-aws/lib/data-aws-region";
import { Ec2SubnetCidrReservation } from "@cdktf/provider-aws/lib/ec2-subnet-cidr-reservation";
import { Eip } from "@cdktf/provider-aws/lib/eip";
import { InternetGateway } from "@cdktf/provider-aws/lib/internet-gateway";
import { NatGateway } from "@cdktf/provider-aws/lib/nat-gateway";
import { Route } from "@cdktf/provider-aws/lib/route";
import { RouteTable } from "@cdktf/provider-aws/lib/route-table";
import { RouteTableAssociation } from "@cdktf/provider-aws/lib/route-table-association";
import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { VpcEndpoint } from "@cdktf/provider-aws/lib/vpc-endpoint";
import { propertyAccess, Token } from "cdktf";
import type { IConstruct } from "constructs";
import { Construct } from "constructs";
import type { AddressRange } from "../../plan/address-range";
import type { CloudNetwork, CloudZone, NetworkSpec } from "../cloud";
import type { AwsContext } from "./context";

/** A VPC with a public and a private subnet a zone. */
export class AwsNetwork extends Construct implements CloudNetwork {
  readonly vpc: Vpc;
  readonly publicSubnets: readonly Subnet[];
  readonly privateSubnets: readonly Subnet[];
  /** One a zone: where the network has no NAT, a route of the caller's own goes here. */
  readonly privateRouteTables: readonly RouteTable[];
  // References are made once: cdktf records a stack for each.
  readonly id: string;
  readonly zones: readonly CloudZone[];

  constructor(
    scope: IConstruct,
    id: string,
    private readonly context: AwsContext,
    spec: NetworkSpec,
  ) {
    super(scope, id);
    const { meta, tags } = context;
    this.vpc = new Vpc(this, "vpc", {
      ...meta,
      cidrBlock: spec.cidr,
      enableDnsHostnames: true,
      enableDnsSupport: true,
      tags: tags.of("network"),
    });
    this.id = this.vpc.id;
    const zoneNames = this.zoneNames(spec);
    const subnets = (kind: "public" | "private") =>
      spec.plan.map((zone, i) => this.subnet(`${kind}-${i + 1}`, zone[kind], zoneNames[i]!));
    this.publicSubnets = subnets("public");
    this.privateSubnets = subnets("private");
    this.reserveFixedAddresses(spec);

    const publicRoute = this.publicRoute();
    const nats = this.natGateways(spec, publicRoute);
    this.privateRouteTables = this.privateSubnets.map((subnet, i) =>
      this.routeTable(`private-${i + 1}`, subnet),
    );
    const privateRoutes = this.privateRouteTables.map((table, i) => {
      const nat = nats[i % Math.max(nats.length, 1)];
      return nat ? [this.defaultRoute(`private-${i + 1}`, table, { natGatewayId: nat.id })] : [];
    });
    const objectStore = this.objectStoreEndpoint();
    this.zones = this.privateSubnets.map((subnet, i) => ({
      name: subnet.availabilityZone,
      privateSubnetId: subnet.id,
      publicSubnetId: this.publicSubnets[i]!.id,
      ready: { private: [...privateRoutes[i]!, objectStore], public: [publicRoute] },
    }));
  }

  private zoneNames(spec: NetworkSpec): readonly string[] {
    if (spec.zones) return spec.zones;
    const needed = spec.plan.length;
    const zones = new DataAwsAvailabilityZones(this, "zones", {
      ...this.context.meta,
      state: "available",
      // Local and wavelength zones have to be opted in; they are no place for a quorum.
      filter: [{ name: "opt-in-status", values: ["opt-in-not-required"] }],
    });
    zones.lifecycle = {
      postcondition: [
        {
          condition: `\${length(self.names) >= ${needed}}`,
          errorMessage: `the region has fewer availability zones than the network's ${needed}: lower zoneCount or take another region`,
        },
      ],
    };
    return spec.plan.map((_, i) => Token.asString(propertyAccess(zones.names, [i])));
  }

  private subnet(name: string, cidr: AddressRange, zone: string): Subnet {
    return new Subnet(this, name, {
      ...this.context.meta,
      vpcId: this.id,
      cidrBlock: cidr.toString(),
      availabilityZone: zone,
      tags: this.context.tags.of(name),
      // The account's list of zones can change; existing resources stay in their zone.
      lifecycle: { ignoreChanges: ["availability_zone"] },
    });
  }

  /** Keeps EC2 from giving a planned address to an agent before its owner is made. */
  private reserveFixedAddresses(spec: NetworkSpec): void {
    for (const [i, zone] of spec.plan.entries()) {
      new Ec2SubnetCidrReservation(this, `fixed-${i + 1}`, {
        ...this.context.meta,
        subnetId: this.privateSubnets[i]!.id,
        cidrBlock: zone.fixed.toString(),
        reservationType: "explicit",
      });
    }
  }

  private publicRoute(): Route {
    const { meta, tags } = this.context;
    const gateway = new InternetGateway(this, "internet", {
      ...meta,
      vpcId: this.id,
      tags: tags.of("internet"),
    });
    const table = new RouteTable(this, "public-routes", {
      ...meta,
      vpcId: this.id,
      tags: tags.of("public"),
    });
    for (const [i, subnet] of this.publicSubnets.entries()) {
      new RouteTableAssociation(this, `public-${i + 1}-routes-of`, {
        ...meta,
        routeTableId: table.id,
        subnetId: subnet.id,
      });
    }
    return this.defaultRoute("public", table, { gatewayId: gateway.id });
  }

  private natGateways(spec: NetworkSpec, publicRoute: Route): NatGateway[] {
    const { meta, tags } = this.context;
    const count = { none: 0, single: 1, "per-zone": spec.plan.length }[spec.nat];
    return this.publicSubnets.slice(0, count).map((subnet, i) => {
      const name = `nat-${i + 1}`;
      const address = new Eip(this, `${name}-address`, { ...meta, domain: "vpc", tags: tags.of(name) });
      return new NatGateway(this, name, {
        ...meta,
        allocationId: address.id,
        subnetId: subnet.id,
        tags: tags.of(name),
        dependsOn: [publicRoute],
      });
    });
  }

  private routeTable(name: string, subnet: Subnet): RouteTable {
    const { meta, tags } = this.context;
    const table = new RouteTable(this, `${name}-routes`, {
      ...meta,
      vpcId: this.id,
      tags: tags.of(name),
    });
    new RouteTableAssociation(this, `${name}-routes-of`, {
      ...meta,
      routeTableId: table.id,
      subnetId: subnet.id,
    });
    return table;
  }

  private defaultRoute(
    name: string,
    table: RouteTable,
    via: { natGatewayId?: string; gatewayId?: string },
  ): Route {
    return new Route(this, `${name}-default`, {
      ...this.context.meta,
      routeTableId: table.id,
      destinationCidrBlock: "0.0.0.0/0",
      ...via,
    });
  }

  /** S3 without the NAT's price by the gigabyte. */
  private objectStoreEndpoint(): VpcEndpoint {
    const { meta, tags } = this.context;
    const region = new DataAwsRegion(this, "region", { ...meta });
    return new VpcEndpoint(this, "s3", {
      ...meta,
      vpcId: this.id,
      serviceName: `com.amazonaws.${region.name}.s3`,
      vpcEndpointType: "Gateway",
      routeTableIds: this.privateRouteTables.map((table) => table.id),
      tags: tags.of("s3"),
    });
  }
}
