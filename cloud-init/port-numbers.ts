/** The TCP ports that services of nodes listen on, each named once: documents and firewall rules take them from here. */
export const portNumbers = {
  ssh: 22,
  /** ZooKeeper's clients: Mesos and Marathon, and agents that look for the leading master. */
  zooKeeper: 2181,
  /** Followers to the leader. */
  zooKeeperPeer: 2888,
  zooKeeperElection: 3888,
  mesosMaster: 5050,
  mesosAgent: 5051,
  marathon: 8080,
  /** Where the leading Mesos master calls Marathon back; libprocess would take any free port. */
  marathonLibprocess: 8090,
  dockerRegistry: 5000,
  /** NFS 4 needs this one alone. */
  nfs: 2049,
  elasticsearch: 9200,
  elasticsearchTransport: 9300,
  kibana: 5601,
} as const;
