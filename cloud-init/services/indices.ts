import { InvalidInput } from "../checks/invalid-input";
import { readProgram } from "../document/scripts";

/** What is kept of a cluster's logs and metrics in Elasticsearch. */
export interface IndicesInput {
  /** The name that the indices begin with: `ci` for `ci-logs-2026.11.21`. */
  readonly cluster: string;
  /** Elasticsearch nodes as `host:port`; the first that answers is asked. */
  readonly hosts: readonly string[];
  /** Days after which an index goes. */
  readonly retainDays: number;
  /** How full the disks of all nodes together may be, in percent, before the oldest days go. */
  readonly maxDiskPercent: number;
}

/** The program that puts the templates of the indices and deletes the days that are not to be kept, and its settings. */
export function indicesFiles(input: IndicesInput): Readonly<Record<string, string>> {
  const { cluster, hosts, retainDays, maxDiskPercent } = input;
  if (hosts.length === 0) throw new InvalidInput("hosts must name at least one Elasticsearch node, got none");
  const settings = {
    hosts,
    templates: indexTemplates(cluster, hosts.length),
    daily: [`${cluster}-logs-`, `${cluster}-metrics-`],
    plain: [`${cluster}-alerts_status`, `${cluster}-alerts_error`],
    retainDays,
    maxDiskPercent,
  };
  return {
    "indices.py": readProgram("indices.py"),
    "indices.json": `${JSON.stringify(settings, null, 1)}\n`,
  };
}

/** The template of new indices. It precedes Elasticsearch's own templates, which a cluster's name may match. */
function indexTemplates(cluster: string, nodes: number): Record<string, unknown> {
  const keyword = { type: "keyword", ignore_above: 1024 };
  const strings = [{ strings: { match_mapping_type: "string", mapping: keyword } }];
  const template = (kind: string, shards: number, mappings: object) => ({
    index_patterns: [`${cluster}-${kind}*`],
    priority: 500,
    // A copy of each shard as soon as there is a second node for it.
    template: { settings: { number_of_shards: shards, auto_expand_replicas: "0-1" }, mappings },
  });
  const date = { type: "date" };
  return {
    [`${cluster}-logs`]: template("logs-", Math.min(nodes, 3), {
      properties: {
        "@timestamp": date,
        host: keyword,
        severity: keyword,
        program: keyword,
        message: { type: "text" },
      },
    }),
    [`${cluster}-metrics`]: template("metrics-", 1, {
      dynamic_templates: strings,
      properties: { "@timestamp": date },
    }),
    [`${cluster}-alerts`]: template("alerts", 1, { dynamic_templates: strings }),
  };
}
