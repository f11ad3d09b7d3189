/** The cloud-neutral constructs: what a cluster is made of. Clouds are imported by themselves: `cdktf-mesos/aws`. */

export type { HostPackageSource, PackageSource, PackageSources } from "../cloud-init";
export { Part } from "../cloud-init";
export type { ClusterCapacity, TierCapacity } from "./capacity";
export type * from "./cloud";
export { ClusterOutputs, type ClusterOutputsProps } from "./cluster-outputs";
export { type Connectable, Connections } from "./connections";
export { ElasticsearchNodes, type ElasticsearchNodesProps } from "./elasticsearch-nodes";
export { InvalidInput } from "./invalid-input";
export { MesosAgentPool, type MesosAgentPoolProps } from "./mesos-agent-pool";
export {
  type BalancerOptions,
  type DataVolumeOptions,
  type MarathonOptions,
  MesosMasterTier,
  type MesosMasterTierProps,
} from "./mesos-master-tier";
export type { Flags } from "./mesos-text";
export { Port } from "./ports";
export { SshGateway, type SshGatewayProps } from "./ssh-gateway";
export type { Edge, Member, TierKind, Topology } from "./topology";
export { type Filesystem, Volume, type VolumeOptions } from "./volume";
export { type ExistingNetwork, VpcNetwork, type VpcNetworkProps } from "./vpc-network";
