import { Lb } from "@cdktf/provider-aws/lib/lb";
import { LbListener } from "@cdktf/provider-aws/lib/lb-listener";
import { LbTargetGroup } from "@cdktf/provider-aws/lib/lb-target-group";
import { LbTargetGroupAttachment } from "@cdktf/provider-aws/lib/lb-target-group-attachment";
import type { TerraformResource } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import { InvalidInput, show } from "../../../cloud-init/checks/invalid-input";
import type { CloudLoadBalancer, ListenerSpec, LoadBalancerSpec } from "../cloud";
import { claimName } from "../support/unique-names";
import type { AwsContext } from "./context";
import { AwsFirewall } from "./firewall";

/** The longest name of a load balancer and of a target group. */
const MOST_LETTERS = 32;

/**
 * A network load balancer: Marathon's event stream stays open for hours, which an application load balancer's idle
 * timeout ends. Its targets are planned addresses, so replacing a machine changes nothing here.
 */
export class AwsLoadBalancer extends Construct implements CloudLoadBalancer {
  readonly balancer: Lb;
  readonly firewall: AwsFirewall;
  readonly resources: readonly TerraformResource[];

  constructor(
    scope: IConstruct,
    id: string,
    private readonly context: AwsContext,
    private readonly spec: LoadBalancerSpec,
  ) {
    super(scope, id);
    const { network, name } = spec;
    this.firewall = new AwsFirewall(this, "firewall", { context, name, networkId: network.id });
    this.balancer = new Lb(this, "balancer", {
      ...context.meta,
      name: this.named("load balancer", name),
      internal: !spec.isPublic,
      loadBalancerType: "network",
      enableCrossZoneLoadBalancing: true,
      securityGroups: [this.firewall.id],
      subnets: network.zones.map((zone) => (spec.isPublic ? zone.publicSubnetId : zone.privateSubnetId)),
      tags: context.tags.of(name),
    });
    this.resources = [this.balancer, ...spec.listeners.flatMap((listener) => this.listen(listener))];
  }

  get hostname(): string {
    return this.balancer.dnsName;
  }

  /** @throws InvalidInput for a name that AWS would refuse half-way through a deploy */
  private named(kind: string, name: string): string {
    const named = this.context.tags.named(name);
    if (named.length > MOST_LETTERS) {
      throw new InvalidInput(
        `${this.spec.name}: AWS takes ${MOST_LETTERS} letters for the name of a load balancer and its targets, got ${show(named)}; give the cluster or the tier a shorter name`,
      );
    }
    claimName(this, { kind: `${kind} in a region`, place: this.context.place, name: named });
    return named;
  }

  private listen({ port, targets, healthPath, tls, proxyProtocol }: ListenerSpec): TerraformResource[] {
    const { meta, tags } = this.context;
    const at = new Construct(this, port.name);
    const group = new LbTargetGroup(at, "targets", {
      ...meta,
      name: this.named("target group", port.name),
      port: port.from,
      protocol: "TCP",
      targetType: "ip",
      vpcId: this.spec.network.id,
      // With the client's address kept, a target could not reach itself through the balancer.
      preserveClientIp: "false",
      ...(proxyProtocol ? { proxyProtocolV2: true } : {}),
      deregistrationDelay: "30",
      healthCheck: {
        protocol: tls ? "HTTPS" : "HTTP",
        path: healthPath,
        matcher: "200",
        interval: 10,
        healthyThreshold: 2,
        unhealthyThreshold: 2,
      },
      tags: tags.of(port.name),
    });
    const attachments = targets.map(
      (address, i) =>
        new LbTargetGroupAttachment(at, `target-${i + 1}`, {
          ...meta,
          targetGroupArn: group.arn,
          targetId: address,
          port: port.from,
        }),
    );
    const listener = new LbListener(at, "listener", {
      ...meta,
      loadBalancerArn: this.balancer.arn,
      port: port.from,
      protocol: "TCP",
      defaultAction: [{ type: "forward", targetGroupArn: group.arn }],
      tags: tags.of(port.name),
    });
    return [group, ...attachments, listener];
  }
}
