import { InvalidInput } from "../checks/invalid-input";
import { installParts } from "../document/install";
import { defaultPackageSources, type HostPackageSource } from "../document/package-source";
import { Part } from "../document/parts";
import { readyCheck } from "../document/ready";
import { scriptPath } from "../document/scripts";
import { serviceUnit, unit } from "../document/systemd";
import { portNumbers } from "../port-numbers";

export interface ZooKeeperInput {
  /** This server's number, the N of its `server.N`. */
  readonly id: number;
  /** Every server of the ensemble, this one included: 1, 3 or 5 of them. */
  readonly servers: readonly { readonly id: number; readonly address: string }[];
  /** @default "/var/lib/zookeeper" */
  readonly dataDir?: string;
  /** Java heap. @default 1024 */
  readonly heapMiB?: number;
  /** Where its libraries come from, in the paths that Debian's and Ubuntu's have. @default the distribution's */
  readonly source?: HostPackageSource;
}

const FOLDER = "/etc/cdktf-mesos/zookeeper";

const LOGGING = [
  "log4j.rootLogger=INFO, CONSOLE",
  "log4j.appender.CONSOLE=org.apache.log4j.ConsoleAppender",
  "log4j.appender.CONSOLE.layout=org.apache.log4j.PatternLayout",
  // The journal knows the time.
  "log4j.appender.CONSOLE.layout.ConversionPattern=%p [%t:%c{1}] %m%n",
];

/**
 * A ZooKeeper server (3.5 or later) out of the distribution's libraries. Its package `zookeeper` is left out: beside a
 * start script without restarts, it has a graphical inspector, which needs a hundred packages of a desktop.
 */
export function zooKeeperParts(input: ZooKeeperInput): readonly Part[] {
  const { id, servers, dataDir = "/var/lib/zookeeper", heapMiB = 1024 } = input;
  const ids = servers.map((server) => server.id);
  if (servers.length % 2 === 0) {
    throw new InvalidInput(`servers must be an odd number for a quorum, got ${servers.length}`);
  }
  if (new Set(ids).size !== ids.length || ids.some((one) => !Number.isInteger(one) || one < 1 || one > 255)) {
    throw new InvalidInput(`server ids must be different numbers from 1 to 255, got ${ids.join(", ")}`);
  }
  if (!ids.includes(id)) {
    throw new InvalidInput(`id must be one of the servers' (${ids.join(", ")}), got ${id}`);
  }
  if (!Number.isInteger(heapMiB) || heapMiB < 64) {
    throw new InvalidInput(`heapMiB must be a whole number of at least 64, got ${heapMiB}`);
  }
  const { zooKeeper: client, zooKeeperPeer: peer, zooKeeperElection: election } = portNumbers;
  const configuration = [
    "tickTime=2000",
    "initLimit=10",
    "syncLimit=5",
    `dataDir=${dataDir}`,
    // Mesos masters, agents and every framework keep a connection each.
    "maxClientCnxns=0",
    "autopurge.snapRetainCount=3",
    "autopurge.purgeInterval=1",
    // It would take 8080, which is Marathon's, and says nothing that the four-letter words do not.
    "admin.enableServer=false",
    "4lw.commands.whitelist=ruok,srvr,stat,mntr",
    ...(servers.length === 1
      ? [`clientPort=${client}`]
      : servers.map((server) => `server.${server.id}=${server.address}:${peer}:${election};${client}`)),
  ];
  return [
    ...installParts(
      "zookeeper",
      input.source ?? defaultPackageSources.zookeeper,
      ["libzookeeper-java"],
      ["default-jre-headless"],
    ),
    Part.file("/etc/sysusers.d/cdktf-mesos-zookeeper.conf", `u zookeeper - "ZooKeeper" ${dataDir}\n`),
    Part.script("zookeeper-data"),
    Part.script("zookeeper-client"),
    Part.file(`${FOLDER}/zoo.cfg`, `${configuration.join("\n")}\n`),
    Part.file(`${FOLDER}/log4j.properties`, `${LOGGING.join("\n")}\n`),
    unit("zookeeper.service", {
      Unit: {
        Description: "ZooKeeper",
        Wants: "network-online.target",
        After: "network-online.target",
        RequiresMountsFor: dataDir,
        ...serviceUnit,
      },
      Service: {
        User: "zookeeper",
        ExecStartPre: `+${scriptPath("zookeeper-data")} ${dataDir} ${id}`,
        ExecStart:
          `/usr/bin/java -Xms${heapMiB}m -Xmx${heapMiB}m -XX:+ExitOnOutOfMemoryError ` +
          `-cp ${FOLDER}:/usr/share/java/zookeeper.jar:` +
          // Without these two it logs nothing.
          "/usr/share/java/slf4j-log4j12.jar:/usr/share/java/log4j-1.2.jar " +
          `org.apache.zookeeper.server.quorum.QuorumPeerMain ${FOLDER}/zoo.cfg`,
        ExecStartPost: `${scriptPath("wait-for")} 60 tcp 127.0.0.1 ${client}`,
        // Java ends with 143 when it is asked to stop.
        SuccessExitStatus: "143",
        Restart: "always",
        RestartSec: "5",
        LimitNOFILE: "65536",
      },
      Install: { WantedBy: "multi-user.target" },
    }),
    Part.service("zookeeper.service", { enabled: true }),
    readyCheck("zookeeper", { kind: "zookeeper", host: "127.0.0.1", port: client }),
  ];
}
