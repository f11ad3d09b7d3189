import { InvalidInput } from "../checks/invalid-input";
import { checkFlags, checkRole, type Flags } from "../checks/mesos-text";
import { installParts } from "../document/install";
import { defaultPackageSources, type HostPackageSource } from "../document/package-source";
import { Part } from "../document/parts";
import { readyCheck } from "../document/ready";
import { dropIn, environmentText, serviceUnit } from "../document/systemd";
import { portNumbers } from "../port-numbers";

export interface MesosMasterInput {
  /** The address this master binds to and is known by. */
  readonly address: string;
  /** Name of the cluster, shown in the UI. */
  readonly cluster: string;
  /** Such as `zk://10.0.0.1:2181,10.0.0.2:2181,10.0.0.3:2181/mesos`. */
  readonly zooKeeper: string;
  /** More than half of the masters. */
  readonly quorum: number;
  /** The directory of the replicated log. @default "/var/lib/mesos" */
  readonly workDir?: string;
  /** Shares of the roles: `{ jenkins: 2 }`. @default all alike */
  readonly weights?: Readonly<Record<string, number>>;
  /** Further flags of `mesos-master`. */
  readonly flags?: Flags;
  /** @default the repository of the maintained fork */
  readonly source?: HostPackageSource;
}

/** This library's defaults, for frameworks that hold an offer, and for hundreds of agents that return together. */
const defaultFlags: Flags = {
  offer_timeout: "1mins",
  registry_fetch_timeout: "2mins",
  registry_store_timeout: "1mins",
  max_agent_ping_timeouts: 10,
  agent_reregister_timeout: "15mins",
  recovery_agent_removal_limit: "50%",
};

/** A Mesos master. Its flags are files, as the packages' start wrapper reads them. */
export function mesosMasterParts(input: MesosMasterInput): readonly Part[] {
  const { address, cluster, zooKeeper, quorum, workDir = "/var/lib/mesos", weights = {} } = input;
  checkZooKeeperUrl("zooKeeper", zooKeeper);
  if (!Number.isInteger(quorum) || quorum < 1) {
    throw new InvalidInput(`quorum must be a whole number of at least 1, got ${quorum}`);
  }
  for (const role of Object.keys(weights)) checkRole("weights", role);
  checkFlags("master", input.flags ?? {});
  const flags = { ...defaultFlags, ...input.flags };
  return [
    ...installParts("mesos", input.source ?? defaultPackageSources.mesos, ["mesos"]),
    // Port and ZooKeeper are given once, as files: given here as well, the master refuses to start.
    Part.file("/etc/default/mesos", environmentText({ ULIMIT: "-n 65536" })),
    Part.file("/etc/default/mesos-master", "# The flags are files in /etc/mesos-master.\n"),
    ...flagFiles("/etc/mesos-master", {
      zk: zooKeeper,
      quorum,
      ip: address,
      hostname: address,
      port: portNumbers.mesosMaster,
      cluster,
      work_dir: workDir,
      ...(Object.keys(weights).length > 0 ? { weights: shares(weights) } : {}),
      ...flags,
    }),
    dropIn("mesos-master.service", {
      Unit: {
        Wants: "network-online.target",
        After: ["network-online.target", "zookeeper.service"],
        RequiresMountsFor: workDir,
        ...serviceUnit,
      },
      Service: { LimitNOFILE: "1048576" },
    }),
    Part.service("mesos-master.service", { enabled: true }),
    readyCheck("mesos-master", { kind: "http", url: `http://${address}:${portNumbers.mesosMaster}/health` }),
  ];
}

const shares = (weights: Readonly<Record<string, number>>): string =>
  Object.entries(weights)
    .map(([role, weight]) => `${role}=${weight}`)
    .join(",");

/**
 * The files that `mesos-init-wrapper` turns into flags: `/etc/mesos-master/quorum` with `2` becomes `--quorum=2`.
 * That folder must contain nothing else: every file in it is a flag, and an unknown flag is fatal.
 */
export const flagFiles = (folder: "/etc/mesos-master" | "/etc/mesos-agent", flags: Flags): Part[] =>
  Object.entries(flags).map(([name, value]) => Part.file(`${folder}/${name}`, `${value}\n`));

/** @throws InvalidInput if the URL is not of ZooKeeper's form with a path */
export function checkZooKeeperUrl(prop: string, url: string): void {
  if (!/^zk:\/\/[^/\s,]+:\d+(,[^/\s,]+:\d+)*(\/[^/\s]+)+$/.test(url)) {
    throw new InvalidInput(`${prop} must have the form zk://host:2181,host:2181/path, got "${url}"`);
  }
}
