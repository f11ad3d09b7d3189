import { stringify } from "yaml";
import { installParts } from "../document/install";
import { defaultPackageSources, type HostPackageSource } from "../document/package-source";
import { Part } from "../document/parts";
import { readyCheck } from "../document/ready";
import { scriptPath } from "../document/scripts";
import { dropIn, serviceUnit, unit } from "../document/systemd";
import { portNumbers } from "../port-numbers";

export interface KibanaInput {
  /** The address this node binds to. */
  readonly address: string;
  /** Elasticsearch nodes as `host:port`. */
  readonly hosts: readonly string[];
  /** The file on the node with what it is to have, as lines of Kibana's own export. */
  readonly objects: string;
  /** @default Elastic's repository */
  readonly source?: HostPackageSource;
}

/** Kibana, with its data views and dashboard, which are put there again at each start. */
export function kibanaParts({ address, hosts, objects, source }: KibanaInput): readonly Part[] {
  const url = `http://${address}:${portNumbers.kibana}`;
  const settings = {
    "server.host": address,
    "server.port": portNumbers.kibana,
    "elasticsearch.hosts": hosts.map((host) => `http://${host}`),
    "telemetry.optIn": false,
  };
  return [
    ...installParts("kibana", source ?? defaultPackageSources.kibana, ["kibana"]),
    Part.file("/etc/kibana/kibana.yml", stringify(settings, { lineWidth: 0 })),
    dropIn("kibana.service", { Unit: serviceUnit, Service: { Restart: "always", RestartSec: "10" } }),
    Part.service("kibana.service", { enabled: true }),
    Part.script("kibana-objects"),
    unit("cdktf-mesos-kibana-objects.service", {
      Unit: {
        Description: "Put the dashboard of the cluster into Kibana",
        Wants: "kibana.service",
        After: "kibana.service",
        ...serviceUnit,
      },
      Service: {
        Type: "oneshot",
        RemainAfterExit: "yes",
        ExecStart: `${scriptPath("kibana-objects")} ${url} ${objects}`,
        TimeoutStartSec: "900",
        Restart: "on-failure",
        RestartSec: "30",
      },
      Install: { WantedBy: "multi-user.target" },
    }),
    Part.service("cdktf-mesos-kibana-objects.service", { enabled: true }),
    readyCheck("kibana", { kind: "http", url: `${url}/api/status` }),
  ];
}
