import { Part } from "../document/parts";
import { readyCheck } from "../document/ready";
import { scriptPath } from "../document/scripts";
import { environmentText, serviceUnit, unit } from "../document/systemd";
import { checkObject } from "./apps";
import type { PackageMirror } from "./base";

/** The monitoring node. */
export interface MonitoringInput {
  /** The location of its files (rules, settings, programs), as `cdktf-mesos-object` takes it: `s3://bucket/key`, or a URL. */
  readonly files: string;
  /** @default PyPI */
  readonly pythonIndex?: PackageMirror["pythonIndex"];
  /** HTTP proxy for pip. @default none */
  readonly proxy?: PackageMirror["proxy"];
}

/** Where the files of the store are written. */
export const monitoringFolder = "/var/lib/cdktf-mesos/monitoring";

/**
 * Retention of indices, and ElastAlert 2 in a Python environment of its own. Both are configured by files
 * that are fetched again every five minutes: a running machine learns of new rules.
 */
export function monitoringParts({ files, pythonIndex, proxy }: MonitoringInput): readonly Part[] {
  checkObject("files of the monitoring node", files);
  return [
    Part.packages(["python3", "python3-venv"]),
    Part.file("/etc/sysusers.d/cdktf-mesos-alerts.conf", 'u cdktf-alerts - "ElastAlert"\n'),
    Part.file(
      "/etc/cdktf-mesos/monitoring.env",
      environmentText({
        FILES: files,
        ...(pythonIndex === undefined ? {} : pipIndex(pythonIndex)),
        ...(proxy === undefined ? {} : { PIP_PROXY: proxy }),
      }),
    ),
    Part.script("object"),
    Part.program("unpack.py"),
    Part.script("monitoring"),
    Part.run([scriptPath("monitoring"), "install"]),
    unit("cdktf-mesos-indices.service", {
      Unit: {
        Description: "Look after the indices of logs and metrics",
        Wants: "network-online.target",
        After: "network-online.target",
        ...serviceUnit,
      },
      Service: {
        Type: "oneshot",
        Restart: "on-failure",
        RestartSec: "15",
        // A dash: where they cannot be had, those of the last time do.
        ExecStartPre: `-${scriptPath("monitoring")} fetch`,
        ExecStart: `/usr/bin/python3 ${monitoringFolder}/indices.py ${monitoringFolder}/indices.json`,
        TimeoutStartSec: "900",
      },
    }),
    unit("cdktf-mesos-indices.timer", {
      Unit: { Description: "Look after the indices of logs and metrics" },
      Timer: { OnActiveSec: "10s", OnUnitInactiveSec: "5min", AccuracySec: "5s" },
      Install: { WantedBy: "timers.target" },
    }),
    unit("cdktf-mesos-alerts.service", {
      Unit: {
        Description: "ElastAlert, which looks for what someone must know",
        Wants: "network-online.target",
        After: "network-online.target",
        ...serviceUnit,
      },
      Service: {
        User: "cdktf-alerts",
        ExecStart: `${scriptPath("monitoring")} alerts`,
        Restart: "always",
        RestartSec: "15",
        ProtectSystem: "strict",
        PrivateTmp: "yes",
      },
      Install: { WantedBy: "multi-user.target" },
    }),
    Part.service("cdktf-mesos-indices.timer", { enabled: true }),
    Part.service("cdktf-mesos-alerts.service", { enabled: true }),
    readyCheck("alerts", { kind: "unit", unit: "cdktf-mesos-alerts.service" }),
  ];
}

/** pip refuses an index without TLS by default; checksums are verified there too. */
function pipIndex(url: string): Record<string, string> {
  const { protocol, hostname } = new URL(url);
  return { PIP_INDEX_URL: url, ...(protocol === "http:" ? { PIP_TRUSTED_HOST: hostname } : {}) };
}
