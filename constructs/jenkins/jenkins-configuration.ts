import { InvalidInput, show } from "../../cloud-init/checks/invalid-input";
import type { MesosCloudInput, MesosPlugin } from "./mesos-plugin";

/** Configuration as code: JSON, which is YAML too. `${NAME}` in a text is the container's environment variable. */
export type JenkinsConfiguration = Readonly<Record<string, unknown>>;

/** What a Jenkins's configuration is made of. */
export interface JenkinsConfigurationInput {
  readonly plugin: MesosPlugin;
  readonly cloud: MesosCloudInput;
  /** Where people reach it. */
  readonly publicUrl: string;
  /** The caller's own. */
  readonly more: JenkinsConfiguration;
}

/**
 * A Jenkins's configuration: its Mesos cloud, its ports and address, and the caller's own.
 *
 * @throws InvalidInput where the caller's own says what the construct says
 */
export function jenkinsConfiguration(owner: string, input: JenkinsConfigurationInput): JenkinsConfiguration {
  const { plugin, cloud, publicUrl, more } = input;
  const own = {
    jenkins: {
      // Builds are for agents: one that runs here can read every secret, and end Jenkins.
      numExecutors: 0,
      slaveAgentPort: "${PORT_JNLP}",
      clouds: [plugin.cloud(cloud)],
    },
    unclassified: { location: { url: publicUrl } },
  };
  return merge(owner, ["configuration"], own, more);
}

/**
 * A configuration in one line.
 *
 * @throws InvalidInput where JSON has no form for it
 */
export function configurationText(owner: string, configuration: JenkinsConfiguration): string {
  try {
    return JSON.stringify(configuration);
  } catch {
    throw new InvalidInput(
      `${owner}: configuration must be data that JSON has a form for, got ${show(configuration)} with a circle or a bigint in it`,
    );
  }
}

function merge(
  owner: string,
  path: readonly string[],
  own: JenkinsConfiguration,
  more: JenkinsConfiguration,
): JenkinsConfiguration {
  const merged: Record<string, unknown> = { ...own };
  for (const [key, value] of Object.entries(more)) {
    const known = own[key];
    if (known === undefined) merged[key] = value;
    else if (isMap(known) && isMap(value)) merged[key] = merge(owner, [...path, key], known, value);
    else {
      throw new InvalidInput(
        `${owner}: ${[...path, key].join(".")} is set by the construct itself, got ${show(value)}; leave it out`,
      );
    }
  }
  return merged;
}

const isMap = (value: unknown): value is JenkinsConfiguration =>
  typeof value === "object" && value !== null && !Array.isArray(value);
