import { Construct } from "constructs";
import { type NfsMountInput, nfsServerDocument, type Part, sharedData } from "../cloud-init";
import { InvalidInput, show } from "../cloud-init/invalid-input";
import type { CloudFileSystem, CloudMachine } from "./cloud";
import { type Connectable, Connections } from "./connections";
import { type FixedNode, makeFixedNodes, planFixedNodes } from "./fixed-nodes";
import {
  anyText,
  checkProps,
  listOf,
  nested,
  objectWith,
  type PropChecks,
  textMap,
  wholeNumber,
  yesOrNo,
} from "./props";
import type { SshHost } from "./ssh-config";
import { partCheck, TierDocuments } from "./tier-documents";
import {
  type DataVolumeOptions,
  dataVolumeChecks,
  mountPointCheck,
  type VolumeOptions,
  volumeChecks,
} from "./volume";
import type { VpcNetwork } from "./vpc-network";

/** A machine that serves one retained volume by NFS. */
export interface SharedServerOptions {
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

/** The cloud's own file system. */
export interface ManagedStorageOptions {
  /**
   * Whether Terraform refuses every plan that would destroy it. `false` is how it is let go of on purpose, with all
   * that is in it. @default true
   */
  readonly retain?: boolean;
}

/** A directory that all agents have in common. Give `server` or `managed`. */
export interface SharedStorageProps {
  readonly network: VpcNetwork;
  /** A machine of your own, on any cloud. */
  readonly server?: SharedServerOptions;
  /** The cloud's own: EFS on AWS, in every zone. */
  readonly managed?: ManagedStorageOptions;
}

const checks: PropChecks<SharedStorageProps> = {
  network: objectWith("claimAddress", "a VpcNetwork"),
  server: nested<SharedServerOptions>({
    machineType: anyText,
    dataVolume: nested(dataVolumeChecks),
    rootVolume: nested(volumeChecks).optional(),
    firstHost: wholeNumber(1).optional(),
    extraParts: listOf(partCheck, "cloud-init parts").optional(),
    tags: textMap.optional(),
  }).optional(),
  managed: nested<ManagedStorageOptions>({ retain: yesOrNo.optional() }).optional(),
};

/** A mount of shared storage, for `nfsMounts` of a pool. */
export interface SharedMount extends NfsMountInput {
  /** Lets the pool in that has the mount. */
  readonly storage: Connectable;
}

/** NFS for workspaces and homes: `nfsMounts: [storage.mount("/srv/jenkins")]`. */
export class SharedStorage extends Construct implements Connectable {
  readonly connections: Connections;
  /** Of a `server`. */
  readonly machines: readonly CloudMachine[] = [];
  /** Of `managed`. */
  readonly fileSystem?: CloudFileSystem;
  private readonly nodes: readonly FixedNode[] = [];
  private readonly host: string;
  private readonly options: string;

  /** @throws InvalidInput for a prop that is missing, unknown or of another form, and what the cloud has not */
  constructor(
    scope: Construct,
    id: string,
    private readonly props: SharedStorageProps,
  ) {
    super(scope, id);
    checkProps(id, checks, props);
    const { network, server, managed } = props;
    if ((server === undefined) === (managed === undefined)) {
      throw new InvalidInput(
        `${id}: server or managed must be given, and not both, got ${show({ server, managed })}`,
      );
    }
    if (server) {
      this.checkServer(server);
      this.nodes = planFixedNodes(network, { name: id, count: 1, firstHost: server.firstHost ?? 20 });
      const tier = network.cloud.tier(this, { name: id, network: network.network });
      this.connections = new Connections(id, tier.firewall, network.topology);
      const documents = new TierDocuments(
        this,
        network.cloud,
        this.nodes,
        (node) => this.document(node, server),
        server.extraParts,
      );
      this.machines = makeFixedNodes(this, { ...server, network, tier, most: 1 }, this.nodes, documents);
      const { machineType } = server;
      network.join(this, { name: id, kind: "service", machineType, machines: 1, zones: [0] });
      this.host = this.nodes[0]!.address;
      this.options = "nfsvers=4.2,hard,noatime";
    } else {
      this.fileSystem = network.cloud.fileSystem(this, {
        name: id,
        network: network.network,
        retain: managed?.retain ?? true,
      });
      this.connections = new Connections(id, this.fileSystem.firewall, network.topology);
      const zones = network.network.zones.map((_, i) => i);
      network.join(this, { name: id, kind: "service", machines: 0, zones }, []);
      this.host = this.fileSystem.hostname;
      this.options = this.fileSystem.mountOptions;
    }
  }

  /**
   * All that is shared, under a path of a pool's agents: an entry for `nfsMounts`. `JenkinsHome.nfs` and `host` volumes
   * of apps and builds take directories below it.
   *
   * @throws InvalidInput where the path is not absolute
   */
  mount(mountPoint: string): SharedMount {
    if (!mountPointCheck.safeParse(mountPoint).success) {
      throw new InvalidInput(
        `${this.node.id}: mount must be an absolute path such as /srv/jenkins, got ${show(mountPoint)}`,
      );
    }
    return { source: `${this.host}:/`, mountPoint, options: this.options, storage: this };
  }

  /** The server as an ssh client knows it. */
  get sshHosts(): readonly SshHost[] {
    return this.nodes.map(({ name, address }) => ({ name, address }));
  }

  private checkServer({ machineType, dataVolume, rootVolume }: SharedServerOptions): void {
    const { cloud } = this.props.network;
    const { id } = this.node;
    cloud.checkMachineType(id, machineType);
    cloud.checkVolume(id, dataVolume);
    if (rootVolume) cloud.checkRootVolume(id, rootVolume);
  }

  private document(node: FixedNode, { dataVolume, extraParts }: SharedServerOptions): readonly Part[] {
    const { network } = this.props;
    const { cloud } = network;
    return nfsServerDocument({
      base: {
        cluster: cloud.cluster,
        node: node.name,
        packageMirror: network.documentDefaults().packageMirror,
      },
      disks: [
        {
          device: cloud.traits.dataDevice,
          mountPoint: sharedData,
          filesystem: dataVolume.filesystem ?? "xfs",
        },
      ],
      nfsServer: { clients: network.cidr },
      extraParts,
    });
  }
}
