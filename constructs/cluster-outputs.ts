import { Lazy, TerraformOutput, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { InvalidInput } from "../cloud-init/checks/invalid-input";
import { checkProps, instanceOf, type PropChecks } from "./checks/props";
import { type ClusterCapacity, clusterCapacity, counts, type TierCapacity } from "./network/capacity";
import type { IngressRouter } from "./tiers/ingress-router";
import type { MesosMasterTier } from "./tiers/mesos-master-tier";
import type { SshGateway } from "./tiers/ssh-gateway";

/** What a deployment prints. */
export interface ClusterOutputsProps {
  readonly masters: MesosMasterTier;
  /** @default none: there is no `ssh_config` then */
  readonly gateway?: SshGateway;
  /** @default none: there is no `ingress` then */
  readonly ingress?: IngressRouter;
}

const checks: PropChecks<ClusterOutputsProps> = {
  masters: instanceOf("MesosMasterTier"),
  gateway: instanceOf("SshGateway", "an SshGateway").optional(),
  ingress: instanceOf("IngressRouter", "an IngressRouter").optional(),
};

/**
 * The outputs of a cluster: `marathon_url`, `mesos_url`, `zookeeper`, `ssh_config`, `ingress` and `capacity`. One a stack: the
 * names are Terraform's, without a prefix.
 */
export class ClusterOutputs extends Construct {
  /** @throws InvalidInput for a prop that is missing, unknown or invalid, and where the stack has outputs */
  constructor(scope: Construct, id: string, props: ClusterOutputsProps) {
    super(scope, id);
    checkProps(id, checks, props);
    const other = TerraformStack.of(this)
      .node.findAll()
      .find((one) => one instanceof ClusterOutputs && one !== this);
    if (other) {
      throw new InvalidInput(
        `${id}: the stack has ClusterOutputs already, ${other.node.id}; their names are Terraform's, without a prefix: give the other cluster a stack of its own`,
      );
    }
    const { masters, gateway, ingress } = props;
    const { network } = masters;
    const { cloud, topology } = network;
    if (masters.marathonUrl) this.output("marathon_url", masters.marathonUrl, "Marathon's page and API");
    this.output("mesos_url", masters.mesosUrl, "the leading master's page");
    this.output("zookeeper", masters.zooKeeper, "what agents and frameworks find the leading master by");
    if (gateway) this.output("ssh_config", gateway.sshConfig, "the way to every node");
    if (ingress) this.output("ingress", ingress.hostname, "where the domains of apps have to point");
    network.tiers.onJoin((_tier, member) => counts(member) && cloud.machineCapacity(member.machineType!));
    // At synth, when every tier has joined.
    const capacity = Lazy.anyValue({
      produce: () => capacityOutput(clusterCapacity(cloud, topology.members)),
    });
    this.output("capacity", capacity, "machines, vCPU and memory by tier and in all");
  }

  private output(name: string, value: unknown, description: string): void {
    new TerraformOutput(this, name, { value, description }).overrideLogicalId(name);
  }
}

/** The capacity in the names that Terraform's outputs have. */
function capacityOutput({ tiers, total }: ClusterCapacity): object {
  const row = ({ memoryGiB, ...others }: TierCapacity) => ({ ...others, memory_gib: memoryGiB });
  return {
    tiers: Object.fromEntries(Object.entries(tiers).map(([name, tier]) => [name, row(tier)])),
    total: row(total),
  };
}
