import { Part } from "./parts";
import { scriptPath } from "./scripts";
import { unit } from "./systemd";

/**
 * What must answer before a node counts as ready. In an address, `{address}` is replaced by the node's own.
 * `zookeeper` is met by a server that serves, not by one that waits for a quorum; `registered` by a Mesos agent
 * that its master knows, not by one that only listens; `unit` by an active systemd unit, for services that listen
 * on no port.
 */
export type ReadyCheck =
  | { readonly kind: "http" | "registered"; readonly url: string }
  | { readonly kind: "tcp" | "zookeeper"; readonly host: string; readonly port: number }
  | { readonly kind: "unit"; readonly unit: string };

/** Registers a service's checks; `cdktf-mesos-ready.target` is reached only when all of a node's pass. */
export function readyCheck(service: string, ...checks: readonly ReadyCheck[]): Part {
  const lines = checks.map(checkLine);
  return Part.file(`/etc/cdktf-mesos/ready.d/${service}`, `${lines.join("\n")}\n`);
}

function checkLine(check: ReadyCheck): string {
  switch (check.kind) {
    case "http":
    case "registered":
      return `${check.kind} ${check.url}`;
    case "tcp":
    case "zookeeper":
      return `${check.kind} ${check.host} ${check.port}`;
    case "unit":
      return `unit ${check.unit}`;
  }
}

/**
 * The units around a node's boot: one that waits for the checks and then reaches the target, and one that
 * repeats a first boot that failed. Neither holds up the boot itself.
 */
export function readyParts(): readonly Part[] {
  return [
    Part.script("address"),
    Part.script("boot"),
    Part.script("ready"),
    Part.script("wait-for"),
    unit("cdktf-mesos-ready.target", {
      Unit: { Description: "Every service of this node answers" },
    }),
    unit("cdktf-mesos-ready.service", {
      Unit: {
        Description: "Wait until every service of this node answers",
        Wants: "network-online.target",
        After: "network-online.target",
        ConditionPathExists: "!/var/lib/cdktf-mesos/boot/failed",
      },
      Service: {
        ExecStart: scriptPath("ready"),
        Restart: "on-failure",
        RestartSec: "10",
      },
      Install: { WantedBy: "multi-user.target" },
    }),
    unit("cdktf-mesos-boot-retry.service", {
      Unit: {
        Description: "Repeat the first boot of this node, which failed",
        Wants: "network-online.target",
        After: ["network-online.target", "cloud-config.service"],
        ConditionPathExists: "/var/lib/cdktf-mesos/boot/failed",
      },
      // cloud-init keeps the steps of the first boot in one script. All steps are idempotent.
      Service: { ExecStart: "/bin/sh /var/lib/cloud/instance/scripts/runcmd" },
      Install: { WantedBy: "multi-user.target" },
    }),
  ];
}
