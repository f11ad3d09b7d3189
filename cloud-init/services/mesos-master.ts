import { installParts } from "../document/install";
import { defaultPackageSources, type HostPackageSource } from "../document/package-source";
import { Part } from "../document/parts";
import { readyCheck } from "../document/ready";
import { dropIn, environmentText, serviceUnit } from "../document/systemd";
import { InvalidInput } from "../invalid-input";
import { portNumbers } from "../port-numbers";
import { flagFiles, type MesosFlags, mergeFlags } from "./mesos-flags";

export interface MesosMasterInput {
  /** The address this master binds to and is known by. */
  readonly address: string;
  /** Name of the cluster, shown in the UI. */
  readonly cluster: string;
  /** Such as `zk://10.0.0.1:2181,10.0.0.2:2181,10.0.0.3:2181/mesos`. */
  readonly zooKeeper: string;
  /** More than half of the masters. */
  readonly quorum: number;
  /** The replicated log lies here. @default "/var/lib/mesos" */
  readonly workDir?: string;
  /** Roles that frameworks may register with. @default any */
  readonly roles?: readonly string[];
  /** Shares of the roles: `{ jenkins: 2 }`. @default all alike */
  readonly weights?: Readonly<Record<string, number>>;
  /** Further flags of `mesos-master`. */
  readonly flags?: MesosFlags;
  /** @default the repository of the maintained fork */
  readonly source?: HostPackageSource;
}

/** Flags that follow from other props. */
const derivedFlags = ["zk", "quorum", "ip", "hostname", "port", "cluster", "work_dir", "roles", "weights"];

/** Defaults of ours: a framework that sits on an offer, and hundreds of agents that come back at once. */
const defaultFlags: MesosFlags = {
  offer_timeout: "1mins",
  registry_fetch_timeout: "2mins",
  registry_store_timeout: "1mins",
  max_agent_ping_timeouts: 10,
  agent_reregister_timeout: "15mins",
  recovery_agent_removal_limit: "50%",
};

/** A Mesos master. Its flags are files, as the packages' start wrapper reads them. */
export function mesosMasterParts(input: MesosMasterInput): readonly Part[] {
  const { address, cluster, zooKeeper, quorum, workDir = "/var/lib/mesos", roles, weights } = input;
  checkZooKeeperUrl("zooKeeper", zooKeeper);
  if (!Number.isInteger(quorum) || quorum < 1) {
    throw new InvalidInput(`quorum must be a whole number of at least 1, got ${quorum}`);
  }
  const flags = mergeFlags("mesos-master", defaultFlags, derivedFlags, input.flags);
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
      ...(roles?.length ? { roles: roles.join(",") } : {}),
      ...(weights && Object.keys(weights).length > 0
        ? {
            weights: Object.entries(weights)
              .map(([role, weight]) => `${role}=${weight}`)
              .join(","),
          }
        : {}),
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

/** @throws InvalidInput if the URL is not of ZooKeeper's form with a path */
export function checkZooKeeperUrl(prop: string, url: string): void {
  if (!/^zk:\/\/[^/\s,]+:\d+(,[^/\s,]+:\d+)*(\/[^/\s]+)+$/.test(url)) {
    throw new InvalidInput(`${prop} must have the form zk://host:2181,host:2181/path, got "${url}"`);
  }
}
