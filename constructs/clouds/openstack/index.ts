/** The OpenStack side: what a program that deploys to OpenStack imports beside the constructs themselves. */
export { OpenStackCloud } from "./cloud";
export type {
  AntiAffinity,
  AntiAffinityPolicy,
  OpenStackBoot,
  OpenStackCloudProps,
} from "./cloud-props";
export type { OpenStackContext, TierShare } from "./context";
export { BalancerFirewall, OpenStackFirewall, type OpenStackPeer } from "./firewall";
export { OpenStackFlavor } from "./flavor";
export { OpenStackImage } from "./image";
export { OpenStackKey } from "./key-pair";
export { OpenStackLoadBalancer } from "./load-balancer";
export { OpenStackMachine } from "./machine";
export { OpenStackNetwork } from "./network";
export { OpenStackPool } from "./pool";
export { AntiAffinityGroup } from "./server-group";
export { OpenStackSharedAddress } from "./shared-address";
export type { OpenStackSubnets, OpenStackZone } from "./subnets";
export type { TagSet } from "./tags";
export { OpenStackTier } from "./tier";
