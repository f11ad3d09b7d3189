import { InvalidInput } from "../../cloud-init/checks/invalid-input";
import { portNumbers } from "../../cloud-init/port-numbers";

/** A named TCP port, or a range of them, that an edge of the port graph opens. */
export interface Port {
  /** VRRP has no ports: `from` and `to` are 0. @default "tcp" */
  readonly protocol?: "tcp" | "vrrp";
  /** The name in rule descriptions and construct ids: `mesos-master`. */
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

function tcp(name: string, from: number, to = from): Port {
  for (const port of [from, to]) {
    if (!Number.isInteger(port) || port < 1 || port > 65535) {
      throw new InvalidInput(`port ${name} must be a whole number from 1 to 65535, got ${port}`);
    }
  }
  if (to < from) throw new InvalidInput(`port ${name} must not end before it begins, got ${from} to ${to}`);
  return { name, from, to };
}

const named = (name: string, number: keyof typeof portNumbers): Port => tcp(name, portNumbers[number]);

/** Every port that this library opens. */
export const Port = {
  ssh: named("ssh", "ssh"),
  zooKeeper: named("zookeeper", "zooKeeper"),
  zooKeeperPeer: named("zookeeper-peer", "zooKeeperPeer"),
  zooKeeperElection: named("zookeeper-election", "zooKeeperElection"),
  mesosMaster: named("mesos-master", "mesosMaster"),
  mesosAgent: named("mesos-agent", "mesosAgent"),
  marathon: named("marathon", "marathon"),
  marathonLibprocess: named("marathon-libprocess", "marathonLibprocess"),
  /** What an agent offers to tasks by default: Mesos's own `ports:[31000-32000]`. */
  tasks: tcp("tasks", 31000, 32000),
  /** By which machines agree on which of them has an address. */
  vrrp: { name: "vrrp", protocol: "vrrp", from: 0, to: 0 } as Port,
  dockerRegistry: named("docker-registry", "dockerRegistry"),
  nfs: named("nfs", "nfs"),
  elasticsearch: named("elasticsearch", "elasticsearch"),
  kibana: named("kibana", "kibana"),
  elasticsearchTransport: named("elasticsearch-transport", "elasticsearchTransport"),

  /** A port of the caller's own. */
  tcp,
} as const;
