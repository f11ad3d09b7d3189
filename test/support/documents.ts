import {
  agentDocument,
  balancerDocument,
  elasticsearchDocument,
  gatewayDocument,
  haproxyAlive,
  masterDocument,
  monitoringDocument,
  monitoringFolder,
  nfsServerDocument,
  type Part,
  registryDocument,
  render,
  routerDocument,
} from "cdktf-mesos/cloud-init";

const servers = [1, 2, 3].map((id) => ({ id, address: `10.16.40.${id}` }));
const ensemble = servers.map(({ address }) => `${address}:2181`).join(",");
export const zooKeeper = `zk://${ensemble}/mesos`;

const hosts = ["10.16.41.1:9200", "10.16.41.2:9200"];
const logShipper = { targets: hosts, metricsIndex: "metrics-{day}" };

/** A document of every tier as in the reference clusters, for the golden files and the checks by tools. */
export const sampleParts = {
  master: masterDocument({
    base: { cluster: "hands-on", node: "master-1" },
    disks: [{ device: "/dev/sdf", mountPoint: "/var/lib/zookeeper" }],
    zooKeeper: { id: 1, servers },
    mesosMaster: {
      address: "10.16.40.1",
      cluster: "hands-on",
      zooKeeper,
      quorum: 2,
      weights: { jenkins: 2 },
    },
    marathon: {
      address: "10.16.40.1",
      zooKeeper: `zk://${ensemble}/marathon`,
      mesosZooKeeper: zooKeeper,
      libprocessPort: 15101,
    },
    apps: {
      definitions: "s3://hands-on-apps/marathon/apps.json",
      program: "s3://hands-on-apps/marathon/apps.py",
      marathon: "http://10.16.40.1:8080",
    },
    logShipper,
  }),
  agent: agentDocument({
    base: { cluster: "hands-on" },
    disks: [
      { device: "/dev/sdf", mountPoint: "/var/lib/docker" },
      { device: "/dev/sdg", mountPoint: "/var/lib/mesos", filesystem: "ext4" },
    ],
    instanceStore: { disks: 2, mountPoint: "/srv/scratch" },
    nfsMounts: [{ source: "10.16.40.20:/", mountPoint: "/srv/jenkins" }],
    docker: {
      cachedImages: [
        "jenkins/inbound-agent:latest",
        {
          image: "registry.example/build:7",
          url: "https://images.example/build-7.tar",
          sha256: "a".repeat(64),
        },
      ],
      registryMirrors: ["https://mirror.example"],
      registries: ["10.16.40.16:5000"],
    },
    mesosAgent: {
      zooKeeper,
      attributes: { workload: "build" },
      resources: { ports: "[31000-32000]", "cpus(jenkins)": "4" },
      role: "jenkins",
    },
    logShipper,
  }),
  elasticsearch: elasticsearchDocument({
    base: { cluster: "hands-on", node: "search-1" },
    disks: [{ device: "/dev/sdf", mountPoint: "/var/lib/elasticsearch" }],
    elasticsearch: {
      cluster: "hands-on",
      node: "search-1",
      address: "10.16.41.1",
      zone: "eu-west-1a",
      seedHosts: ["10.16.41.1", "10.16.41.2", "10.16.41.3"],
      initialMasterNodes: ["search-1", "search-2", "search-3"],
      dataDir: "/var/lib/elasticsearch",
    },
  }),
  balancer: balancerDocument({
    base: { cluster: "hands-on", node: "masters-pages-1" },
    haproxy: {
      listeners: [
        { name: "mesos-master", port: 5050, servers: ["10.16.40.1", "10.16.40.2"], healthPath: "/weights" },
        { name: "marathon", port: 8080, servers: ["10.16.40.1", "10.16.40.2"], healthPath: "/ping" },
      ],
    },
    keepalived: {
      address: "10.16.40.24",
      peers: ["10.16.40.25"],
      sharedAddress: "10.16.40.26",
      check: haproxyAlive,
    },
  }),
  router: routerDocument({
    base: { cluster: "hands-on", node: "ingress-1" },
    ingress: {
      marathons: ["http://10.16.40.1:8080", "http://10.16.40.2:8080"],
      group: "external",
      certificate: { location: "s3://hands-on-keys/tls/site.pem" },
    },
  }),
  registry: registryDocument({
    base: { cluster: "hands-on", node: "registry-1" },
    disks: [{ device: "/dev/sdf", mountPoint: "/var/lib/docker-registry" }],
    dockerRegistry: { storage: "volume", secret: "hands-on-registry", collectsGarbage: true },
  }),
  "nfs-server": nfsServerDocument({
    base: { cluster: "hands-on", node: "shared-1" },
    disks: [{ device: "/dev/sdf", mountPoint: "/srv/shared" }],
    nfsServer: { clients: "10.16.0.0/16" },
  }),
  monitoring: monitoringDocument({
    base: { cluster: "hands-on", node: "monitoring-1" },
    monitoring: { files: "s3://hands-on-monitoring/monitoring/files.json" },
    kibana: { address: "10.16.40.22", hosts, objects: `${monitoringFolder}/kibana.ndjson` },
    logShipper,
  }),
  gateway: gatewayDocument({ base: { cluster: "hands-on", node: "gateway" } }),
} satisfies Record<string, readonly Part[]>;

export type SampleRole = keyof typeof sampleParts;

export const sampleRoles = Object.keys(sampleParts) as SampleRole[];

export const sampleDocument = (role: SampleRole): string => render(sampleParts[role]);
