import { InvalidInput } from "../checks/invalid-input";
import { checkFlags, type Flags } from "../checks/mesos-text";
import { imageWords } from "../document/image-words";
import { installParts } from "../document/install";
import { defaultPackageSources, type PackageSource } from "../document/package-source";
import { Part } from "../document/parts";
import { readyCheck } from "../document/ready";
import { scriptPath } from "../document/scripts";
import { dropIn, serviceUnit, unit } from "../document/systemd";
import { portNumbers } from "../port-numbers";
import { checkZooKeeperUrl } from "./mesos-master";

export interface MarathonInput {
  /** The address this Marathon binds to and is known by. */
  readonly address: string;
  /** Where Marathon keeps its state: `zk://…/marathon`. */
  readonly zooKeeper: string;
  /** Where it finds the Mesos master: `zk://…/mesos`. */
  readonly mesosZooKeeper: string;
  /** The port masters call Marathon back on; fixed, because a firewall opens just this one. */
  readonly libprocessPort: number;
  /** Further flags of Marathon, without dashes; `true` is a switch (`{ disable_metrics: true }`). */
  readonly flags?: Flags;
  /** @default the container image of its last release */
  readonly source?: PackageSource;
}

/** Without `task_killing` a task counts as running until it is gone: a router would send requests to it until then. */
const features = (asked: string | number | boolean = ""): string =>
  [...new Set(["task_killing", ...String(asked).split(",").filter(Boolean)])].join(",");

/** How often (ms) Marathon looks whether a lost task has been unreachable for too long; 10 minutes by default. */
export const RECONCILIATION_INTERVAL = 60_000;

/** One of several Marathons, of which ZooKeeper elects the leader. */
export function marathonParts(input: MarathonInput): readonly Part[] {
  const { address, zooKeeper, mesosZooKeeper, libprocessPort } = input;
  checkZooKeeperUrl("zooKeeper", zooKeeper);
  checkZooKeeperUrl("mesosZooKeeper", mesosZooKeeper);
  if (!Number.isInteger(libprocessPort) || libprocessPort < 1024 || libprocessPort > 65535) {
    throw new InvalidInput(`libprocessPort must be a port from 1024 to 65535, got ${libprocessPort}`);
  }
  checkFlags("marathon", input.flags ?? {});
  const environment = {
    LIBPROCESS_IP: address,
    LIBPROCESS_PORT: libprocessPort,
    MARATHON_MASTER: mesosZooKeeper,
    MARATHON_ZK: zooKeeper,
    MARATHON_HOSTNAME: address,
    MARATHON_HTTP_ADDRESS: address,
    MARATHON_HTTP_PORT: portNumbers.marathon,
    // Set but empty is how Marathon reads a switch from its environment.
    MARATHON_HA: "",
    MARATHON_CHECKPOINT: "",
    MARATHON_FAILOVER_TIMEOUT: 604800,
    // How long (ms) Marathon waits before it asks Mesos for offers again. A task may need three such waits before it starts.
    MARATHON_MIN_REVIVE_OFFERS_INTERVAL: 2000,
    // If several tasks of an app are lost with their agent, some wait for the next look at all apps: 5 minutes by default.
    MARATHON_SCALE_APPS_INTERVAL: 30_000,
    MARATHON_RECONCILIATION_INTERVAL: RECONCILIATION_INTERVAL,
    // A launch that was lost with its master is tried again after this time (ms), and not after 5 minutes.
    MARATHON_TASK_LAUNCH_CONFIRM_TIMEOUT: 60000,
    // Tasks would otherwise run as the user of Marathon's own process, nobody.
    MARATHON_MESOS_USER: "root",
    ...flagVariables(input.flags ?? {}),
    MARATHON_ENABLE_FEATURES: features(input.flags?.enable_features),
  };
  const source: PackageSource = input.source ?? defaultPackageSources.marathon;
  const order = {
    Wants: "network-online.target",
    After: ["network-online.target", "zookeeper.service", "mesos-master.service"],
    ...serviceUnit,
  };
  return [
    Part.file("/etc/default/marathon", plainEnvironment(environment)),
    ...(source.kind === "container"
      ? [
          Part.script("container-image"),
          unit("marathon.service", {
            Unit: {
              Description: "Marathon",
              ...order,
              Requires: "docker.service",
              After: [...order.After, "docker.service"],
            },
            Service: {
              ExecStartPre: [
                `${scriptPath("container-image")} ${imageWords("image", source.image, source.archive)}`,
                "-/usr/bin/docker rm --force marathon",
              ],
              ExecStart:
                "/usr/bin/docker run --rm --init --name marathon --network host " +
                `--env-file /etc/default/marathon ${source.image}`,
              ExecStop: "/usr/bin/docker stop marathon",
              // The first start pulls the image.
              TimeoutStartSec: "1800",
              SuccessExitStatus: "143",
              Restart: "always",
              RestartSec: "10",
            },
            Install: { WantedBy: "multi-user.target" },
          }),
        ]
      : [
          ...installParts("marathon", source, ["marathon"]),
          dropIn("marathon.service", {
            Unit: order,
            Service: { Restart: "always", RestartSec: "10", LimitNOFILE: "65536" },
          }),
        ]),
    Part.service("marathon.service", { enabled: true }),
    readyCheck("marathon", { kind: "http", url: `http://${address}:${portNumbers.marathon}/ping` }),
  ];
}

/** `KEY=value` lines without any quoting: Docker takes quotes for part of the value, systemd does not. */
const plainEnvironment = (values: Readonly<Record<string, string | number>>): string =>
  Object.entries(values)
    .map(([key, value]) => `${key}=${value}\n`)
    .join("");

const flagVariables = (flags: Flags): Record<string, string | number> =>
  Object.fromEntries(
    Object.entries(flags).map(([name, value]) => [
      `MARATHON_${name.toUpperCase()}`,
      typeof value === "boolean" ? "" : value,
    ]),
  );
