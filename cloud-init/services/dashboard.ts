/** A line of the dashboard: a field of the metrics over time, one line for each value of `by`. */
interface Panel {
  readonly id: string;
  readonly title: string;
  readonly field: string;
  readonly by: string;
  /** Which documents, as Kibana's query. */
  readonly query: string;
}

const panels: readonly Panel[] = [
  {
    id: "cpus",
    title: "CPUs used by role, %",
    field: "mesos_role.cpus_used_percent",
    by: "mesos_role.name",
    query: "dataset:mesos_role",
  },
  {
    id: "mem",
    title: "Memory used by role, %",
    field: "mesos_role.mem_used_percent",
    by: "mesos_role.name",
    query: "dataset:mesos_role",
  },
  {
    id: "agents",
    title: "Agents registered",
    field: "mesos_master.slaves_active",
    by: "node",
    query: "mesos_master.elected:1",
  },
  {
    id: "tasks",
    title: "Tasks running",
    field: "mesos_master.tasks_running",
    by: "node",
    query: "mesos_master.elected:1",
  },
  {
    id: "apps",
    title: "Marathon's instances",
    field: "marathon.instances_running",
    by: "node",
    query: "dataset:marathon",
  },
  {
    id: "zookeeper",
    title: "ZooKeeper's outstanding requests",
    field: "zookeeper.outstanding_requests",
    by: "node",
    query: "dataset:zookeeper",
  },
  { id: "cpu", title: "CPU of nodes, %", field: "system.cpu_percent", by: "host", query: "dataset:system" },
  {
    id: "memory",
    title: "Memory of nodes, %",
    field: "system.memory_percent",
    by: "host",
    query: "dataset:system",
  },
  {
    id: "disks",
    title: "Disks, % full",
    field: "filesystem.used_percent",
    by: "host",
    query: "dataset:filesystem",
  },
  {
    id: "containers",
    title: "Containers running",
    field: "docker.running",
    by: "host",
    query: "dataset:docker",
  },
];

/**
 * Nothing but the default query. Kibana reads the searchSource of a dashboard without asking whether there is one: a
 * dashboard that lacks it does not open.
 */
const savedObjectMeta = {
  kibanaSavedObjectMeta: {
    searchSourceJSON: JSON.stringify({ query: { query: "", language: "kuery" }, filter: [] }),
  },
};

/** What Kibana puts the data view of a visualization in for. */
const DATA_VIEW = "metrics_0_index_pattern";

/** Kibana's saved objects for a cluster: the data views of its logs and metrics, and a dashboard, a line each. */
export function dashboardObjects(cluster: string): string {
  const object = (type: string, id: string, attributes: object, references: readonly object[] = []) => ({
    type,
    id: `${cluster}-${id}`,
    attributes,
    references,
  });
  const view = (kind: string) =>
    object("index-pattern", kind, { title: `${cluster}-${kind}-*`, timeFieldName: "@timestamp" });
  const dashboard = object(
    "dashboard",
    "dashboard",
    {
      title: `${cluster}: Mesos and its nodes`,
      description: "",
      version: 1,
      optionsJSON: "{}",
      ...savedObjectMeta,
      timeRestore: true,
      timeFrom: "now-6h",
      timeTo: "now",
      panelsJSON: JSON.stringify(
        panels.map(({ id }, i) => ({
          type: "visualization",
          panelIndex: id,
          panelRefName: `panel_${id}`,
          gridData: { i: id, x: (i % 2) * 24, y: Math.floor(i / 2) * 12, w: 24, h: 12 },
          embeddableConfig: {},
        })),
      ),
    },
    panels.map(({ id }) => ({ type: "visualization", id: `${cluster}-${id}`, name: `panel_${id}` })),
  );
  return [
    view("logs"),
    view("metrics"),
    ...panels.map((panel) =>
      object("visualization", panel.id, visualization(panel), [
        { type: "index-pattern", id: `${cluster}-metrics`, name: DATA_VIEW },
      ]),
    ),
    dashboard,
  ]
    .map((one) => `${JSON.stringify(one)}\n`)
    .join("");
}

/** A time series in Kibana's own form for TSVB. */
function visualization({ id, title, field, by, query }: Panel): object {
  const filter = { query, language: "kuery" };
  const series = {
    id,
    split_mode: "terms",
    terms_field: by,
    terms_size: 20,
    metrics: [{ id, type: "max", field }],
    chart_type: "line",
    formatter: "number",
  };
  return {
    title,
    description: "",
    version: 1,
    visState: JSON.stringify({
      title,
      type: "metrics",
      aggs: [],
      params: {
        id,
        type: "timeseries",
        use_kibana_indexes: true,
        index_pattern_ref_name: DATA_VIEW,
        time_field: "@timestamp",
        filter,
        series: [series],
        axis_min: "0",
        show_legend: 1,
        show_grid: 1,
      },
    }),
    uiStateJSON: "{}",
    ...savedObjectMeta,
  };
}
