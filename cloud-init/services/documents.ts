import { withOwner } from "../checks/invalid-input";
import type { PackageSources } from "../document/package-source";
import { Part } from "../document/parts";
import { portNumbers } from "../port-numbers";
import { type AppsInput, appsParts } from "./apps";
import { type BaseInput, baseParts, type DiskInput, diskParts } from "./base";
import { type DockerInput, dockerParts } from "./docker";
import { type DockerRegistryInput, dockerRegistryParts } from "./docker-registry";
import { type ElasticsearchInput, elasticsearchParts } from "./elasticsearch";
import { type HaproxyInput, haproxyParts } from "./haproxy";
import { type IngressInput, ingressParts } from "./ingress";
import { type InstanceStoreInput, instanceStoreParts } from "./instance-store";
import { type KeepalivedInput, keepalivedParts } from "./keepalived";
import { type KibanaInput, kibanaParts } from "./kibana";
import { type LogShipperInput, logShipperParts } from "./log-shipper";
import { type MarathonInput, marathonParts } from "./marathon";
import { type MesosAgentInput, mesosAgentParts } from "./mesos-agent";
import { type MesosMasterInput, mesosMasterParts } from "./mesos-master";
import { type MetricsInput, metricsParts } from "./metrics";
import { type MonitoringInput, monitoringParts } from "./monitoring";
import { type NfsMountInput, nfsParts } from "./nfs";
import { type NfsServerInput, nfsServerParts } from "./nfs-server";
import { sshGatewayParts } from "./ssh-gateway";
import { type VolumeDriverInput, volumeDriverParts } from "./volume-driver";
import { type ZooKeeperInput, zooKeeperParts } from "./zookeeper";

/** What the document of every tier takes. */
export interface DocumentInput {
  readonly base: Omit<BaseInput, "role">;
  /** The node's volumes. @default none */
  readonly disks?: readonly DiskInput[];
  /** The machine's own disks. @default they are not used */
  readonly instanceStore?: InstanceStoreInput;
  /** Directories of NFS servers. @default none */
  readonly nfsMounts?: readonly NfsMountInput[];
  /** Where programs come from, for those whose own input does not say. @default {@link defaultPackageSources} */
  readonly sources?: PackageSources;
  /** Mirrors of Docker Hub for the node's Docker, as URLs. @default none */
  readonly registryMirrors?: readonly string[];
  /** Registries of the network's own for the node's Docker, as `host:port`. @default none */
  readonly registries?: readonly string[];
  /** Where the node's logs go. @default they stay on the node */
  readonly logShipper?: LogShipperInput;
  /** Parts of the caller's own, after all others. */
  readonly extraParts?: readonly Part[];
}

export interface MasterDocumentInput extends DocumentInput {
  readonly zooKeeper: ZooKeeperInput;
  readonly mesosMaster: MesosMasterInput;
  /** @default no Marathon */
  readonly marathon?: MarathonInput;
  /** What brings the cluster's apps up on Marathon. @default none */
  readonly apps?: AppsInput;
  /** Docker, which a Marathon from a container image needs. @default only if it does */
  readonly docker?: DockerInput;
}

/** A master: ZooKeeper, mesos-master and, unless left out, Marathon. */
export function masterDocument(input: MasterDocumentInput): readonly Part[] {
  const { zooKeeper, mesosMaster, marathon, apps, docker, sources = {} } = input;
  const { registryMirrors, registries } = input;
  const marathonSource = marathon?.source ?? sources.marathon;
  const containerized = marathon !== undefined && (marathonSource?.kind ?? "container") === "container";
  return document(
    input,
    "master",
    [
      ...zooKeeperParts({ source: sources.zookeeper, ...zooKeeper }),
      ...mesosMasterParts({ source: sources.mesos, ...mesosMaster }),
      ...(docker !== undefined || containerized
        ? dockerParts({ source: sources.docker, registryMirrors, registries, ...docker })
        : []),
      ...(marathon === undefined
        ? []
        : withOwner("marathon", () => marathonParts({ ...marathon, source: marathonSource }))),
      ...(apps === undefined ? [] : appsParts(apps)),
      Part.service("mesos-agent.service", { enabled: false, masked: true }),
    ],
    {
      mesos: `http://${mesosMaster.address}:${portNumbers.mesosMaster}`,
      marathon: marathon && `http://${marathon.address}:${portNumbers.marathon}`,
      zooKeeper: `127.0.0.1:${portNumbers.zooKeeper}`,
      docker: docker !== undefined || containerized,
    },
  );
}

