import { InvalidInput } from "../checks/invalid-input";
import { Part } from "../document/parts";
import { dropIn } from "../document/systemd";

/** Where the node's collector hands its measurements to rsyslog, which has the queue. */
export const metricsSocket = "/run/cdktf-mesos/metrics";

/** Disk space for messages that cannot be sent yet. */
const QUEUE_MIB = 1024;

export interface LogShipperInput {
  /** Elasticsearch nodes as `host:port`, used in turn. */
  readonly targets: readonly string[];
  /** Index; `{day}` in it is replaced by the day of the message (`2026.11.21`). @default "logs-{day}" */
  readonly index?: string;
  /** The index of what the node measures, in the same form. @default it measures nothing */
  readonly metricsIndex?: string;
  /** Whether the output of Docker's containers goes along, as the program `docker`. @default false */
  readonly containers?: boolean;
}

/** Ships the journal to Elasticsearch, through a queue that goes to disk while no target answers. */
export function logShipperParts(input: LogShipperInput): readonly Part[] {
  const { targets, index = "logs-{day}", metricsIndex, containers = false } = input;
  if (targets.length === 0)
    throw new InvalidInput("targets must name at least one Elasticsearch node, got none");
  for (const target of targets) {
    if (!/^[A-Za-z0-9.-]+:\d{1,5}$/.test(target)) {
      throw new InvalidInput(`targets must each have the form host:port, got "${target}"`);
    }
  }
  for (const name of [index, metricsIndex ?? index]) {
    if (!/^[a-z0-9][a-z0-9_.-]*(\{day\})?$/.test(name)) {
      throw new InvalidInput(`index must be a lower-case name that may end in {day}, got "${name}"`);
    }
  }
  const servers = targets.map((target) => `"${target}"`).join(", ");
  const send = (name: string) => output(name, servers);
  const text = [
    'module(load="omelasticsearch")\n',
    indexTemplate("logs", index),
    documentTemplate,
    `ruleset(name="cdktf-mesos-logs") {\n${send("logs")}}\n`,
    "set $.text = $msg;\ncall cdktf-mesos-logs\n",
    ...(containers ? [containerLogs] : []),
    ...(metricsIndex === undefined ? [] : [indexTemplate("metrics", metricsIndex), metrics(send("metrics"))]),
  ].join("\n");
  return [
    Part.packages(["rsyslog", "rsyslog-elasticsearch"]),
    Part.file("/etc/rsyslog.d/60-cdktf-mesos-elasticsearch.conf", text),
    Part.file("/etc/systemd/journald.conf.d/60-cdktf-mesos.conf", "[Journal]\nForwardToSyslog=yes\n"),
    Part.run(["systemctl", "restart", "systemd-journald.service"]),
    dropIn("rsyslog.service", { Unit: { StartLimitIntervalSec: "0" }, Service: { Restart: "always" } }),
    Part.service("rsyslog.service", { enabled: true }),
  ];
}

const documentTemplate = `template(name="cdktf-mesos-logs" type="list" option.jsonf="on") {
  property(outname="@timestamp" name="timereported" dateFormat="rfc3339" format="jsonf")
  property(outname="host" name="hostname" format="jsonf")
  property(outname="severity" name="syslogseverity-text" format="jsonf")
  property(outname="program" name="programname" format="jsonf")
  property(outname="message" name="$.text" format="jsonf")
}
`;

/** Docker keeps a container's output as lines of JSON, and turns the files over; each line is one message. */
const containerLogs = `module(load="imfile")
module(load="mmjsonparse")
input(
  type="imfile"
  file="/var/lib/docker/containers/*/*-json.log"
  tag="docker"
  severity="info"
  ruleset="cdktf-mesos-containers"
)
ruleset(name="cdktf-mesos-containers") {
  action(type="mmjsonparse" cookie="")
  set $.text = $!log;
  call cdktf-mesos-logs
}
`;

/** The measurements are documents already. */
const metrics = (
  send: string,
) => `input(type="imuxsock" socket="${metricsSocket}" createPath="on" ruleset="cdktf-mesos-metrics")
template(name="cdktf-mesos-metrics" type="list") {
  property(name="msg")
}
ruleset(name="cdktf-mesos-metrics") {
${send}}
`;

const output = (name: string, servers: string) => `  action(
    type="omelasticsearch"
    server=[${servers}]
    template="cdktf-mesos-${name}"
    searchIndex="cdktf-mesos-${name}-index"
    dynSearchIndex="on"
    # Types are gone since Elasticsearch 7.
    searchType=""
    bulkmode="on"
    queue.type="linkedList"
    queue.filename="cdktf-mesos-${name}"
    queue.maxDiskSpace="${QUEUE_MIB}m"
    queue.saveOnShutdown="on"
    queue.dequeueBatchSize="500"
    action.resumeRetryCount="-1"
  )
`;

const indexTemplate = (name: string, index: string) =>
  `template(name="cdktf-mesos-${name}-index" type="list") {\n${indexParts(index).join("\n")}\n}\n`;

function indexParts(index: string): string[] {
  const constant = (text: string) => `  constant(value="${text}")`;
  const date = (field: string) => `  property(name="timereported" dateFormat="${field}")`;
  const [prefix = "", rest] = index.split("{day}");
  const day = [date("year"), constant("."), date("month"), constant("."), date("day")];
  return [constant(prefix), ...(rest === undefined ? [] : day)];
}
