/** The cloud-neutral constructs: what a cluster is made of. Clouds are imported by themselves: `cdktf-mesos/aws`. */

export type { HostPackageSource, PackageMirror, PackageSource, PackageSources } from "../cloud-init";
export { Part } from "../cloud-init";
export { InvalidInput } from "../cloud-init/invalid-input";
export type { ClusterCapacity, TierCapacity } from "./capacity";
export type * from "./cloud";
export { ClusterOutputs, type ClusterOutputsProps } from "./cluster-outputs";
export { type Connectable, Connections } from "./connections";
export { ElasticsearchNodes, type ElasticsearchNodesProps } from "./elasticsearch-nodes";
export { type HaproxyOptions, HaproxyPair, type HaproxyPairProps } from "./haproxy-pair";
export { MesosAgentPool } from "./mesos-agent-pool";
export type { MesosAgentPoolProps } from "./mesos-agent-props";
export type { BalancerOptions, MarathonOptions, MesosMasterTierProps } from "./mesos-master-props";
export { MesosMasterTier } from "./mesos-master-tier";
export type { Flags } from "./mesos-text";
export { Port } from "./ports";
export { SshGateway, type SshGatewayProps } from "./ssh-gateway";
export { TierBalancer, type TierBalancerProps } from "./tier-balancer";
export type { Edge, Member, TierKind, Topology } from "./topology";
export { type DataVolumeOptions, type Filesystem, Volume, type VolumeOptions } from "./volume";
export { type ExistingNetwork, VpcNetwork, type VpcNetworkProps } from "./vpc-network";
