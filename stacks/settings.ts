import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { InvalidInput } from "../constructs";
import { defaultJenkins, type JenkinsSettings } from "./reference-stack";

/** What differs between one deployment of the reference clusters and the next; taken from the environment. */
export interface Settings {
  /** The public key that opens the nodes, one line. */
  readonly sshPublicKey: string;
  /** The ranges that ssh may come from. */
  readonly sshFrom: readonly string[];
  /** The ranges that people and webhooks may come from. @default `sshFrom` */
  readonly webFrom?: readonly string[];
  /** The id of an AMI of Ubuntu 24.04. @default the newest */
  readonly awsImage?: string;
  /** @default as on DevStack */
  readonly openStack?: OpenStackSettings;
  /** What is the organization's own about its Jenkinses. @default placeholders */
  readonly jenkins?: Partial<JenkinsSettings>;
  /** How many teams `jenkins-2000` has a Jenkins for. @default 20 */
  readonly teams?: number;
  /** The stack whose data volumes may be destroyed, by its id. @default none */
  readonly releaseData?: string;
}

/** What differs between one OpenStack installation and the next. */
export interface OpenStackSettings {
  /** The name or the id of an image of Ubuntu 24.04 or Debian 12. @default "ubuntu-24.04" */
  readonly image?: string;
  /** The name of the network outside. @default "public" */
  readonly externalNetwork?: string;
  /** The installation's flavors by the machine types that the stacks name. @default flavors of these names */
  readonly flavors?: Readonly<Record<string, string>>;
}

/** An address range for documentation: a gateway opened to it is open to nobody. */
const NOBODY = "203.0.113.0/24";

/**
 * Reads `CDKTF_MESOS_SSH_PUBLIC_KEY` (a key or the path of a `.pub` file; default: your own in `~/.ssh`),
 * `CDKTF_MESOS_SSH_FROM` and `CDKTF_MESOS_WEB_FROM` (ranges, comma separated), `CDKTF_MESOS_AWS_IMAGE`, `CDKTF_MESOS_OPENSTACK_IMAGE`,
 * `CDKTF_MESOS_OPENSTACK_EXTERNAL_NETWORK`, `CDKTF_MESOS_OPENSTACK_FLAVORS` (`t3.medium=m1.medium,…`),
 * `CDKTF_MESOS_JENKINS_IMAGE`, `CDKTF_MESOS_JENKINS_DOMAIN`, `CDKTF_MESOS_JENKINS_CONFIGURATION` (URLs, comma separated),
 * `CDKTF_MESOS_JENKINS_TEAMS`, `CDKTF_MESOS_ALERTS_TO`, `CDKTF_MESOS_MAIL_SERVER` and `CDKTF_MESOS_RELEASE_DATA`.
 *
 * @throws InvalidInput where there is no public key, and for invalid flavors or an invalid number of teams
 */
export function settingsFrom(environment: NodeJS.ProcessEnv): Settings {
  const key = environment.CDKTF_MESOS_SSH_PUBLIC_KEY ?? ownKeyFile();
  if (!key) {
    throw new InvalidInput(
      "no ssh public key found in ~/.ssh: make one with ssh-keygen -t ed25519, or set CDKTF_MESOS_SSH_PUBLIC_KEY to a key or to the path of a .pub file",
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
    .map((word) => word.trim())
    .filter((word) => word !== "");

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
