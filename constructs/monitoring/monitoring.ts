import type { Construct } from "constructs";
import {
  alertsFiles,
  dashboardObjects,
  indicesFiles,
  monitoringDocument,
  monitoringFolder,
  type PackageSources,
  type Part,
} from "../../cloud-init";
import { packagesCheck } from "../checks/package-checks";
import {
  anyText,
  checkProps,
  instanceOf,
  listOf,
  nested,
  type PropChecks,
  wholeNumber,
  yesOrNo,
} from "../checks/props";
import type { CloudMachine } from "../clouds/cloud";
import { firstHosts } from "../plan/first-hosts";
import { Port } from "../plan/ports";
import { ObjectStore } from "../storage/object-store";
import type { ElasticsearchNodes } from "../tiers/elasticsearch-nodes";
import { type FixedNode, FixedTier } from "../tiers/fixed-tier";
import { checkMachine, type NodeProps, nodeChecks } from "../tiers/machine-options";
import { checkMachineSystem } from "../tiers/machine-system";
import type { MesosMasterTier } from "../tiers/mesos-master-tier";
import { type AlertOptions, alertChecks, alertRules } from "./alert-rules";
import type { Receiver } from "./receiver";

/** Logs, metrics and alerts of a cluster. */
export interface MonitoringProps extends NodeProps {
  /** Where logs and metrics are kept. */
  readonly search: ElasticsearchNodes;
  /** The masters whose network is watched, every tier of it. */
  readonly masters: MesosMasterTier;
  /** The machine type; 4 GiB of memory are enough. */
  readonly machineType: string;
  /** The receivers of alerts, at least one. */
  readonly receivers: readonly Receiver[];
  /** What is worth an alert. @default all of {@link AlertOptions} with their defaults */
  readonly alerts?: AlertOptions;
  /** Days that logs and metrics are kept, 1 or more. @default 14 */
  readonly retainDays?: number;
  /** How full the disks of Elasticsearch may be, in percent of all of them, before the oldest days go. @default 75 */
  readonly maxDiskPercent?: number;
  /** Whether there is a Kibana, on port 5601 for operators behind the gateway. @default true */
  readonly kibana?: boolean;
  /** The store for its rules, settings and programs. @default a store of its own, destroyed with the cluster */
  readonly store?: ObjectStore;
  /** Where Kibana comes from. @default the network's */
  readonly packages?: PackageSources;
}

const checks: PropChecks<MonitoringProps> = {
  search: instanceOf("ElasticsearchNodes", "ElasticsearchNodes"),
  masters: instanceOf("MesosMasterTier"),
  machineType: anyText,
  receivers: listOf(
    instanceOf("Receiver", "a receiver such as Receiver.email(…)"),
    "receivers such as Receiver.email(…)",
  ).refine((list) => (list as unknown[]).length > 0, {
    error: "must name at least one receiver: an alert without one reaches nobody",
  }),
  alerts: nested(alertChecks).optional(),
  retainDays: wholeNumber(1, 3650).optional(),
  maxDiskPercent: wholeNumber(1, 84).optional(),
  kibana: yesOrNo.optional(),
  store: instanceOf("ObjectStore", "an ObjectStore").optional(),
  packages: packagesCheck.optional(),
  ...nodeChecks,
};

const DASHBOARD = "kibana.ndjson";

/**
 * Has every node of a network send its logs and measurements to Elasticsearch, and one machine monitor them: it
 * deletes old indices, sends alerts to receivers, and serves Kibana. It learns of new rules as it runs, and keeps
 * nothing: replace it at any time.
 */
export class Monitoring extends FixedTier {
  private readonly filesLocation: string;

  /**
   * @throws InvalidInput for a prop that is missing, unknown or invalid, without receivers, and
   * where the network has another
   */
  constructor(
    scope: Construct,
    id: string,
    private readonly props: MonitoringProps,
  ) {
    checkProps(id, checks, props);
    const { search, masters, firstHost = firstHosts.monitoring, rootVolume = { sizeGiB: 30 } } = props;
    const { network } = masters;
    checkMachine(id, network.cloud, props);
    checkMachineSystem(id, network, props, hasKibana(props) ? ["kibana"] : []);
    super(scope, id, { network, count: 1, firstHost });
    network.shipLogsTo(search);
    network.telemetry.collectMetrics(id);
    const store = props.store ?? new ObjectStore(this, "store", { cloud: this.cloud, retain: false });
    this.filesLocation = store.addText("files", {
      key: "monitoring/files.json",
      text: `${JSON.stringify(this.files, null, 1)}\n`,
      contentType: "application/json",
    }).location;
    store.grantRead(this, "monitoring/");
    const operatorPorts = this.hasKibana ? [Port.ssh, Port.kibana] : [Port.ssh];
    this.launch({ ...props, rootVolume, kind: "service", machineId: "host", operatorPorts });
  }

  /** The one machine. */
  get machine(): CloudMachine {
    return this.machines[0]!;
  }

  /** Kibana's page, for who is in the network or comes over the gateway; nothing where it is left out. */
  get kibanaUrl(): string | undefined {
    return this.hasKibana ? `http://${this.addresses[0]}:${Port.kibana.from}` : undefined;
  }

  private get hasKibana(): boolean {
    return hasKibana(this.props);
  }

  /** What the machine fetches, by path. */
  private get files(): Readonly<Record<string, string>> {
    const { search, masters, receivers, alerts, retainDays = 14, maxDiskPercent = 75 } = this.props;
    const { cluster } = this.cloud;
    const hosts = search.endpoints;
    const frameworks = masters.hasMarathon ? ["marathon"] : [];
    const variable = (i: number) => `RECEIVER_${i + 1}`;
    const alert = (rule: string) => receivers.map((receiver, i) => receiver.alerter(variable(i), rule));
    const rules = Object.entries(alertRules(cluster, { frameworks, ...alerts }));
    return {
      ...indicesFiles({ cluster, hosts, retainDays, maxDiskPercent }),
      ...alertsFiles({
        hosts,
        index: `${cluster}-alerts`,
        rules: Object.fromEntries(rules.map(([name, rule]) => [name, { ...rule, alert: alert(name) }])),
        secrets: Object.fromEntries(
          receivers.flatMap(({ secretFile }, i) => (secretFile ? [[variable(i), secretFile]] : [])),
        ),
      }),
      ...(this.hasKibana ? { [DASHBOARD]: dashboardObjects(cluster) } : {}),
    };
  }

  protected document(node: FixedNode): readonly Part[] {
    const { props } = this;
    return monitoringDocument({
      ...this.documentDefaults(props, node.name),
      monitoring: { files: this.filesLocation },
      kibana: this.hasKibana
        ? {
            address: node.address,
            hosts: props.search.endpoints,
            objects: `${monitoringFolder}/${DASHBOARD}`,
          }
        : undefined,
    });
  }
}

const hasKibana = ({ kibana }: MonitoringProps): boolean => kibana !== false;
