import type { Construct } from "constructs";
import { elasticsearchDocument, type PackageSources, type Part } from "../../cloud-init";
import { isInstance, markInstances } from "../checks/instances";
import { packagesCheck } from "../checks/package-checks";
import { anyText, checkProps, instanceOf, nested, type PropChecks, text, wholeNumber } from "../checks/props";
import type { VpcNetwork } from "../network/vpc-network";
import { firstHosts } from "../plan/first-hosts";
import { Port } from "../plan/ports";
import { type DataVolumeOptions, dataVolumeChecks } from "../plan/volume";
import { type FixedNode, FixedTier } from "./fixed-tier";
import { checkMachine, type NodeProps, nodeChecks } from "./machine-options";
import { checkMachineSystem } from "./machine-system";

/** Elasticsearch for logs and metrics. */
export interface ElasticsearchNodesProps extends NodeProps {
  readonly network: VpcNetwork;
  /** 1 to 32. The first three can become master; the others hold data. */
  readonly count: number;
  readonly machineType: string;
  /** The retained volume of each node, for its data. */
  readonly dataVolume: DataVolumeOptions;
  /** The heap in GiB. @default half the memory, at most 31: beyond that the JVM's pointers double */
  readonly heapGiB?: number;
  /** The name of the Elasticsearch cluster. @default the cluster's, then the construct's id */
  readonly clusterName?: string;
  /** Where Elasticsearch comes from. @default the network's */
  readonly packages?: PackageSources;
}

const MOST_NODES = 32;

/** Where the data volume is mounted. */
const DATA = "/var/lib/elasticsearch";

const checks: PropChecks<ElasticsearchNodesProps> = {
  network: instanceOf("VpcNetwork"),
  count: wholeNumber(1, MOST_NODES),
  machineType: anyText,
  dataVolume: nested(dataVolumeChecks),
  heapGiB: wholeNumber(1, 31).optional(),
  clusterName: text(/^[a-z0-9][a-z0-9._-]*$/, "a name such as ci-search").optional(),
  packages: packagesCheck.optional(),
  ...nodeChecks,
};

/** Elasticsearch on machines with planned addresses, spread over the zones, with retained data. */
export class ElasticsearchNodes extends FixedTier {
  /** Whether a value is an `ElasticsearchNodes`, of any copy of this package. */
  static isElasticsearchNodes(value: unknown): value is ElasticsearchNodes {
    return isInstance("ElasticsearchNodes", value);
  }

  /** @throws InvalidInput for a prop that is missing, unknown or invalid */
  constructor(
    scope: Construct,
    id: string,
    private readonly props: ElasticsearchNodesProps,
  ) {
    checkProps(id, checks, props);
    const { network, count, firstHost = firstHosts.elasticsearch } = props;
    checkMachine(id, network.cloud, props);
    checkMachineSystem(id, network, props, ["elasticsearch"]);
    super(scope, id, { network, count, firstHost });
    this.connections.allowFrom(this, Port.elasticsearchTransport, "elasticsearch nodes form their cluster");
    this.connections.allowFrom(this, Port.elasticsearch, "elasticsearch nodes and their tools");
    this.launch({ ...props, kind: "data", most: MOST_NODES });
  }

  /** `address:9200` of every node. */
  get endpoints(): readonly string[] {
    return this.nodes.map((node) => `${node.address}:${Port.elasticsearch.from}`);
  }

  protected document(node: FixedNode): readonly Part[] {
    const { props } = this;
    const masters = this.nodes.slice(0, 3);
    return elasticsearchDocument({
      ...this.documentDefaults(props, node.name),
      disks: [this.dataDisk(DATA, props.dataVolume)],
      elasticsearch: {
        cluster: props.clusterName ?? `${this.cloud.cluster}-${this.node.id}`,
        node: node.name,
        address: node.address,
        zone: `zone-${node.zoneIndex + 1}`,
        // With more than three, an election would wait for more answers and be no safer.
        settings: masters.includes(node) ? {} : { "node.roles": "data,ingest" },
        seedHosts: masters.map((master) => master.address),
        initialMasterNodes: masters.map((master) => master.name),
        dataDir: DATA,
        heapGiB: props.heapGiB,
      },
    });
  }
}
markInstances(ElasticsearchNodes, "ElasticsearchNodes");
