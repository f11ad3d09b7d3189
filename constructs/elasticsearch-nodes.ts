import { Construct } from "constructs";
import { elasticsearchDocument, type PackageSources, type Part } from "../cloud-init";
import type { CloudMachine, CloudTier } from "./cloud";
import { type Connectable, Connections } from "./connections";
import { type FixedNode, makeFixedNodes, planFixedNodes, sshHostsOf } from "./fixed-nodes";
import { checkMachine, nodeChecks } from "./machine-options";
import { checkMachineSystem, packagesCheck } from "./package-checks";
import { Port } from "./ports";
import { anyText, checkProps, nested, objectWith, type PropChecks, text, wholeNumber } from "./props";
import type { SshHost } from "./ssh-config";
import { TierDocuments } from "./tier-documents";
import { type DataVolumeOptions, dataVolumeChecks, type VolumeOptions } from "./volume";
import type { VpcNetwork } from "./vpc-network";

/** Elasticsearch for logs and metrics. */
export interface ElasticsearchNodesProps {
  readonly network: VpcNetwork;
  /** 1 to 32. The first three can become master; the others hold data. */
  readonly count: number;
  readonly machineType: string;
  /** The retained volume of each node, for its data. */
  readonly dataVolume: DataVolumeOptions;
  /** @default 50 GiB */
  readonly rootVolume?: VolumeOptions;
  /** The heap in GiB. @default half the memory, at most 31: beyond that the JVM's pointers double */
  readonly heapGiB?: number;
  /** The name of the Elasticsearch cluster. @default the cluster's, then the construct's id */
  readonly clusterName?: string;
  /** The number of the first node's address in its zone's private subnet. @default 32 */
  readonly firstHost?: number;
  /** Where Elasticsearch comes from. @default the network's */
  readonly packages?: PackageSources;
  /** More parts for cloud-init. @default none */
  readonly extraParts?: readonly Part[];
  /** @default only the cluster's own */
  readonly tags?: Readonly<Record<string, string>>;
}

const MOST_NODES = 32;

const checks: PropChecks<ElasticsearchNodesProps> = {
  network: objectWith("claimAddress", "a VpcNetwork"),
  count: wholeNumber(1, MOST_NODES),
  machineType: anyText,
  dataVolume: nested(dataVolumeChecks),
  heapGiB: wholeNumber(1, 31).optional(),
  clusterName: text(/^[a-z0-9][a-z0-9._-]*$/, "a name such as ci-search").optional(),
  packages: packagesCheck.optional(),
  ...nodeChecks,
};

/** Elasticsearch on machines with planned addresses, spread over the zones, with retained data. */
export class ElasticsearchNodes extends Construct implements Connectable {
  readonly connections: Connections;
  readonly nodes: readonly FixedNode[];
  readonly machines: readonly CloudMachine[];
  /** The tier as the cloud has it: what rights are granted to. */
  readonly cloudTier: CloudTier;
  private readonly documents: TierDocuments<FixedNode>;

  /** @throws InvalidInput for a prop that is missing, unknown or of another form */
  constructor(
    scope: Construct,
    id: string,
    private readonly props: ElasticsearchNodesProps,
  ) {
    super(scope, id);
    checkProps(id, checks, props);
    const { network, count, machineType } = props;
    const { cloud } = network;
    checkMachine(id, cloud, props);
    checkMachineSystem(id, network, props, ["elasticsearch"]);
    this.nodes = planFixedNodes(network, { name: id, count, firstHost: props.firstHost ?? 32 });
    const tier = cloud.tier(this, { name: id, network: network.network });
    this.cloudTier = tier;
    this.connections = new Connections(id, tier.firewall, network.topology);
    this.documents = new TierDocuments(
      this,
      cloud,
      this.nodes,
      (node) => this.document(node),
      props.extraParts,
    );
    this.machines = makeFixedNodes(this, { ...props, tier, most: MOST_NODES }, this.nodes, this.documents);
    this.connections.allowFrom(this, Port.elasticsearchTransport, "elasticsearch nodes form their cluster");
    this.connections.allowFrom(this, Port.elasticsearch, "elasticsearch nodes and their tools");
    network.join(this, {
      name: id,
      kind: "data",
      machineType,
      machines: count,
      zones: this.nodes.map((node) => node.zone),
    });
  }

  /** `address:9200` of every node. */
  get endpoints(): readonly string[] {
    return this.nodes.map((node) => `${node.address}:${Port.elasticsearch.from}`);
  }

  /** The nodes as an ssh client knows them. */
  get sshHosts(): readonly SshHost[] {
    return sshHostsOf(this.nodes);
  }

  /**
   * The document for an image build, as plain text: boot a machine of the same image with it, run `cloud-init clean`,
   * and make an image of that. Nodes that start from it need no repository and are up in seconds.
   */
  get imageDocument(): string {
    return this.documents.image;
  }

  private document(node: FixedNode): readonly Part[] {
    const { props } = this;
    const { cloud } = props.network;
    const { sources, packageMirror, logShipper } = props.network.documentDefaults(props.packages);
    const masters = this.nodes.slice(0, 3);
    return elasticsearchDocument({
      base: { cluster: cloud.cluster, node: node.name, packageMirror },
      disks: [
        {
          device: props.network.cloud.traits.dataDevice,
          mountPoint: "/var/lib/elasticsearch",
          filesystem: props.dataVolume.filesystem ?? "xfs",
        },
      ],
      sources,
      elasticsearch: {
        cluster: props.clusterName ?? `${cloud.cluster}-${this.node.id}`,
        node: node.name,
        address: node.address,
        zone: `zone-${node.zone + 1}`,
        // With more than three, an election would wait for more answers and be no safer.
        settings: masters.includes(node) ? {} : { "node.roles": "data,ingest" },
        seedHosts: masters.map((master) => master.address),
        initialMasterNodes: masters.map((master) => master.name),
        dataDir: "/var/lib/elasticsearch",
        heapGiB: props.heapGiB,
      },
      logShipper,
      extraParts: props.extraParts,
    });
  }
}
