import { LbListenerV2 } from "@cdktf/provider-openstack/lib/lb-listener-v2";
import { LbLoadbalancerV2 } from "@cdktf/provider-openstack/lib/lb-loadbalancer-v2";
import { LbMembersV2 } from "@cdktf/provider-openstack/lib/lb-members-v2";
import { LbMonitorV2 } from "@cdktf/provider-openstack/lib/lb-monitor-v2";
import { LbPoolV2 } from "@cdktf/provider-openstack/lib/lb-pool-v2";
import { NetworkingFloatingipV2 } from "@cdktf/provider-openstack/lib/networking-floatingip-v2";
import { Fn, Lazy, type TerraformResource, Token } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import type { CloudLoadBalancer, ListenerSpec, LoadBalancerSpec } from "../cloud";
import type { OpenStackContext } from "./context";
import { BalancerFirewall } from "./firewall";
import type { OpenStackSubnets } from "./subnets";

/** Marathon's event stream stays open for hours; Octavia closes a connection that is idle for 50 seconds by default. */
const IDLE_MILLISECONDS = 24 * 60 * 60 * 1000;

/** An Octavia load balancer. Its members are planned addresses, so replacing a machine changes nothing here. */
export class OpenStackLoadBalancer extends Construct implements CloudLoadBalancer {
  readonly balancer: LbLoadbalancerV2;
  readonly firewall: BalancerFirewall;
  readonly floatingAddress?: NetworkingFloatingipV2;
  readonly hostname: string;
  readonly resources: readonly TerraformResource[];

  constructor(
    scope: IConstruct,
    id: string,
    private readonly context: OpenStackContext,
    spec: LoadBalancerSpec,
  ) {
    super(scope, id);
    const { meta, tags, choices } = context;
    const network = spec.network as OpenStackSubnets;
    const { subnetId, cidr } = network.balancers;
    this.firewall = new BalancerFirewall(cidr);
    const ready = [...network.zones[0]!.ready.public];
    this.balancer = new LbLoadbalancerV2(this, "balancer", {
      ...meta,
      name: tags.named(spec.name),
      vipSubnetId: subnetId,
      tags: tags.list(spec.name),
      dependsOn: ready,
    });
    if (spec.isPublic && choices.externalNetwork) {
      this.floatingAddress = new NetworkingFloatingipV2(this, "address", {
        ...meta,
        pool: choices.externalNetwork,
        portId: this.balancer.vipPortId,
        description: `${spec.name} of the mesos cluster ${context.cluster}`,
        tags: tags.list(spec.name),
        dependsOn: ready,
      });
    }
    this.hostname = this.floatingAddress?.address ?? this.balancer.vipAddress;
    const made: TerraformResource[] = [this.balancer];
    for (const listener of spec.listeners) made.push(...this.listen(listener, made[made.length - 1]!));
    this.resources = [...made, ...(this.floatingAddress ? [this.floatingAddress] : [])];
  }

  /**
   * A listener and what is behind it, one after the other: Octavia locks the whole balancer for each change, and two at
   * once were refused now and then, with "HTTP is not a valid option for type".
   */
  private listen(
    { port, targets, healthPath, tls, proxyProtocol }: ListenerSpec,
    before: TerraformResource,
  ): TerraformResource[] {
    const { meta, tags } = this.context;
    const name = tags.named(port.name);
    const at = new Construct(this, port.name);
    const listener = new LbListenerV2(at, "listener", {
      ...meta,
      name,
      loadbalancerId: this.balancer.id,
      protocol: "TCP",
      protocolPort: port.from,
      // In the order in which Octavia's database gives them back.
      allowedCidrs: Token.asList(
        Lazy.anyValue({ produce: () => Fn.sort(this.firewall.allowedRanges(port)) }),
      ),
      timeoutClientData: IDLE_MILLISECONDS,
      timeoutMemberData: IDLE_MILLISECONDS,
      tags: tags.list(port.name),
      dependsOn: [before],
    });
    const pool = new LbPoolV2(at, "pool", {
      ...meta,
      name,
      listenerId: listener.id,
      protocol: proxyProtocol ? "PROXY" : "TCP",
      lbMethod: "ROUND_ROBIN",
      tags: tags.list(port.name),
    });
    const monitor = new LbMonitorV2(at, "monitor", {
      ...meta,
      name,
      poolId: pool.id,
      type: tls ? "HTTPS" : "HTTP",
      httpMethod: "GET",
      urlPath: healthPath,
      expectedCodes: "200",
      delay: 10,
      timeout: 5,
      maxRetries: 2,
      maxRetriesDown: 2,
    });
    const members = new LbMembersV2(at, "members", {
      ...meta,
      poolId: pool.id,
      // Without a subnet of their own: Octavia reaches them from the balancer's address, over the network's router.
      dependsOn: [monitor],
      member: targets.map((address, i) => ({ name: `${name}-${i + 1}`, address, protocolPort: port.from })),
    });
    return [listener, pool, monitor, members];
  }
}
