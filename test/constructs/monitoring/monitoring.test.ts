import { parse } from "yaml";
import {
  ElasticsearchNodes,
  MesosAgentPool,
  Monitoring,
  type MonitoringProps,
  Port,
  Receiver,
  SshGateway,
  VpcNetwork,
} from "../../../constructs";
import type { Anything } from "../../support/anything";
import { parseDocument, withBundle } from "../../support/read-document";
import * as bad from "../../support/refusals";
import { AwsStack, unescapeTerraform } from "../../support/synth";

function cluster(props: Partial<MonitoringProps> = {}) {
  const stack = new AwsStack();
  const network = stack.network();
  new SshGateway(stack, "gateway", { network, allowFrom: ["203.0.113.0/24"] });
  const masters = stack.masters({ network });
  const search = new ElasticsearchNodes(stack, "search", {
    network,
    count: 3,
    machineType: "m5.large",
    dataVolume: { sizeGiB: 100 },
  });
  const monitoring = new Monitoring(stack, "monitoring", {
    search,
    masters,
    machineType: "t3.medium",
    receivers: [
      Receiver.email({ to: ["ops@example.org"], from: "ci@example.org", smtpHost: "mail.example.org" }),
      Receiver.slack({ webhookUrlFile: "/etc/ci/slack" }),
      Receiver.webhook({ url: "https://hooks.example.org/ci" }),
    ],
    ...props,
  });
  // One that comes later.
  new MesosAgentPool(stack, "builds", { masters, machineType: "c5.large", count: 2 });
  return { stack, network, monitoring };
}

type Files = Readonly<Record<string, string>>;
/** The files of each tier's last document, by tier, and what the monitoring node fetches. */
function filesOf({ stack }: ReturnType<typeof cluster>) {
  const json = stack.synth();
  const object = json.one("aws_s3_object", "monitoring").content as string;
  const tiers: Readonly<Record<string, Files>> = Object.fromEntries(
    Object.entries(json.json.locals ?? {}).flatMap(([id, text]) => {
      if (!text.startsWith("#cloud-config")) return [];
      const { write_files } = withBundle(parseDocument(unescapeTerraform(text)));
      return [[id.split("_")[0]!, Object.fromEntries(write_files.map((file) => [file.path, file.content]))]];
    }),
  );
  return { tiers, fetched: JSON.parse(unescapeTerraform(object)) as Files };
}

const shipping = "/etc/rsyslog.d/60-cdktf-mesos-elasticsearch.conf";
const measuring = "/etc/cdktf-mesos/metrics.env";
const rules = "rules";

