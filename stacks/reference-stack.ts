import type { Construct } from "constructs";
import type { Cloud, VpcNetworkProps } from "../constructs";

/** What every reference cluster is given: the cloud it lies on, and who may reach it. */
export interface ReferenceStackProps {
  /** Makes the cloud within the stack: `(stack) => new AwsCloud(stack, "cloud", { … })`. */
  readonly createCloud: (stack: Construct) => Cloud;
  /** The ranges that ssh may come from. */
  readonly sshFrom: readonly string[];
  /** The ranges that people and webhooks may come from, to the public way in to apps. @default `sshFrom` */
  readonly webFrom?: readonly string[];
  /** Where programs, the distribution's packages and images come from. @default the internet, see `PackageSources` */
  readonly sources?: Pick<VpcNetworkProps, "packages" | "packageMirror" | "registryMirrors">;
  /** What is an organization's own about its Jenkinses. Clusters without one take no notice. @default see {@link defaultJenkins} */
  readonly jenkins?: Partial<JenkinsSettings>;
  /** Whether Terraform refuses to destroy data volumes. @default true */
  readonly retainData?: boolean;
}

/** What is an organization's own: its image, domain, git server, mail. */
export interface JenkinsSettings {
  /** An image with its tag: the official one with the plugins that the cluster's page names. */
  readonly image: string;
  /** The domain under which people reach them: each has a path below it. */
  readonly domain: string;
  /** More of their configuration as code: files of a git server, fetched at each start. */
  readonly configurationUrls: readonly string[];
  /** Who gets alerts by mail. */
  readonly alertsTo: string;
  /** The mail server that takes them. @default "mail" in the domain */
  readonly mailServer?: string;
}

/** Teams of `jenkins-2000` in the app of this project, which synthesizes all clusters at once. */
export const TEAMS = 20;

/** Placeholders: a Jenkins waits on Marathon until its image is there. */
export const defaultJenkins: JenkinsSettings = {
  image: "registry.example.com/ci/jenkins:2.504",
  domain: "ci.example.com",
  configurationUrls: [],
  alertsTo: "ops@example.com",
};

/** The image of the agents in builds' containers, of the Jenkins project. */
export const INBOUND_AGENT = "jenkins/inbound-agent:3261.v9c670a_4748a_9-1";
