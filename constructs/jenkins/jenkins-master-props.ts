import { z } from "zod";
import { InvalidInput, show, withOwner } from "../../cloud-init/checks/invalid-input";
import { checkRole } from "../../cloud-init/checks/mesos-text";
import { type AppRoute, routeChecks } from "../apps/app-domains";
import { appChecks } from "../apps/marathon-app-checks";
import {
  anyText,
  checkProps,
  instanceOf,
  listOf,
  nested,
  type PropChecks,
  taggedImage,
  text,
  wholeNumber,
} from "../checks/props";
import type { MesosAgentPool } from "../tiers/mesos-agent-pool";
import type { MesosMasterTier } from "../tiers/mesos-master-tier";
import {
  agentChecks,
  checkServed,
  type JenkinsAgentOptions,
  type JenkinsVolume,
  volumesCheck,
} from "./jenkins-agents";
import type { JenkinsConfiguration } from "./jenkins-configuration";
import type { JenkinsHome } from "./jenkins-home";
import { MesosPlugin } from "./mesos-plugin";

/** MB. */
export const DEFAULT_HEAP_MIB = 1024;

/** A Jenkins on Marathon, whose builds run on the cluster's agents. */
export interface JenkinsMasterProps {
  readonly masters: MesosMasterTier;
  /** Whose agents it may run on itself. */
  readonly pools: readonly MesosAgentPool[];
  /** Where its home is: `JenkinsHome.nfs("/srv/jenkins")`. */
  readonly home: JenkinsHome;
  /** The image with its tag: the official one with the plugins `mesos` and `configuration-as-code` in it. */
  readonly image: string;
  /** The labels that jobs can ask for. */
  readonly agents: readonly JenkinsAgentOptions[];
  /** Its path on Marathon. @default "/jenkins/" and the construct's id */
  readonly id?: string;
  /** @default 1 */
  readonly cpus?: number;
  /** The Java heap. @default 1024 */
  readonly heapMiB?: number;
  /** The container's memory in MB, at least 256 above the heap. @default the heap and half as much, at least 512 more */
  readonly mem?: number;
  /** More options of the JVM. @default none beside G1's and the heap's */
  readonly jvmOptions?: readonly string[];
  /** Where a router lets people in: `{ domain: "ci.example.com", path: "/team-a" }`. @default nowhere */
  readonly route?: AppRoute;
  /** The Mesos role that it gets offers for; its weight is the masters' `weights`. @default "*" */
  readonly role?: string;
  /** The user on the agents that builds' containers are started as; inside, the image has the say. @default "root" */
  readonly agentUser?: string;
  /** Mesos knows it by this over restarts; another one where Mesos has removed it. @default the cluster and its path */
  readonly frameworkId?: string;
  /** @default MesosPlugin.v2() */
  readonly plugin?: MesosPlugin;
  /** More configuration as code. @default none */
  readonly configuration?: JenkinsConfiguration;
  /** More of it from URLs, such as files of a git server, as they are at each start. @default none */
  readonly configurationUrls?: readonly string[];
  /** More directories of the agent in its container, as for backups. @default only its home */
  readonly volumes?: readonly JenkinsVolume[];
  /** More environment. @default none */
  readonly env?: Readonly<Record<string, string>>;
  /** More labels of the app. @default none */
  readonly labels?: Readonly<Record<string, string>>;
}

const checks: PropChecks<JenkinsMasterProps> = {
  masters: instanceOf("MesosMasterTier"),
  pools: listOf(instanceOf("MesosAgentPool"), "agent pools"),
  home: instanceOf(
    "JenkinsHome",
    'JenkinsHome.nfs("/srv/jenkins"), JenkinsHome.volume(…) or JenkinsHome.host(…)',
  ),
  image: taggedImage,
  agents: listOf(nested(agentChecks), "labels with their pools"),
  id: appChecks.id,
  cpus: appChecks.cpus,
  heapMiB: wholeNumber(128).optional(),
  mem: wholeNumber(128).optional(),
  jvmOptions: listOf(text(/^-\S+$/, "an option such as -Xss2m"), "options of the JVM").optional(),
  route: nested(routeChecks).optional(),
  role: anyText.optional(),
  agentUser: text(/^[a-z_][a-z0-9_-]*$/, "a user's name").optional(),
  frameworkId: text(/^[A-Za-z0-9._-]+$/, "letters, digits and . _ -").optional(),
  plugin: instanceOf("MesosPlugin", "MesosPlugin.v2() or MesosPlugin.v1(…)").optional(),
  configuration: z.record(z.string(), z.unknown(), { error: "must be an object" }).optional(),
  configurationUrls: listOf(text(/^https?:\/\/\S+$/, "a URL"), "URLs").optional(),
  volumes: volumesCheck.optional(),
  env: z.record(z.string(), z.string(), { error: "must be a map from names to text" }).optional(),
  labels: appChecks.labels,
};

/** @throws InvalidInput for a prop that is missing, unknown or invalid, and for what no pool can serve */
export function checkJenkinsProps(id: string, props: JenkinsMasterProps): void {
  checkProps(id, checks, props);
  const { heapMiB = DEFAULT_HEAP_MIB } = props;
  const { pools, home, agents, plugin = MesosPlugin.v2(), role = "*", mem, env = {} } = props;
  if (pools.length === 0) throw new InvalidInput(`${id}: pools must name at least one pool, got []`);
  if (agents.length === 0) throw new InvalidInput(`${id}: agents must have at least one label, got []`);
  withOwner(id, () => checkRole("role", role));
  home.check(
    id,
    pools.map((pool) => pool.offers),
  );
  if (mem !== undefined && mem < heapMiB + 256) {
    throw new InvalidInput(
      `${id}: mem must be at least 256 above the heap, for all else that the JVM needs, got ${mem} for a heap of ${heapMiB}`,
    );
  }
  const own = ["JENKINS_HOME", "JAVA_OPTS", "JENKINS_OPTS", "CASC_JENKINS_CONFIG", "JENKINS_CONFIGURATION"];
  const taken = own.find((name) => name in env);
  if (taken)
    throw new InvalidInput(`${id}: env.${taken} is set by the construct itself, got ${show(env[taken])}`);
  const labels = agents.flatMap(({ label }) => label.split(" "));
  const twice = labels.find((label, i) => labels.indexOf(label) !== i);
  if (twice)
    throw new InvalidInput(`${id}: agents has the label ${show(twice)} twice; give one of them another`);
  for (const agent of agents) {
    plugin.check(id, agent);
    checkServed(id, agent, plugin.demand(agent), role);
  }
}