describe("a cluster with everything", () => {
  const made = cluster();
  const { tiers: files, fetched } = filesOf(made);

  test("every tier with machines ships and measures, whether made before or after", () => {
    expect(Object.keys(files).sort()).toEqual(["builds", "gateway", "masters", "monitoring", "search"]);
    const { edges } = made.network.topology;
    for (const [tier, own] of Object.entries(files)) {
      expect(own[shipping]).toContain('server=["10.16.32.32:9200", "10.16.64.33:9200", "10.16.96.34:9200"]');
      expect(own[shipping]).toContain('constant(value="ci-logs-")');
      expect(own[shipping]).toContain('constant(value="ci-metrics-")');
      expect(own["/usr/local/lib/cdktf-mesos/collect.py"]).toContain("def mesos(url)");
      expect(edges).toContainEqual(
        expect.objectContaining({ from: tier, to: "search", port: Port.elasticsearch }),
      );
    }
  });

  test("a node measures what runs on it", () => {
    expect(files.masters![measuring]).toBe(
      "SOCKET=/run/cdktf-mesos/metrics\nMESOS=http://10.16.96.12:5050\nMARATHON=http://10.16.96.12:8080\nZOOKEEPER=127.0.0.1:2181\nDOCKER=yes\n",
    );
    expect(files.builds![measuring]).toBe("SOCKET=/run/cdktf-mesos/metrics\nDOCKER=yes\n");
    expect(files.gateway![measuring]).toBe("SOCKET=/run/cdktf-mesos/metrics\n");
    // What containers print is shipped where tasks run.
    expect(files.builds![shipping]).toContain("/var/lib/docker/containers/");
    expect(files.masters![shipping]).not.toContain("/var/lib/docker/containers/");
  });

  test("operators reach Kibana over the gateway, and nobody else does", () => {
    const edges = made.network.topology.edges.filter(({ to }) => to === "monitoring");
    expect(edges.map(({ from, port }) => `${from} ${port.from}`).sort()).toEqual([
      "gateway 22",
      "gateway 5601",
    ]);
    expect(made.monitoring.kibanaUrl).toBe("http://10.16.32.22:5601");
    expect(parse(files.monitoring!["/etc/kibana/kibana.yml"]!)).toMatchObject({
      "server.host": "10.16.32.22",
      "elasticsearch.hosts": [
        "http://10.16.32.32:9200",
        "http://10.16.64.33:9200",
        "http://10.16.96.34:9200",
      ],
    });
  });

  test("each rule looks in the cluster's indices and tells every receiver, with secrets by file only", () => {
    const names = Object.keys(fetched).filter((path) => path.startsWith(rules));
    expect(names.map((path) => path.slice(rules.length + 1))).toEqual([
      "role-short.yaml",
      "agents-lost.yaml",
      "framework-gone.yaml",
      "disk-filling.yaml",
      "failed-builds.yaml",
      "zookeeper-quorum.yaml",
    ]);
    for (const path of names) {
      const rule = parse(fetched[path]!);
      expect(rule.index).toMatch(/^ci-(logs|metrics)-\*$/);
      expect(rule.alert).toEqual([
        {
          email: {
            email: ["ops@example.org"],
            from_addr: "ci@example.org",
            smtp_host: "mail.example.org",
            smtp_ssl: false,
          },
        },
        { slack: { slack_webhook_url: "${RECEIVER_2}" } },
        {
          post2: {
            http_post2_url: "https://hooks.example.org/ci",
            http_post2_payload: { alert: rule.name },
            http_post2_all_values: true,
          },
        },
      ]);
    }
    expect(fetched.secrets).toBe("RECEIVER_2 /etc/ci/slack\n");
  });

  test("the indices have templates, and a last day", () => {
    const settings = JSON.parse(fetched["indices.json"]!);
    expect(settings).toMatchObject({
      daily: ["ci-logs-", "ci-metrics-"],
      retainDays: 14,
      maxDiskPercent: 75,
    });
    expect(settings.templates["ci-logs"].template.settings).toEqual({
      number_of_shards: 3,
      auto_expand_replicas: "0-1",
    });
  });

  test("the dashboard is lines of JSON, whose references are all there", () => {
    const objects = fetched["kibana.ndjson"]!.trimEnd()
      .split("\n")
      .map(
        (line) =>
          JSON.parse(line) as { type: string; id: string; references: { type: string; id: string }[] },
      );
    const ids = objects.map(({ type, id }) => `${type} ${id}`);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual(expect.arrayContaining(["index-pattern ci-logs", "dashboard ci-dashboard"]));
    for (const { references } of objects)
      for (const { type, id } of references) expect(ids).toContain(`${type} ${id}`);
  });

  // Kibana's sources of the line 8.19 and 9.1, read for 8.19.21; what is not named has a default there.
  test("the dashboard has what Kibana reads unguarded, and its lines find their data view", () => {
    const objects = fetched["kibana.ndjson"]!.trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    // public/services/dashboard_content_management_service/lib/load_dashboard_state.ts of the plugin dashboard:
    // `attributes.kibanaSavedObjectMeta.searchSource`, which the server makes of searchSourceJSON, and only where it is
    // not empty (server/content_management/v3/transforms/out/search_source_out_transforms.ts).
    const dashboard = objects.find(({ type }) => type === "dashboard");
    expect(JSON.parse(dashboard.attributes.kibanaSavedObjectMeta.searchSourceJSON)).toEqual({
      query: { query: "", language: "kuery" },
      filter: [],
    });
    // Unknown attributes are refused: server/dashboard_saved_object/schema/v1/v1.ts.
    expect(Object.keys(dashboard.attributes).sort()).toEqual([
      "description",
      "kibanaSavedObjectMeta",
      "optionsJSON",
      "panelsJSON",
      "timeFrom",
      "timeRestore",
      "timeTo",
      "title",
      "version",
    ]);
    // server/content_management/v3/transforms/out/panels_out_transforms.ts.
    const panels = JSON.parse(dashboard.attributes.panelsJSON);
    for (const panel of panels) {
      expect(panel).toEqual({
        type: "visualization",
        panelIndex: panel.gridData.i,
        panelRefName: expect.any(String),
        gridData: { i: expect.any(String), x: expect.any(Number), y: expect.any(Number), w: 24, h: 12 },
        embeddableConfig: {},
      });
      const reference = dashboard.references.find(
        ({ name }: { name: string }) => name === panel.panelRefName,
      );
      const { attributes, references } = objects.find(({ id }) => id === reference.id);
      // public/utils/saved_visualize_utils.ts and saved_visualization_references/timeseries_references.ts of the plugin
      // visualizations. An index as text is deprecated (`metrics:allowStringIndices`).
      const { type, params } = JSON.parse(attributes.visState);
      expect(type).toBe("metrics");
      expect(params.index_pattern).toBeUndefined();
      expect(references).toEqual([
        { type: "index-pattern", id: "ci-metrics", name: params.index_pattern_ref_name },
      ]);
      expect(JSON.parse(attributes.uiStateJSON)).toEqual({});
    }
  });
});