export interface AgentDocumentInput extends DocumentInput {
  readonly mesosAgent: MesosAgentInput;
  readonly docker?: DockerInput;
  /** What gives volumes to tasks. @default nothing does */
  readonly volumeDriver?: VolumeDriverInput;
}

/** An agent of a pool: one document for all of them. */
export function agentDocument(input: AgentDocumentInput): readonly Part[] {
  const { sources = {}, registryMirrors, registries } = input;
  return document(
    input,
    "agent",
    [
      ...dockerParts({ source: sources.docker, registryMirrors, registries, ...input.docker }),
      ...mesosAgentParts({ source: sources.mesos, ...input.mesosAgent }),
      ...(input.volumeDriver === undefined ? [] : volumeDriverParts(input.volumeDriver)),
      Part.sysctl({ "vm.swappiness": "1" }),
      ...["mesos-master.service", "zookeeper.service", "marathon.service"].map((unit) =>
        Part.service(unit, { enabled: false, masked: true }),
      ),
    ],
    { docker: true },
  );
}

export interface ElasticsearchDocumentInput extends DocumentInput {
  readonly elasticsearch: ElasticsearchInput;
}

/** A node of the Elasticsearch cluster. */
export const elasticsearchDocument = (input: ElasticsearchDocumentInput): readonly Part[] =>
  document(
    input,
    "elasticsearch",
    elasticsearchParts({ source: input.sources?.elasticsearch, ...input.elasticsearch }),
  );

export interface RegistryDocumentInput extends DocumentInput {
  readonly dockerRegistry: DockerRegistryInput;
}

/** A node of the registry for the cluster's own images. */
export const registryDocument = (input: RegistryDocumentInput): readonly Part[] =>
  document(input, "registry", dockerRegistryParts(input.dockerRegistry));

export interface NfsServerDocumentInput extends DocumentInput {
  readonly nfsServer: NfsServerInput;
}

/** The server of what agents have in common. */
export const nfsServerDocument = (input: NfsServerDocumentInput): readonly Part[] =>
  document(input, "nfs-server", nfsServerParts(input.nfsServer));

/** The SSH gateway. */
export const gatewayDocument = (input: DocumentInput): readonly Part[] =>
  document(input, "gateway", sshGatewayParts());

export interface BalancerDocumentInput extends DocumentInput {
  readonly haproxy: HaproxyInput;
  readonly keepalived: KeepalivedInput;
}

/** One of the machines that replace a cloud's load balancer. */
export const balancerDocument = (input: BalancerDocumentInput): readonly Part[] =>
  document(input, "balancer", [...haproxyParts(input.haproxy), ...keepalivedParts(input.keepalived)]);

export interface RouterDocumentInput extends DocumentInput {
  readonly ingress: IngressInput;
}

/** A node of the ingress router. */
export const routerDocument = (input: RouterDocumentInput): readonly Part[] =>
  document(input, "router", ingressParts(input.ingress));

export interface MonitoringDocumentInput extends DocumentInput {
  readonly monitoring: MonitoringInput;
  /** @default no Kibana */
  readonly kibana?: KibanaInput;
}

/** The monitoring node: retention of logs and metrics, alerts, and Kibana. */
export const monitoringDocument = (input: MonitoringDocumentInput): readonly Part[] =>
  document(input, "monitoring", [
    ...monitoringParts({
      pythonIndex: input.base.packageMirror?.pythonIndex,
      proxy: input.base.packageMirror?.proxy,
      ...input.monitoring,
    }),
    ...(input.kibana === undefined ? [] : kibanaParts({ source: input.sources?.kibana, ...input.kibana })),
  ]);

function document(
  input: DocumentInput,
  role: string,
  parts: readonly Part[],
  measured: MetricsInput = {},
): readonly Part[] {
  const { base, disks = [], instanceStore, nfsMounts = [], logShipper, extraParts = [] } = input;
  return [
    ...baseParts({ ...base, role }),
    ...diskParts(disks),
    ...(instanceStore === undefined ? [] : instanceStoreParts(instanceStore)),
    ...nfsParts(nfsMounts),
    ...parts,
    ...(logShipper === undefined ? [] : logShipperParts({ containers: role === "agent", ...logShipper })),
    ...(logShipper?.metricsIndex === undefined ? [] : metricsParts(measured)),
    ...extraParts,
  ];
}
