import { Construct } from "constructs";
import { InvalidInput } from "../cloud-init/invalid-input";
import type { CloudLoadBalancer, ListenerSpec } from "./cloud";
import { type Connectable, Connections } from "./connections";
import type { Port } from "./ports";
import type { VpcNetwork } from "./vpc-network";

/** A load balancer before the fixed nodes of a tier. */
export interface TierBalancerProps {
  readonly network: VpcNetwork;
  /** Whose nodes are behind it. */
  readonly tier: Connectable;
  readonly listeners: readonly ListenerSpec[];
  /** @default false */
  readonly isPublic?: boolean;
  /** @default none beside the network's gateway */
  readonly allowFrom?: readonly string[];
  /** @default false */
  readonly allowFromAnywhere?: boolean;
}

/** The cloud's load balancer, and its place in the port graph: it reaches the tier, operators reach it. */
export class TierBalancer extends Construct implements Connectable {
  readonly connections: Connections;
  readonly balancer: CloudLoadBalancer;

  constructor(scope: Construct, id: string, props: TierBalancerProps) {
    super(scope, id);
    const { network, tier, listeners, isPublic = false } = props;
    const name = `${tier.connections.name}-${id}`;
    this.balancer = network.cloud.loadBalancer(this, { name, network: network.network, isPublic, listeners });
    this.connections = new Connections(name, this.balancer.firewall, network.topology);
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
    const ports = listeners.map((listener) => listener.port);
    network.join(this, { name, kind: "balancer", machines: 0, zones: [] }, ports);
  }

  /** `http://host:port` of a listener. */
  url(port: Port): string {
    return `http://${this.balancer.hostname}:${port.from}`;
  }
}
