import { IamInstanceProfile } from "@cdktf/provider-aws/lib/iam-instance-profile";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import type { IConstruct } from "constructs";
import { Construct } from "constructs";
import type { BundleSource } from "../../../cloud-init";
import { InvalidInput } from "../../../cloud-init/checks/invalid-input";
import type {
  CloudMachine,
  CloudPool,
  CloudTier,
  CloudVolumes,
  MachineSpec,
  PoolSpec,
  SharedAddressSpec,
  TierSpec,
} from "../cloud";
import { forgetRetained } from "../support/retained";
import type { AwsBundle } from "./bundle";
import type { AwsContext, TierShare } from "./context";
import { AwsFirewall } from "./firewall";
import { AwsMachine } from "./machine";
import { AwsPool } from "./pool";
import { AwsScaledPool } from "./scaled-pool";
import { volumePolicy } from "./volume-policy";

/**
 * What the instances of a tier share: a security group, and a role that may read the bundle, and nothing else
 * until it is granted.
 */
export class AwsTier extends Construct implements CloudTier {
  readonly firewall: AwsFirewall;
  readonly bundle: BundleSource;
  readonly role: IamRole;
  readonly profile: IamInstanceProfile;
  private readonly shared: TierShare;

  constructor(
    scope: IConstruct,
    id: string,
    private readonly context: AwsContext,
    bundle: AwsBundle,
    private readonly spec: TierSpec,
  ) {
    super(scope, id);
    const { meta, tags } = context;
    this.firewall = new AwsFirewall(this, "firewall", {
      context,
      name: spec.name,
      networkId: spec.network.id,
    });
    this.role = new IamRole(this, "role", {
      ...meta,
      namePrefix: `${tags.named(spec.name).slice(0, 37)}-`,
      assumeRolePolicy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [
          { Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "ec2.amazonaws.com" } },
        ],
      }),
      tags: tags.of(spec.name),
    });
    this.profile = new IamInstanceProfile(this, "profile", {
      ...meta,
      namePrefix: `${tags.named(spec.name).slice(0, 37)}-`,
      role: this.role.name,
      tags: tags.of(spec.name),
    });
    bundle.grantRead(this, this.role.name, spec.name);
    this.bundle = bundle.source;
    this.shared = {
      context,
      network: spec.network,
      securityGroupId: this.firewall.id,
      profileName: this.profile.name,
    };
  }

  machine(scope: IConstruct, spec: MachineSpec): CloudMachine {
    return new AwsMachine(scope, spec.id, { ...this.shared, machine: spec });
  }

  pool(scope: IConstruct, spec: PoolSpec): CloudPool {
    return typeof spec.size === "number"
      ? new AwsPool(scope, spec.id, { ...this.shared, pool: spec, count: spec.size })
      : new AwsScaledPool(scope, spec.id, { ...this.shared, pool: spec, capacity: spec.size });
  }

  /** @throws InvalidInput always: on EC2 an address moves by an API call, which no machine of ours may make */
  sharedAddress(_scope: IConstruct, spec: SharedAddressSpec): never {
    throw new InvalidInput(
      `${spec.name}: machines on EC2 cannot take an address from one another, got ${spec.address}; leave out haproxy and take AWS's load balancer`,
    );
  }

  grantVolumes(): CloudVolumes {
    const { cluster, kmsKeyId, meta } = this.context;
    new IamRolePolicy(this, "volumes", {
      ...meta,
      namePrefix: `${this.spec.name.slice(0, 60)}-volumes-`,
      role: this.role.name,
      policy: JSON.stringify(volumePolicy(cluster, kmsKeyId)),
    });
    return { encryptionKeyId: kmsKeyId };
  }

  forgetDataVolume(scope: IConstruct, id: string): void {
    forgetRetained(scope, [id, "data"], "aws_ebs_volume");
  }
}
