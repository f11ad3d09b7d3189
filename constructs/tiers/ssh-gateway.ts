import { Lazy } from "cdktf";
import type { Construct } from "constructs";
import { gatewayDocument, type Part } from "../../cloud-init";
import { InvalidInput, show } from "../../cloud-init/checks/invalid-input";
import { isInstance, markInstances } from "../checks/instances";
import { anyText, checkProps, instanceOf, listOf, type PropChecks, yesOrNo } from "../checks/props";
import type { CloudMachine } from "../clouds/cloud";
import { renderSshConfig, type SshHost } from "../network/ssh-config";
import type { VpcNetwork } from "../network/vpc-network";
import { Port } from "../plan/ports";
import { checkMachine, type MachineProps, machineChecks } from "./machine-options";
import { Tier } from "./tier";

/** The one way in by ssh. */
export interface SshGatewayProps extends MachineProps {
  readonly network: VpcNetwork;
  /** The ranges that ssh may come from, such as `203.0.113.0/24`. */
  readonly allowFrom: readonly string[];
  /** Confirms a range of `0.0.0.0/0`. @default false */
  readonly allowFromAnywhere?: boolean;
  /** @default the cloud's smallest usable: `t3.micro` on AWS */
  readonly machineType?: string;
}

const checks: PropChecks<SshGatewayProps> = {
  network: instanceOf("VpcNetwork"),
  allowFrom: listOf(anyText, 'address ranges such as ["203.0.113.0/24"]'),
  allowFromAnywhere: yesOrNo.optional(),
  machineType: anyText.optional(),
  ...machineChecks,
};

/** The one host with ssh from outside, and a ready `ssh_config` for every tier behind it. */
export class SshGateway extends Tier<"gateway"> {
  /** Whether a value is a `SshGateway`, of any copy of this package. */
  static isSshGateway(value: unknown): value is SshGateway {
    return isInstance("SshGateway", value);
  }

  readonly machine: CloudMachine;
  private readonly hosts: SshHost[] = [];

  /** @throws InvalidInput for a prop that is missing, unknown or invalid, and a range that is everyone */
  constructor(
    scope: Construct,
    id: string,
    private readonly props: SshGatewayProps,
  ) {
    checkProps(id, checks, props);
    const { network } = props;
    const { cloud } = network;
    const machineType = props.machineType ?? cloud.traits.gatewayMachineType;
    if (!machineType)
      throw new InvalidInput(
        `${id}: machineType must be named on this cloud, got ${show(machineType)}; give one, or the cloud a gatewayMachineType`,
      );
    checkMachine(id, cloud, { ...props, machineType });
    super(scope, id, props);
    for (const range of props.allowFrom) {
      this.connections.allowFrom(range, Port.ssh, "ssh from outside", {
        anywhere: props.allowFromAnywhere ?? false,
      });
    }
    const userData = this.write(["gateway"], props.extraParts);
    this.machine = this.cloudTier.machine(this, {
      id: "host",
      name: id,
      machineType,
      zoneIndex: 0,
      isPublic: true,
      rootVolume: props.rootVolume ?? { sizeGiB: 20 },
      userData: userData("gateway"),
      tags: props.tags ?? {},
    });
    network.tiers.onJoin((tier, _member, operatorPorts) => {
      for (const port of operatorPorts) tier.connections.allowFrom(this, port, `operators come over ${id}`);
      this.hosts.push(...(tier.sshHosts ?? []));
    });
    // Operators reach it only from outside.
    this.join({ kind: "gateway", machineType, machines: 1, zoneIndexes: [0] }, []);
  }

  /** A client's `ssh_config`: `ssh -F ssh_config ci-masters-1`. */
  get sshConfig(): string {
    return Lazy.stringValue({ produce: () => this.renderSshConfig() });
  }

  /** None: the gateway is what they are reached over. */
  get sshHosts(): readonly SshHost[] {
    return [];
  }

  protected document(): readonly Part[] {
    return gatewayDocument(this.documentDefaults(this.props, this.node.id));
  }

  private renderSshConfig(): string {
    const { cluster, traits } = this.cloud;
    const gateway = { name: this.node.id, address: this.machine.publicAddress! };
    return renderSshConfig({ cluster, user: traits.sshUser, gateway, hosts: this.hosts });
  }
}
markInstances(SshGateway, "SshGateway");
