/** The cloud-neutral constructs: what a cluster is made of. Clouds are imported by themselves: `cdktf-mesos/aws`. */

export type { HostPackageSource, PackageMirror, PackageSource, PackageSources } from "../cloud-init";
export { Part } from "../cloud-init";
export { InvalidInput } from "../cloud-init/invalid-input";
export type { AgentOffers, PortRange } from "./agent-offers";
export type { AlertOptions, CountAlert, Lasting, PercentAlert } from "./alert-rules";
export { type AppRoute, routeLabels } from "./app-domains";
export type { ClusterCapacity, TierCapacity } from "./capacity";
export type * from "./cloud";
export { ClusterOutputs, type ClusterOutputsProps } from "./cluster-outputs";
export { type Connectable, Connections } from "./connections";
export { DockerRegistry, type DockerRegistryProps } from "./docker-registry";
export { ElasticsearchNodes, type ElasticsearchNodesProps } from "./elasticsearch-nodes";
export { type HaproxyOptions, HaproxyPair, type HaproxyPairProps } from "./haproxy-pair";
export { IngressRouter } from "./ingress-router";
export type { IngressRouterProps, RouterCertificate } from "./ingress-router-props";
export type { JenkinsAgentOptions, JenkinsVolume } from "./jenkins-agents";
export type { JenkinsConfiguration } from "./jenkins-configuration";
export { JenkinsHome } from "./jenkins-home";
export { JenkinsMaster } from "./jenkins-master";
export type { JenkinsMasterProps } from "./jenkins-master-props";
export { MarathonApp, type MarathonAppProps } from "./marathon-app";
export type * from "./marathon-app-definition";
export { MarathonApps, type MarathonAppsProps } from "./marathon-apps";
export { MesosAgentPool } from "./mesos-agent-pool";
export type { MesosAgentPoolProps } from "./mesos-agent-props";
export type { BalancerOptions, MarathonOptions, MesosMasterTierProps } from "./mesos-master-props";
export { MesosMasterTier } from "./mesos-master-tier";
export { MesosPlugin } from "./mesos-plugin";
export type { Flags } from "./mesos-text";
export { Monitoring, type MonitoringProps } from "./monitoring";
export { NfsServer, type NfsServerOptions, type NfsServerProps } from "./nfs-server";
export { type CloudTenant, ObjectStore, type ObjectStoreProps, type TextObject } from "./object-store";
export type { Demand } from "./pool-choice";
export { Port } from "./ports";
export { type EmailOptions, Receiver, type SlackOptions, type WebhookOptions } from "./receiver";
export {
  type ManagedStorageOptions,
  type SharedMount,
  SharedStorage,
  type SharedStorageProps,
} from "./shared-storage";
export { SshGateway, type SshGatewayProps } from "./ssh-gateway";
export { TierBalancer, type TierBalancerProps } from "./tier-balancer";
export type { Edge, Member, TierKind, Topology } from "./topology";
export { type DataVolumeOptions, type Filesystem, Volume, type VolumeOptions } from "./volume";
export { type NamedVolumeOptions, VolumeDriver, type VolumeDriverProps } from "./volume-driver";
export { type ExistingNetwork, type LogStore, VpcNetwork, type VpcNetworkProps } from "./vpc-network";
