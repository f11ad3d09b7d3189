/** The cloud-neutral constructs: what a cluster is made of. Clouds are imported by themselves: `cdktf-mesos/aws`. */

export type { HostPackageSource, PackageMirror, PackageSource, PackageSources } from "../cloud-init";
export { Part } from "../cloud-init";
export { InvalidInput } from "../cloud-init/checks/invalid-input";
export type { Flags } from "../cloud-init/checks/mesos-text";
export { type AppRoute, routeLabels } from "./apps/app-domains";
export { MarathonApp, type MarathonAppProps } from "./apps/marathon-app";
export type * from "./apps/marathon-app-definition";
export { MarathonApps, type MarathonAppsProps } from "./apps/marathon-apps";
export { type NamedVolumeOptions, VolumeDriver, type VolumeDriverProps } from "./apps/volume-driver";
export type * from "./clouds/cloud";
export { ClusterOutputs, type ClusterOutputsProps } from "./cluster-outputs";
export type { JenkinsAgentOptions, JenkinsVolume } from "./jenkins/jenkins-agents";
export type { JenkinsConfiguration } from "./jenkins/jenkins-configuration";
export { type HomeInContainer, JenkinsHome } from "./jenkins/jenkins-home";
export { JenkinsMaster } from "./jenkins/jenkins-master";
export type { JenkinsMasterProps } from "./jenkins/jenkins-master-props";
export { MesosPlugin } from "./jenkins/mesos-plugin";
export type { AlertOptions, CountAlert, Lasting, PercentAlert } from "./monitoring/alert-rules";
export { Monitoring, type MonitoringProps } from "./monitoring/monitoring";
export { type EmailOptions, Receiver, type SlackOptions, type WebhookOptions } from "./monitoring/receiver";
export { type Connectable, Connections } from "./network/connections";
export type { ExistingNetwork } from "./network/existing-network";
export type { SshHost } from "./network/ssh-config";
export type { LogStore } from "./network/telemetry";
export type { Edge, Member, TierKind, Topology } from "./network/topology";
export { VpcNetwork, type VpcNetworkProps } from "./network/vpc-network";
export { AddressRange } from "./plan/address-range";
export { Port } from "./plan/ports";
export type { ZonePlan } from "./plan/subnet-plan";
export { type DataVolumeOptions, type Filesystem, Volume, type VolumeOptions } from "./plan/volume";
export {
  type CloudTenant,
  ObjectStore,
  type ObjectStoreProps,
  type TextObject,
} from "./storage/object-store";
export { DockerRegistry, type DockerRegistryProps } from "./tiers/docker-registry";
export { ElasticsearchNodes, type ElasticsearchNodesProps } from "./tiers/elasticsearch-nodes";
export type { FixedNode } from "./tiers/fixed-tier";
export { type HaproxyOptions, HaproxyPair, type HaproxyPairProps } from "./tiers/haproxy-pair";
export { IngressRouter } from "./tiers/ingress-router";
export type { IngressRouterProps, RouterCertificate } from "./tiers/ingress-router-props";
export type { MachineProps, NodeProps } from "./tiers/machine-options";
export { MesosAgentPool } from "./tiers/mesos-agent-pool";
export type { MesosAgentPoolProps } from "./tiers/mesos-agent-props";
export type { MarathonOptions, MesosMasterTierProps } from "./tiers/mesos-master-props";
export { MesosMasterTier } from "./tiers/mesos-master-tier";
export { NfsServer, type NfsServerOptions, type NfsServerProps } from "./tiers/nfs-server";
export {
  type ManagedStorageOptions,
  type SharedMount,
  SharedStorage,
  type SharedStorageProps,
} from "./tiers/shared-storage";
export { SshGateway, type SshGatewayProps } from "./tiers/ssh-gateway";
export { type BalancerOptions, TierBalancer, type TierBalancerProps } from "./tiers/tier-balancer";
