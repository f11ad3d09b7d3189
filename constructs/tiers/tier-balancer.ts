import { Construct } from "constructs";
import { InvalidInput } from "../../cloud-init/checks/invalid-input";
import { anyText, listOf, nested, type PropChecks, yesOrNo } from "../checks/props";
import type { CloudLoadBalancer, ListenerSpec } from "../clouds/cloud";
import { type Connectable, Connections } from "../network/connections";
import type { VpcNetwork } from "../network/vpc-network";
import { Port } from "../plan/ports";
import { type HaproxyOptions, HaproxyPair, haproxyChecks } from "./haproxy-pair";

/** The load balancer before a tier, as a user asks for it. */
export interface BalancerOptions {
  /** In the public subnets. @default false: reachable within the network */
  readonly isPublic?: boolean;
  /** The ranges that may reach it beside the network's gateway. @default none */
  readonly allowFrom?: readonly string[];
  /** Confirms a range of `0.0.0.0/0`. @default false */
  readonly allowFromAnywhere?: boolean;
  /** A pair of machines with HAProxy instead, for a cloud that has no load balancers. @default the cloud's */
  readonly haproxy?: HaproxyOptions;
}

/** The checks of {@link BalancerOptions}. */
export const balancerChecks: PropChecks<BalancerOptions> = {
  isPublic: yesOrNo.optional(),
  allowFrom: listOf(anyText, "address ranges").optional(),
  allowFromAnywhere: yesOrNo.optional(),
  haproxy: nested(haproxyChecks).optional(),
};

/** A load balancer before the fixed nodes of a tier. */
export interface TierBalancerProps extends BalancerOptions {
  readonly network: VpcNetwork;
  /** Whose nodes are behind it. */
  readonly tier: Connectable;
  readonly listeners: readonly ListenerSpec[];
}

/** The cloud's load balancer, or a pair of machines in its place, and its place in the port graph. */
export class TierBalancer extends Construct implements Connectable {
  readonly connections: Connections;
  readonly cloudLoadBalancer: CloudLoadBalancer;

  constructor(scope: Construct, id: string, props: TierBalancerProps) {
    super(scope, id);
    const { network, tier, listeners, isPublic = false, haproxy } = props;
    const name = `${tier.connections.name}-${id}`;
    const spec = { name, isPublic, listeners };
    const pair = haproxy && new HaproxyPair(this, "haproxy", { ...haproxy, ...spec, network });
    this.cloudLoadBalancer =
      pair ?? network.cloud.loadBalancer(this, { ...spec, network: network.cloudNetwork });
    this.connections =
      pair?.connections ?? new Connections(name, this.cloudLoadBalancer.firewall, network.topology);
    if (isPublic && !props.allowFrom?.length) {
      throw new InvalidInput(
        `${tier.connections.name}: a public load balancer needs loadBalancer.allowFrom, got nothing; name the ranges that may reach it`,
      );
    }
    for (const { port } of listeners) {
      tier.connections.allowFrom(this, port, "the load balancer and its health checks");
      for (const range of props.allowFrom ?? []) {
        this.connections.allowFrom(range, port, "users of the pages", {
          anywhere: props.allowFromAnywhere ?? false,
        });
      }
    }
    if (pair) {
      this.connections.allowFrom(this, Port.vrrp, "the two agree on which of them has the address");
    } else {
      const ports = listeners.map((listener) => listener.port);
      network.tiers.join(this, { name, kind: "balancer", machines: 0, zoneIndexes: [] }, ports);
    }
  }

  /** A name on AWS, an address elsewhere. */
  get hostname(): string {
    return this.cloudLoadBalancer.hostname;
  }

  /** `http://host:port` of a listener. */
  url(port: Port): string {
    return `http://${this.hostname}:${port.from}`;
  }
}
