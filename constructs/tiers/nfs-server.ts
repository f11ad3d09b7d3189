import type { Construct } from "constructs";
import { nfsServerDocument, type Part, sharedData } from "../../cloud-init";
import { anyText, nested, type PropChecks } from "../checks/props";
import type { CloudFileSystem, CloudFirewall } from "../clouds/cloud";
import type { VpcNetwork } from "../network/vpc-network";
import { firstHosts } from "../plan/first-hosts";
import { type DataVolumeOptions, dataVolumeChecks } from "../plan/volume";
import { type FixedNode, FixedTier } from "./fixed-tier";
import { checkMachine, type NodeProps, nodeChecks } from "./machine-options";

/** A machine that serves one retained volume by NFS. */
export interface NfsServerOptions extends NodeProps {
  readonly machineType: string;
  /** The retained volume with all that is shared. */
  readonly dataVolume: DataVolumeOptions;
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

/** Debian's NFS server at a planned address, instead of a file system that the cloud runs. */
export class NfsServer extends FixedTier implements CloudFileSystem {
  readonly mountOptions = "nfsvers=4.2,hard,noatime";

  /** @throws InvalidInput where the cloud does not have such a machine or volume, or the address is another's */
  constructor(
    scope: Construct,
    id: string,
    private readonly props: NfsServerProps,
  ) {
    const { network, name, firstHost = firstHosts.nfsServer } = props;
    checkMachine(name, network.cloud, props);
    super(scope, id, { network, name, count: 1, firstHost });
    this.launch({ ...props, kind: "service", most: 1 });
  }

  get hostname(): string {
    return this.addresses[0]!;
  }

  get firewall(): CloudFirewall {
    return this.cloudTier.firewall;
  }

  get resources() {
    return this.machines.flatMap((machine) => machine.resources);
  }

  protected document(node: FixedNode): readonly Part[] {
    return nfsServerDocument({
      ...this.documentDefaults(this.props, node.name),
      disks: [this.dataDisk(sharedData, this.props.dataVolume)],
      nfsServer: { clients: this.network.cidr },
    });
  }
}