test("thresholds and kinds are the caller's, and Kibana can be left out", () => {
  const made = cluster({
    kibana: false,
    retainDays: 30,
    alerts: {
      roleShort: false,
      agentsLost: { atLeast: 3, minutes: 1 },
      frameworks: ["marathon", 'a "b"'],
      diskFilling: { percent: 70 },
      failedBuilds: false,
      zooKeeperQuorum: false,
      repeatMinutes: 5,
    },
  });
  const { tiers, fetched } = filesOf(made);
  const rule = (name: string) => parse(fetched[`${rules}/${name}.yaml`]!);
  const query = (name: string) => rule(name).filter[0].query_string.query;
  expect(Object.keys(fetched).filter((path) => path.startsWith(rules))).toHaveLength(3);
  expect(query("agents-lost")).toBe(
    "mesos_master.elected:>=1 AND (mesos_master.slaves_unreachable:>=3 OR mesos_master.slaves_disconnected:>=3)",
  );
  // Once each time that a framework goes, and never for one that was not there.
  expect(rule("framework-gone")).toMatchObject({
    type: "flatline",
    query_key: "mesos_framework.name",
    forget_keys: true,
    scan_entire_timeframe: true,
    realert: { minutes: 0 },
  });
  expect(rule("agents-lost")).toMatchObject({
    num_events: 1,
    timeframe: { minutes: 1 },
    realert: { minutes: 5 },
  });
  // A document a minute, of which one may be late.
  expect(rule("disk-filling")).toMatchObject({ num_events: 4, timeframe: { minutes: 5 } });
  expect(query("framework-gone")).toBe(
    'mesos_framework.active:>=1 AND mesos_framework.name:("marathon" OR "a \\"b\\"")',
  );
  expect(query("disk-filling")).toBe("filesystem.used_percent:>=70 OR filesystem.inodes_percent:>=70");
  expect(tiers.monitoring!["/etc/kibana/kibana.yml"]).toBeUndefined();
  expect(made.monitoring.kibanaUrl).toBeUndefined();
  const edges = made.network.topology.edges.filter(({ to }) => to === "monitoring");
  expect(edges.map(({ port }) => port.from)).toEqual([22]);
});

bad.testRefusals({
  "an alert without a receiver": [
    bad.monitoring({ receivers: [] }),
    "monitoring: receivers must name at least one receiver: an alert without one reaches nobody, got []",
  ],
  "a receiver that is none": [
    bad.monitoring({ receivers: ["ops@example.org"] }),
    'monitoring: receivers[0] must be a receiver such as Receiver.email(…), got "ops@example.org"',
  ],
  "mail to nobody": [
    () => Receiver.email({ to: [], from: "ci@example.org", smtpHost: "mail.example.org" }),
    "receiver email: to must name at least one address, got []",
  ],
  "mail to what is no address": [
    () => Receiver.email({ to: ["ops"], from: "ci@example.org", smtpHost: "mail.example.org" }),
    'receiver email: to[0] must be an address such as ops@example.org, got "ops"',
  ],
  "a Slack webhook in the program": [
    () => Receiver.slack({ webhookUrl: "https://hooks.slack.com/x" } as Anything),
    "receiver slack: webhookUrlFile must be an absolute path such as /etc/alerts/slack, got nothing",
  ],
  "a webhook without a URL": [
    () => Receiver.webhook({}),
    "receiver webhook: needs url or urlFile, got {}; give one of them",
  ],
  "a threshold above all": [
    bad.monitoring({ alerts: { diskFilling: { percent: 120 } } }),
    "monitoring: alerts.diskFilling.percent must be a whole number from 1 to 100, got 120",
  ],
  "an alert that there is not": [
    bad.monitoring({ alerts: { diskFull: {} } }),
    "monitoring: unknown prop diskFull in alerts",
  ],
  "an alert switched on": [
    bad.monitoring({ alerts: { agentsLost: true } }),
    "monitoring: alerts.agentsLost must be an object, got true",
  ],
  "logs kept for no day": [
    bad.monitoring({ retainDays: 0 }),
    "monitoring: retainDays must be a whole number from 1 to 3650, got 0",
  ],
  "disks as full as Elasticsearch takes no more": [
    bad.monitoring({ maxDiskPercent: 90 }),
    "monitoring: maxDiskPercent must be a whole number from 1 to 84, got 90",
  ],
  "monitoring without masters": [
    bad.monitoring({ masters: undefined }),
    "monitoring: masters must be a MesosMasterTier, got nothing",
  ],
  "a second monitoring": [
    bad.monitoring({ retainDays: 90 }, { retainDays: 3 }),
    "network: monitoring monitors it already, got monitoring-2; one monitors all tiers of a network",
  ],
  "monitoring of another network's nodes": [
    () => {
      const stack = new AwsStack();
      const elsewhere = new VpcNetwork(stack, "elsewhere", { cloud: stack.cloud, cidr: "10.32.0.0/16" });
      const masters = stack.masters();
      const search = new ElasticsearchNodes(stack, "search", {
        network: elsewhere,
        count: 1,
        machineType: "m5.large",
        dataVolume: { sizeGiB: 10 },
      });
      const props = { masters, search, machineType: "t3.medium", receivers: [bad.webhook()] };
      new Monitoring(stack, "monitoring", props);
    },
    "search: allowFrom must name a tier of its own network, got masters, which is in another",
  ],
});
