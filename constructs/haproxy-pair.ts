import type { TerraformResource } from "cdktf";
import { Construct } from "constructs";
import { balancerDocument, haproxyAlive, type Part } from "../cloud-init";
import type { CloudFirewall, CloudLoadBalancer, CloudMachine, LoadBalancerSpec } from "./cloud";
import { checkMachine } from "./machine-options";
import { anyText, nested, type PropChecks, wholeNumber } from "./props";
import type { SshHost } from "./ssh-config";
import { TierDocuments } from "./tier-documents";
import { type VolumeOptions, volumeChecks } from "./volume";
import type { VpcNetwork } from "./vpc-network";

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

interface PairNode {
  readonly name: string;
  readonly address: string;
}

/**
 * Two machines with HAProxy, and an address that one of them has, by VRRP: the same endpoint as a cloud's load balancer
 * where there is none. Both lie in the first zone, in the one subnet of that address.
 */
export class HaproxyPair extends Construct implements CloudLoadBalancer {
  readonly hostname: string;
  readonly firewall: CloudFirewall;
  readonly machines: readonly CloudMachine[];
  readonly resources: readonly TerraformResource[];
  private readonly nodes: readonly PairNode[];
  private readonly address: string;

  /** @throws InvalidInput where the cloud has no shared addresses, or an address is not to be had */
  constructor(
    scope: Construct,
    id: string,
    private readonly props: HaproxyPairProps,
  ) {
    super(scope, id);
    const { network, name, machineType, rootVolume, firstHost = 24 } = props;
    const { cloud } = network;
    checkMachine(name, cloud, props);
    this.nodes = [0, 1].map((i) => ({
      name: `${name}-${i + 1}`,
      address: network.claimAddress(name, 0, firstHost + i),
    }));
    this.address = network.claimAddress(name, 0, firstHost + 2);
    const tier = cloud.tier(this, { name, network: network.network });
    this.firewall = tier.firewall;
    const shared = tier.sharedAddress(this, {
      id: "shared",
      name,
      zone: 0,
      address: this.address,
      isPublic: props.isPublic,
    });
    this.hostname = shared.publicAddress ?? shared.address;
    const documents = new TierDocuments(this, cloud, this.nodes, (node) => this.document(node));
    this.machines = this.nodes.map((node, i) =>
      tier.machine(this, {
        id: String(i + 1),
        name: node.name,
        machineType,
        zone: 0,
        address: node.address,
        sharedAddress: shared,
        rootVolume: rootVolume ?? { sizeGiB: 20 },
        userData: () => documents.of(node),
        tags: {},
      }),
    );
    this.resources = [...shared.resources, ...this.machines.flatMap((machine) => machine.resources)];
  }

  /** The machines as an ssh client knows them. */
  get sshHosts(): readonly SshHost[] {
    return this.nodes;
  }

  private document(node: PairNode): readonly Part[] {
    const { network, listeners } = this.props;
    const { packageMirror, logShipper } = network.documentDefaults();
    return balancerDocument({
      base: { cluster: network.cloud.cluster, node: node.name, packageMirror },
      logShipper,
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
