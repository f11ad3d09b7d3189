import { NetworkingSecgroupRuleV2 } from "@cdktf/provider-openstack/lib/networking-secgroup-rule-v2";
import { NetworkingSecgroupV2 } from "@cdktf/provider-openstack/lib/networking-secgroup-v2";
import type { IConstruct } from "constructs";
import { Construct } from "constructs";
import type { Port } from "../../plan/ports";
import type { CloudFirewall, FirewallRule } from "../cloud";
import type { OpenStackContext } from "./context";

/** One end of the port graph on this cloud: how rules of Neutron, and Octavia, name it. */
export interface OpenStackPeer extends CloudFirewall {
  /** What a rule of a security group lets in. */
  readonly source: { readonly remoteGroupId: string } | { readonly remoteIpPrefix: string };
  /** The ranges that its machines have, as far as they are made; asked for at synth. */
  readonly ranges: readonly string[];
}

/** A security group whose rules are resources of their own: adding one touches no other. */
export class OpenStackFirewall extends Construct implements OpenStackPeer {
  readonly securityGroup: NetworkingSecgroupV2;
  readonly id: string;
  readonly ranges: string[] = [];
  private readonly admitted = new Set<string>();

  constructor(
    scope: IConstruct,
    id: string,
    private readonly spec: { context: OpenStackContext; name: string },
  ) {
    super(scope, id);
    const { context, name } = spec;
    this.securityGroup = new NetworkingSecgroupV2(this, "group", {
      ...context.meta,
      name: context.tags.named(name),
      description: `${name} of the mesos cluster ${context.cluster}`,
      // Neutron's default rules would also allow outgoing IPv6; the rules below say what may go out.
      deleteDefaultRules: true,
      tags: context.tags.list(name),
    });
    this.id = this.securityGroup.id;
    // What goes out is decided by the routes: packages and images come from outside.
    new NetworkingSecgroupRuleV2(this, "egress", {
      ...context.meta,
      securityGroupId: this.id,
      description: "packages, images and peers",
      direction: "egress",
      ethertype: "IPv4",
    });
  }

  get source(): OpenStackPeer["source"] {
    return { remoteGroupId: this.id };
  }

  allow(rule: FirewallRule): void {
    const admitted = {
      ...(rule.port.protocol === "vrrp"
        ? { protocol: "vrrp" }
        : { protocol: "tcp", portRangeMin: rule.port.from, portRangeMax: rule.port.to }),
      ...(typeof rule.from === "string"
        ? { remoteIpPrefix: rule.from }
        : (rule.from as OpenStackPeer).source),
    };
    // Load balancers come from one subnet: what lets one in lets in the next, and Neutron refuses a rule that it has.
    const key = JSON.stringify(admitted);
    if (this.admitted.has(key)) return;
    this.admitted.add(key);
    new NetworkingSecgroupRuleV2(this, rule.id, {
      ...this.spec.context.meta,
      securityGroupId: this.id,
      description: rule.why,
      direction: "ingress",
      ethertype: "IPv4",
      ...admitted,
    });
  }
}

/**
 * A load balancer's end: Octavia's own machines carry no group of the project's. Who may call a listener is given to the
 * listener by address, and its calls come out of the subnet it has its address in.
 */
export class BalancerFirewall implements OpenStackPeer {
  private readonly rules: FirewallRule[] = [];

  /** @param id the range of the balancers' subnet */
  constructor(readonly id: string) {}

  get source(): OpenStackPeer["source"] {
    return { remoteIpPrefix: this.id };
  }

  get ranges(): readonly string[] {
    return [this.id];
  }

  allow(rule: FirewallRule): void {
    this.rules.push(rule);
  }

  /** Who may call a listener's port. If nothing may, its own subnet: to Octavia, an empty list means everyone. */
  allowedRanges({ from: listens }: Port): string[] {
    const ranges = this.rules
      .filter(({ port }) => port.from <= listens && listens <= port.to)
      .flatMap(({ from }) => (typeof from === "string" ? [from] : (from as OpenStackPeer).ranges));
    return ranges.length > 0 ? [...new Set(ranges)] : [this.id];
  }
}
