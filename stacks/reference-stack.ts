import type { Construct } from "constructs";
import type { Cloud, VpcNetworkProps } from "../constructs";

export interface ReferenceStackProps {
  /** Creates the cloud in the stack: `(stack) => new AwsCloud(stack, "cloud", { … })`. */
  readonly createCloud: (stack: Construct) => Cloud;
  /** Allowed address ranges for ssh. */
  readonly sshFrom: readonly string[];
  /** Allowed address ranges for the public ingress. @default `sshFrom` */
  readonly webFrom?: readonly string[];
  /** Sources of packages and images. @default the internet, see `PackageSources` */
  readonly sources?: Pick<VpcNetworkProps, "packages" | "packageMirror" | "registryMirrors">;
  /** An organization's settings for clusters with Jenkins. @default see {@link defaultJenkins} */
  readonly jenkins?: Partial<JenkinsSettings>;
  /** Whether Terraform refuses to destroy data volumes. @default true */
  readonly retainData?: boolean;
}

/** An organization's settings for Jenkins. */
export interface JenkinsSettings {
  /** An image with its tag: the official one with the plugins listed in the cluster's documentation. */
  readonly image: string;
  /** The domain of all Jenkinses, which have different paths. */
  readonly domain: string;
  /** Additional configuration as code, fetched at each start. */
  readonly configurationUrls: readonly string[];
  /** Mail address for alerts. */
  readonly alertsTo: string;
  /** Host name of the mail server. @default "mail" in the domain */
  readonly mailServer?: string;
}

/** Default number of teams of `jenkins-2000` in this project's app, which synthesizes all clusters. */
export const TEAMS = 20;

/** Placeholders. Marathon does not start a Jenkins until its image exists. */
export const defaultJenkins: JenkinsSettings = {
  image: "registry.example.com/ci/jenkins:2.504",
  domain: "ci.example.com",
  configurationUrls: [],
  alertsTo: "ops@example.com",
};

/** The Jenkins project's image for build agents. */
export const INBOUND_AGENT = "jenkins/inbound-agent:3261.v9c670a_4748a_9-1";
