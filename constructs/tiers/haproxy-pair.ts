import type { TerraformResource } from "cdktf";
import type { Construct } from "constructs";
import { balancerDocument, haproxyAlive, type Part } from "../../cloud-init";
import { anyText, nested, type PropChecks, wholeNumber } from "../checks/props";
import type { CloudFirewall, CloudLoadBalancer, CloudSharedAddress, LoadBalancerSpec } from "../clouds/cloud";
import type { VpcNetwork } from "../network/vpc-network";
import { firstHosts } from "../plan/first-hosts";
import { Port } from "../plan/ports";
import { type VolumeOptions, volumeChecks } from "../plan/volume";
import { type FixedNode, FixedTier } from "./fixed-tier";
import { checkMachine } from "./machine-options";

/** Machines of the cluster's own in place of the cloud's load balancer. */
export interface HaproxyOptions {
  readonly machineType: string;
  /** @default 20 GiB */
  readonly rootVolume?: VolumeOptions;
  /**
   * The number of the first machine's address in the first zone's private subnet; the second's and the shared one come
   * after it. @default 24
   */
  readonly firstHost?: number;
}

/** The checks of {@link HaproxyOptions}. */
export const haproxyChecks: PropChecks<HaproxyOptions> = {
  machineType: anyText,
  rootVolume: nested(volumeChecks).optional(),
  firstHost: wholeNumber(1).optional(),
};

export interface HaproxyPairProps extends Omit<LoadBalancerSpec, "network">, HaproxyOptions {
  readonly network: VpcNetwork;
}

/**
 * Two machines with HAProxy, and an address that one of them has, by VRRP: the same endpoint as a cloud's load balancer
 * where there is none. Both are in the first zone, in the subnet of that address.
 */
export class HaproxyPair extends FixedTier implements CloudLoadBalancer {
  private readonly shared: CloudSharedAddress;
  private readonly address: string;

  /** @throws InvalidInput where the cloud has no shared addresses, or an address is taken */
  constructor(
    scope: Construct,
    id: string,
    private readonly props: HaproxyPairProps,
  ) {
    const {
      network,
      name,
      isPublic,
      firstHost = firstHosts.haproxyPair,
      rootVolume = { sizeGiB: 20 },
    } = props;
    checkMachine(name, network.cloud, props);
    super(scope, id, { network, name, count: 2, firstHost, zoneCount: 1 });
    this.address = network.addresses.claim(name, 0, firstHost + 2);
    this.shared = this.cloudTier.sharedAddress(this, {
      id: "shared",
      name,
      zoneIndex: 0,
      address: this.address,
      isPublic,
    });
    const { machineType } = props;
    const operatorPorts = [Port.ssh, ...props.listeners.map(({ port }) => port)];
    this.launch({ machineType, rootVolume, kind: "balancer", sharedAddress: this.shared, operatorPorts });
  }

  get hostname(): string {
    return this.shared.publicAddress ?? this.shared.address;
  }

  get firewall(): CloudFirewall {
    return this.cloudTier.firewall;
  }

  get resources(): readonly TerraformResource[] {
    return [...this.shared.resources, ...this.machines.flatMap((machine) => machine.resources)];
  }

  protected document(node: FixedNode): readonly Part[] {
    const { listeners } = this.props;
    return balancerDocument({
      ...this.documentDefaults({}, node.name),
      haproxy: {
        listeners: listeners.map(({ port, targets, ...rest }) => ({
          name: port.name,
          port: port.from,
          servers: targets,
          ...rest,
        })),
      },
      keepalived: {
        address: node.address,
        peers: this.nodes.filter((peer) => peer !== node).map((peer) => peer.address),
        sharedAddress: this.address,
        check: haproxyAlive,
      },
    });
  }
}
