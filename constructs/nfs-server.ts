import { Construct } from "constructs";
import { nfsServerDocument, type Part, sharedData } from "../cloud-init";
import type { CloudFileSystem, CloudFirewall, CloudMachine } from "./cloud";
import { type FixedNode, makeFixedNodes, planFixedNodes, sshHostsOf } from "./fixed-nodes";
import { checkMachine, nodeChecks } from "./machine-options";
import { anyText, nested, type PropChecks } from "./props";
import type { SshHost } from "./ssh-config";
import { TierDocuments } from "./tier-documents";
import { type DataVolumeOptions, dataVolumeChecks, type VolumeOptions } from "./volume";
import type { VpcNetwork } from "./vpc-network";

/** A machine that serves one retained volume by NFS. */
export interface NfsServerOptions {
  readonly machineType: string;
  /** The retained volume with all that is shared. */
  readonly dataVolume: DataVolumeOptions;
  /** @default 50 GiB */
  readonly rootVolume?: VolumeOptions;
  /** The number of its address in the first zone's private subnet. @default 20 */
  readonly firstHost?: number;
  /** More parts for cloud-init. @default none */
  readonly extraParts?: readonly Part[];
  /** @default only the cluster's own */
  readonly tags?: Readonly<Record<string, string>>;
}

/** The checks of {@link NfsServerOptions}. */
export const nfsServerChecks: PropChecks<NfsServerOptions> = {
  machineType: anyText,
  dataVolume: nested(dataVolumeChecks),
  ...nodeChecks,
};

export interface NfsServerProps extends NfsServerOptions {
  readonly network: VpcNetwork;
  /** The name within the cluster. */
  readonly name: string;
}

/** Debian's NFS server at a planned address, in the place of a file system that the cloud runs. */
export class NfsServer extends Construct implements CloudFileSystem {
  readonly hostname: string;
  readonly mountOptions = "nfsvers=4.2,hard,noatime";
  readonly firewall: CloudFirewall;
  readonly machines: readonly CloudMachine[];
  private readonly nodes: readonly FixedNode[];
  private readonly documents: TierDocuments<FixedNode>;

  /** @throws InvalidInput where the cloud does not have such a machine or volume, or the address is another's */
  constructor(
    scope: Construct,
    id: string,
    private readonly props: NfsServerProps,
  ) {
    super(scope, id);
    const { network, name } = props;
    const { cloud } = network;
    checkMachine(name, cloud, props);
    this.nodes = planFixedNodes(network, { name, count: 1, firstHost: props.firstHost ?? 20 });
    this.hostname = this.nodes[0]!.address;
    const tier = cloud.tier(this, { name, network: network.network });
    this.firewall = tier.firewall;
    this.documents = new TierDocuments(
      this,
      cloud,
      this.nodes,
      (node) => this.document(node),
      props.extraParts,
    );
    this.machines = makeFixedNodes(this, { ...props, tier, most: 1 }, this.nodes, this.documents);
  }

  get resources() {
    return this.machines.flatMap((machine) => machine.resources);
  }

  /** The document for an image build, as plain text. */
  get imageDocument(): string {
    return this.documents.image;
  }

  /** The machine as an ssh client knows it. */
  get sshHosts(): readonly SshHost[] {
    return sshHostsOf(this.nodes);
  }

  private document(node: FixedNode): readonly Part[] {
    const { network, dataVolume, extraParts } = this.props;
    const { cloud } = network;
    const { packageMirror, logShipper } = network.documentDefaults();
    return nfsServerDocument({
      base: {
        cluster: cloud.cluster,
        node: node.name,
        packageMirror,
      },
      disks: [
        {
          device: cloud.traits.dataDevice,
          mountPoint: sharedData,
          filesystem: dataVolume.filesystem ?? "xfs",
        },
      ],
      nfsServer: { clients: network.cidr },
      logShipper,
      extraParts,
    });
  }
}
