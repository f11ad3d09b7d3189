import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import type { IConstruct } from "constructs";
import { Construct } from "constructs";
import type { CloudFirewall, FirewallRule } from "../cloud";
import type { AwsContext } from "./context";

/** A security group whose rules are resources of their own: adding one touches no other. */
export class AwsFirewall extends Construct implements CloudFirewall {
  readonly securityGroup: SecurityGroup;
  readonly id: string;

  constructor(
    scope: IConstruct,
    id: string,
    private readonly spec: { context: AwsContext; name: string; networkId: string },
  ) {
    super(scope, id);
    const { context, name, networkId } = spec;
    this.securityGroup = new SecurityGroup(this, "group", {
      ...context.meta,
      namePrefix: `${context.tags.named(name)}-`,
      description: `${name} of the mesos cluster ${context.cluster}`,
      vpcId: networkId,
      tags: context.tags.of(name),
      // Its users move to the new group before the old one can go.
      lifecycle: { createBeforeDestroy: true },
    });
    this.id = this.securityGroup.id;
    // What goes out is decided by the routes: packages and images come from outside.
    new VpcSecurityGroupEgressRule(this, "egress", {
      ...context.meta,
      securityGroupId: this.id,
      description: "packages, images and peers",
      cidrIpv4: "0.0.0.0/0",
      ipProtocol: "-1",
      tags: context.tags.of(`${name}-egress`),
    });
  }

  allow(rule: FirewallRule): void {
    const { context, name } = this.spec;
    new VpcSecurityGroupIngressRule(this, rule.id, {
      ...context.meta,
      securityGroupId: this.id,
      description: rule.why,
      ...(rule.port.protocol === "vrrp"
        ? { ipProtocol: "112" }
        : { ipProtocol: "tcp", fromPort: rule.port.from, toPort: rule.port.to }),
      ...(typeof rule.from === "string"
        ? { cidrIpv4: rule.from }
        : { referencedSecurityGroupId: rule.from.id }),
      tags: context.tags.of(`${name}-${rule.id}`),
    });
  }
}
