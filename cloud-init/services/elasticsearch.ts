import { stringify } from "yaml";
import { InvalidInput } from "../checks/invalid-input";
import { installParts } from "../document/install";
import { defaultPackageSources, type HostPackageSource } from "../document/package-source";
import { Part } from "../document/parts";
import { readyCheck } from "../document/ready";
import { scriptPath } from "../document/scripts";
import { dropIn, serviceUnit } from "../document/systemd";
import { portNumbers } from "../port-numbers";

export interface ElasticsearchInput {
  /** Name of the Elasticsearch cluster. */
  readonly cluster: string;
  readonly node: string;
  /** The address this node binds to and is known by. */
  readonly address: string;
  /** The zone it is in: copies of a shard are kept in different ones. */
  readonly zone: string;
  /** Addresses of the nodes that a new one asks for the cluster. */
  readonly seedHosts: readonly string[];
  /** Names of the nodes that make the first election of a new cluster. */
  readonly initialMasterNodes: readonly string[];
  readonly dataDir: string;
  /** @default half the memory of the machine, at most 31, found at boot */
  readonly heapGiB?: number;
  /** Further settings of `elasticsearch.yml`; `null` takes a default of this library out. */
  readonly settings?: Readonly<Record<string, string | number | boolean | null>>;
  /** @default Elastic's repository */
  readonly source?: HostPackageSource;
}

/** An Elasticsearch node of a fixed cluster. */
export function elasticsearchParts(input: ElasticsearchInput): readonly Part[] {
  const { address, dataDir, heapGiB } = input;
  if (heapGiB !== undefined && (!Number.isInteger(heapGiB) || heapGiB < 1 || heapGiB > 31)) {
    throw new InvalidInput(`heapGiB must be a whole number from 1 to 31, got ${heapGiB}`);
  }
  for (const [prop, list] of [
    ["seedHosts", input.seedHosts],
    ["initialMasterNodes", input.initialMasterNodes],
  ] as const) {
    if (list.length === 0) throw new InvalidInput(`${prop} must name at least one node, got none`);
  }
  const derived = {
    "cluster.name": input.cluster,
    "node.name": input.node,
    "node.attr.zone": input.zone,
    "cluster.routing.allocation.awareness.attributes": "zone",
    "path.data": dataDir,
    "path.logs": "/var/log/elasticsearch",
    "network.host": address,
    "http.port": portNumbers.elasticsearch,
    "transport.port": portNumbers.elasticsearchTransport,
    "discovery.seed_hosts": [...input.seedHosts],
    "cluster.initial_master_nodes": [...input.initialMasterNodes],
  };
  for (const name of Object.keys(input.settings ?? {})) {
    if (name in derived) {
      throw new InvalidInput(
        `setting ${name} of elasticsearch follows from the cluster and cannot be set, got "${input.settings?.[name]}"`,
      );
    }
  }
  // Only the cluster's own network reaches the nodes; certificates and users would be the caller's to bring.
  const settings = { ...derived, "xpack.security.enabled": false, ...input.settings };
  const present = Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== null));
  return [
    ...installParts("elasticsearch", input.source ?? defaultPackageSources.elasticsearch, ["elasticsearch"]),
    Part.file("/etc/elasticsearch/elasticsearch.yml", stringify(present, { lineWidth: 0 }), { mode: "0644" }),
    Part.script("elasticsearch-heap"),
    // Bootstrap checks of a node that others can reach.
    Part.sysctl({ "vm.max_map_count": "262144", "vm.swappiness": "1" }),
    dropIn("elasticsearch.service", {
      Unit: {
        Wants: "network-online.target",
        After: "network-online.target",
        RequiresMountsFor: dataDir,
        ...serviceUnit,
      },
      Service: {
        // With a plus as root: the unit itself runs as elasticsearch.
        ExecStartPre: [
          `+/usr/bin/install -d -o elasticsearch -g elasticsearch -m 0750 ${dataDir}`,
          `+${scriptPath("elasticsearch-heap")} ${heapGiB ?? "auto"}`,
        ],
        Restart: "always",
        RestartSec: "10",
        LimitNOFILE: "65536",
        TimeoutStartSec: "900",
      },
    }),
    Part.service("elasticsearch.service", { enabled: true }),
    readyCheck("elasticsearch", {
      kind: "http",
      url: `http://${address}:${portNumbers.elasticsearch}/_cluster/health?local=true`,
    }),
  ];
}
