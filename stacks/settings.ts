import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { InvalidInput } from "../constructs";
import { defaultJenkins, type JenkinsSettings } from "./reference-stack";

/** Settings of a deployment of the reference clusters, from the environment. */
export interface Settings {
  /** The public ssh key, one line. */
  readonly sshPublicKey: string;
  /** Allowed address ranges for ssh. */
  readonly sshFrom: readonly string[];
  /** Allowed address ranges for the public ingress. @default `sshFrom` */
  readonly webFrom?: readonly string[];
  /** The id of an AMI of Ubuntu 24.04. @default the newest */
  readonly awsImage?: string;
  /** @default as on DevStack */
  readonly openStack?: OpenStackSettings;
  /** An organization's settings for Jenkins. @default placeholders */
  readonly jenkins?: Partial<JenkinsSettings>;
  /** Number of teams of `jenkins-2000`. @default 20 */
  readonly teams?: number;
  /** The id of the stack whose data volumes may be destroyed. @default none */
  readonly releaseData?: string;
}

/** Settings of an OpenStack installation. */
export interface OpenStackSettings {
  /** Name or id of an image of Ubuntu 24.04 or Debian 12. @default "ubuntu-24.04" */
  readonly image?: string;
  /** Name of the external network. @default "public" */
  readonly externalNetwork?: string;
  /** Flavors by the stacks' machine types. @default flavors with these names */
  readonly flavors?: Readonly<Record<string, string>>;
}

/** A range reserved for documentation (RFC 5737), which allows no actual access. */
const NOBODY = "203.0.113.0/24";

/**
 * Reads `CDKTF_MESOS_SSH_PUBLIC_KEY` (a key or the path of a `.pub` file; default: your own in `~/.ssh`),
 * `CDKTF_MESOS_SSH_FROM` and `CDKTF_MESOS_WEB_FROM` (ranges, comma separated), `CDKTF_MESOS_AWS_IMAGE`, `CDKTF_MESOS_OPENSTACK_IMAGE`,
 * `CDKTF_MESOS_OPENSTACK_EXTERNAL_NETWORK`, `CDKTF_MESOS_OPENSTACK_FLAVORS` (`t3.medium=m1.medium,…`),
 * `CDKTF_MESOS_JENKINS_IMAGE`, `CDKTF_MESOS_JENKINS_DOMAIN`, `CDKTF_MESOS_JENKINS_CONFIGURATION` (URLs, comma separated),
 * `CDKTF_MESOS_JENKINS_TEAMS`, `CDKTF_MESOS_ALERTS_TO`, `CDKTF_MESOS_MAIL_SERVER` and `CDKTF_MESOS_RELEASE_DATA`.
 *
 * @throws InvalidInput if there is no public key, or the flavors or number of teams are invalid
 */
export function settingsFrom(environment: NodeJS.ProcessEnv): Settings {
  const key = environment.CDKTF_MESOS_SSH_PUBLIC_KEY ?? ownKeyFile();
  if (!key) {
    throw new InvalidInput(
      "no ssh public key found in ~/.ssh: create one with ssh-keygen -t ed25519, or set CDKTF_MESOS_SSH_PUBLIC_KEY to a key or to the path of a .pub file",
    );
  }
  return {
    sshPublicKey: key.startsWith("ssh-") || key.startsWith("ecdsa-") ? key : readKey(key),
    sshFrom: listOf(environment.CDKTF_MESOS_SSH_FROM ?? NOBODY),
    webFrom: environment.CDKTF_MESOS_WEB_FROM ? listOf(environment.CDKTF_MESOS_WEB_FROM) : undefined,
    awsImage: environment.CDKTF_MESOS_AWS_IMAGE,
    openStack: {
      image: environment.CDKTF_MESOS_OPENSTACK_IMAGE,
      externalNetwork: environment.CDKTF_MESOS_OPENSTACK_EXTERNAL_NETWORK,
      flavors: flavorsFrom(environment.CDKTF_MESOS_OPENSTACK_FLAVORS ?? ""),
    },
    jenkins: {
      image: environment.CDKTF_MESOS_JENKINS_IMAGE ?? defaultJenkins.image,
      domain: environment.CDKTF_MESOS_JENKINS_DOMAIN ?? defaultJenkins.domain,
      configurationUrls: listOf(environment.CDKTF_MESOS_JENKINS_CONFIGURATION ?? ""),
      alertsTo: environment.CDKTF_MESOS_ALERTS_TO ?? defaultJenkins.alertsTo,
      mailServer: environment.CDKTF_MESOS_MAIL_SERVER,
    },
    teams: teamsFrom(environment.CDKTF_MESOS_JENKINS_TEAMS),
    releaseData: environment.CDKTF_MESOS_RELEASE_DATA,
  };
}

const listOf = (text: string): string[] =>
  text
    .split(",")
    .map((item) => item.trim())
    .filter((item) => item !== "");

function teamsFrom(text: string | undefined): number | undefined {
  if (text !== undefined && !/^\d{1,4}$/.test(text)) {
    throw new InvalidInput(
      `CDKTF_MESOS_JENKINS_TEAMS must be a number such as 2000, got ${JSON.stringify(text)}`,
    );
  }
  return text === undefined ? undefined : Number(text);
}

function flavorsFrom(text: string): Record<string, string> {
  const pairs = text.split(",").filter((pair) => pair.trim());
  return Object.fromEntries(
    pairs.map((pair) => {
      const [, type, flavor] = /^\s*([^=\s]+)\s*=\s*(\S.*?)\s*$/.exec(pair) ?? [];
      if (!type || !flavor) {
        throw new InvalidInput(
          `CDKTF_MESOS_OPENSTACK_FLAVORS must be a list such as t3.medium=m1.medium,m3.xlarge=m1.large, got ${JSON.stringify(pair)}`,
        );
      }
      return [type, flavor];
    }),
  );
}

function ownKeyFile(): string | undefined {
  return ["id_ed25519.pub", "id_ecdsa.pub", "id_rsa.pub"]
    .map((name) => join(homedir(), ".ssh", name))
    .find((path) => existsSync(path));
}

function readKey(path: string): string {
  if (!existsSync(path)) {
    throw new InvalidInput(
      `CDKTF_MESOS_SSH_PUBLIC_KEY must be a public key or the path of one, got ${JSON.stringify(path)}`,
    );
  }
  return readFileSync(path, "utf8").trim();
}
