/** The AWS side: what a program that deploys to AWS imports beside the constructs themselves. */
export { AwsBucket } from "./bucket";
export { AwsBundle } from "./bundle";
export { AwsCloud, type AwsCloudProps } from "./cloud";
export type { AwsContext, TierShare } from "./context";
export { AwsFirewall } from "./firewall";
export { AwsImage, type AwsImageOptions, type ResolvedImage } from "./image";
export { AwsKey } from "./key-pair";
export { AwsLoadBalancer } from "./load-balancer";
export { AwsMachine } from "./machine";
export { AwsNetwork } from "./network";
export { AwsPool } from "./pool";
export { AwsScaledPool } from "./scaled-pool";
export type { TagSet } from "./tags";
export { AwsTier } from "./tier";
