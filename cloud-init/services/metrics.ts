import { Part } from "../document/parts";
import { programPath } from "../document/scripts";
import { environmentText, serviceUnit, unit } from "../document/systemd";
import { metricsSocket } from "./log-shipper";

/** What runs on a node, besides the node itself, that can be measured. */
export interface MetricsInput {
  /** Its mesos-master: `http://10.16.32.10:5050`. */
  readonly mesos?: string;
  /** Its Marathon: `http://10.16.32.10:8080`. */
  readonly marathon?: string;
  /** Its ZooKeeper server: `127.0.0.1:2181`. */
  readonly zooKeeper?: string;
  /** @default false */
  readonly docker?: boolean;
}

/** A service that measures the node once a minute, and hands what it has measured to the log shipper. */
export function metricsParts({ mesos, marathon, zooKeeper, docker }: MetricsInput): readonly Part[] {
  return [
    Part.packages(["python3", "python3-psutil"]),
    Part.program("collect.py"),
    Part.file(
      "/etc/cdktf-mesos/metrics.env",
      environmentText({
        SOCKET: metricsSocket,
        ...(mesos === undefined ? {} : { MESOS: mesos }),
        ...(marathon === undefined ? {} : { MARATHON: marathon }),
        ...(zooKeeper === undefined ? {} : { ZOOKEEPER: zooKeeper }),
        ...(docker ? { DOCKER: "yes" } : {}),
      }),
    ),
    unit("cdktf-mesos-metrics.service", {
      Unit: {
        Description: "Measure this node and what runs on it",
        Wants: "rsyslog.service",
        After: ["network-online.target", "rsyslog.service"],
        ...serviceUnit,
      },
      Service: {
        EnvironmentFile: ["/etc/cdktf-mesos/node.env", "/etc/cdktf-mesos/metrics.env"],
        ExecStart: `/usr/bin/python3 ${programPath("collect.py")}`,
        Restart: "always",
        RestartSec: "30",
        MemoryMax: "256M",
      },
      Install: { WantedBy: "multi-user.target" },
    }),
    Part.service("cdktf-mesos-metrics.service", { enabled: true }),
  ];
}
