import { InvalidInput } from "../../cloud-init/invalid-input";

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

/** Every port that this library opens, named once. */
export const Port = {
  ssh: tcp("ssh", 22),
  /** ZooKeeper's clients: Mesos and Marathon, and agents that look for the leading master. */
  zooKeeper: tcp("zookeeper", 2181),
  /** Followers to the leader. */
  zooKeeperPeer: tcp("zookeeper-peer", 2888),
  zooKeeperElection: tcp("zookeeper-election", 3888),
  mesosMaster: tcp("mesos-master", 5050),
  mesosAgent: tcp("mesos-agent", 5051),
  marathon: tcp("marathon", 8080),
  /** Where the leading Mesos master calls Marathon back; libprocess would take any free port. */
  marathonLibprocess: tcp("marathon-libprocess", 8090),
  /** What an agent offers to tasks by default: Mesos's own `ports:[31000-32000]`. */
  tasks: tcp("tasks", 31000, 32000),
  /** By which machines agree on which of them has an address. */
  vrrp: { name: "vrrp", protocol: "vrrp", from: 0, to: 0 } as Port,
  dockerRegistry: tcp("docker-registry", 5000),
  /** NFS 4 needs this one alone. */
  nfs: tcp("nfs", 2049),
  elasticsearch: tcp("elasticsearch", 9200),
  kibana: tcp("kibana", 5601),
  elasticsearchTransport: tcp("elasticsearch-transport", 9300),

  /** A port of the caller's own. */
  tcp,
} as const;
