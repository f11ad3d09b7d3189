import type { Construct } from "constructs";
import type { Cloud, VpcNetworkProps } from "../constructs";

/** What every reference cluster is given: the cloud it lies on, and who may reach it. */
export interface ReferenceStackProps {
  /** Makes the cloud within the stack: `(stack) => new AwsCloud(stack, "cloud", { … })`. */
  readonly createCloud: (stack: Construct) => Cloud;
  /** The ranges that ssh may come from. */
  readonly sshFrom: readonly string[];
  /** Where programs, the distribution's packages and images come from. @default the internet, see `PackageSources` */
  readonly sources?: Pick<VpcNetworkProps, "packages" | "packageMirror" | "registryMirrors">;
  /** Whether Terraform refuses to destroy data volumes. @default true */
  readonly retainData?: boolean;
}
