import { InvalidInput } from "./invalid-input";
import { Part } from "./parts";
import { dropIn } from "./systemd";

export interface LogShipperInput {
  /** Elasticsearch nodes as `host:port`, used in turn. */
  readonly targets: readonly string[];
  /** Index; `{day}` in it stands for the day of the message (`2026.11.21`). @default "logs-{day}" */
  readonly index?: string;
  /** Disk space for what cannot be sent yet. @default 1024 */
  readonly queueMiB?: number;
}

/** Ships the journal to Elasticsearch, through a queue that goes to disk while no target answers. */
export function logShipperParts(input: LogShipperInput): readonly Part[] {
  const { targets, index = "logs-{day}", queueMiB = 1024 } = input;
  if (targets.length === 0)
    throw new InvalidInput("targets must name at least one Elasticsearch node, got none");
  for (const target of targets) {
    if (!/^[A-Za-z0-9.-]+:\d{1,5}$/.test(target)) {
      throw new InvalidInput(`target must have the form host:port, got "${target}"`);
    }
  }
  if (!/^[a-z0-9][a-z0-9_.-]*(\{day\})?$/.test(index)) {
    throw new InvalidInput(`index must be a lower-case name that may end in {day}, got "${index}"`);
  }
  if (!Number.isInteger(queueMiB) || queueMiB < 16) {
    throw new InvalidInput(`queueMiB must be a whole number of at least 16, got ${queueMiB}`);
  }
  const text = `module(load="omelasticsearch")

template(name="cdktf-mesos-index" type="list") {
${indexParts(index).join("\n")}
}

template(name="cdktf-mesos-document" type="list" option.jsonf="on") {
  property(outname="@timestamp" name="timereported" dateFormat="rfc3339" format="jsonf")
  property(outname="host" name="hostname" format="jsonf")
  property(outname="severity" name="syslogseverity-text" format="jsonf")
  property(outname="program" name="programname" format="jsonf")
  property(outname="message" name="msg" format="jsonf")
}

action(
  type="omelasticsearch"
  server=[${targets.map((target) => `"${target}"`).join(", ")}]
  template="cdktf-mesos-document"
  searchIndex="cdktf-mesos-index"
  dynSearchIndex="on"
  # Types are gone since Elasticsearch 7.
  searchType=""
  bulkmode="on"
  queue.type="linkedList"
  queue.filename="cdktf-mesos-elasticsearch"
  queue.maxDiskSpace="${queueMiB}m"
  queue.saveOnShutdown="on"
  queue.dequeueBatchSize="500"
  action.resumeRetryCount="-1"
)
`;
  return [
    Part.packages(["rsyslog", "rsyslog-elasticsearch"]),
    Part.file("/etc/rsyslog.d/60-cdktf-mesos-elasticsearch.conf", text),
    Part.file("/etc/systemd/journald.conf.d/60-cdktf-mesos.conf", "[Journal]\nForwardToSyslog=yes\n"),
    Part.run(["systemctl", "restart", "systemd-journald.service"]),
    dropIn("rsyslog.service", { Unit: { StartLimitIntervalSec: "0" }, Service: { Restart: "always" } }),
    Part.service("rsyslog.service", { enabled: true }),
  ];
}

function indexParts(index: string): string[] {
  const constant = (text: string) => `  constant(value="${text}")`;
  const date = (field: string) => `  property(name="timereported" dateFormat="${field}")`;
  const [prefix = "", rest] = index.split("{day}");
  const day = [date("year"), constant("."), date("month"), constant("."), date("day")];
  return [constant(prefix), ...(rest === undefined ? [] : day)];
}
