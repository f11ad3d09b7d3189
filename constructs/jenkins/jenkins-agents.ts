import { z } from "zod";
import { InvalidInput, show } from "../../cloud-init/checks/invalid-input";
import { type Demand, MESOS_IMAGES, shortage } from "../apps/pool-choice";
import {
  absolutePath,
  anyText,
  instanceOf,
  listOf,
  nested,
  oneOf,
  type PropChecks,
  taggedImage,
  text,
  wholeNumber,
  yesOrNo,
} from "../checks/props";
import type { MesosAgentPool } from "../tiers/mesos-agent-pool";

/** A directory or socket of the agent in the container of a build, or of a Jenkins. */
export interface JenkinsVolume {
  readonly containerPath: string;
  readonly hostPath: string;
  /** @default false */
  readonly readOnly?: boolean;
}

/** The builds of a label: what they need, and the pool whose agents they run on. */
export interface JenkinsAgentOptions {
  /** What jobs ask for: `java`, or several words of which each does. */
  readonly label: string;
  /** Whose agents run them. Told from other pools by its attributes. */
  readonly pool: MesosAgentPool;
  /** CPUs of one build. */
  readonly cpus: number;
  /** MB of memory of one build, in the container: what the build's own processes take, and the agent's JVM. */
  readonly mem: number;
  /** MB of disk. @default 0: not counted */
  readonly disk?: number;
  /** The container's image, with its tag and with Java. */
  readonly image: string;
  /** Concurrent builds in one container. Above 1 only with the plugin's first version. @default 1 */
  readonly executors?: number;
  /** The containerizer. @default "DOCKER" */
  readonly containerizer?: "DOCKER" | "MESOS";
  /** @default "HOST": the JVM calls its Jenkins, and nothing calls it */
  readonly network?: "HOST" | "BRIDGE";
  /** @default none */
  readonly volumes?: readonly JenkinsVolume[];
  /** Whether builds have the agent's Docker: with it they are root on the agent. @default false */
  readonly dockerSocket?: boolean;
  /** @default false */
  readonly privileged?: boolean;
  /** Pull the image for each container. @default false */
  readonly forcePullImage?: boolean;
  /** Minutes until a container without builds ends. @default 3 */
  readonly idleMinutes?: number;
  /** Whether only jobs that ask for the label come here. @default true */
  readonly exclusive?: boolean;
  /** More arguments of the agent's program. @default "-noReconnect" */
  readonly jnlpArgs?: string;
}

const positive = z.custom((value) => Number.isFinite(value) && (value as number) > 0, {
  error: "must be a number above 0",
});

export const volumesCheck = listOf(
  nested<JenkinsVolume>({
    containerPath: absolutePath("/home/jenkins/.m2"),
    hostPath: absolutePath("/srv/builds/m2"),
    readOnly: yesOrNo.optional(),
  }),
  "volumes",
);

export const agentChecks: PropChecks<JenkinsAgentOptions> = {
  label: text(/^[A-Za-z0-9_.-]+( [A-Za-z0-9_.-]+)*$/, "a label such as java, or several with spaces between"),
  pool: instanceOf("MesosAgentPool"),
  cpus: positive,
  mem: wholeNumber(64),
  disk: wholeNumber(0).optional(),
  image: taggedImage,
  executors: wholeNumber(1).optional(),
  containerizer: oneOf("DOCKER", "MESOS").optional(),
  network: oneOf("HOST", "BRIDGE").optional(),
  volumes: volumesCheck.optional(),
  dockerSocket: yesOrNo.optional(),
  privileged: yesOrNo.optional(),
  forcePullImage: yesOrNo.optional(),
  idleMinutes: wholeNumber(1).optional(),
  exclusive: yesOrNo.optional(),
  jnlpArgs: anyText.optional(),
};

/** The volumes of a label's containers, the Docker socket with them. */
export function agentVolumes({
  volumes = [],
  dockerSocket,
}: JenkinsAgentOptions): readonly Required<JenkinsVolume>[] {
  const socket = { containerPath: "/var/run/docker.sock", hostPath: "/var/run/docker.sock" };
  return [...volumes, ...(dockerSocket ? [socket] : [])].map((volume) => ({ readOnly: false, ...volume }));
}

/**
 * Refuses a label that its pool cannot serve.
 *
 * @param demand what one container asks of an agent
 * @param role the role that the Jenkins registers with
 */
export function checkServed(owner: string, agent: JenkinsAgentOptions, demand: Demand, role: string): void {
  const { offers } = agent.pool;
  const who = `${owner}: label ${show(agent.label)}`;
  const reason = shortage(offers, demand);
  if (reason) {
    throw new InvalidInput(
      `${who} needs an agent with ${demand.cpus} cpus and ${demand.mem} MB, but ${reason}; ask for less or name another pool`,
    );
  }
  if (agent.containerizer === "MESOS" && !offers.hasMesosImages) {
    throw new InvalidInput(
      `${who}: containerizer "MESOS" has no images on the agents of ${offers.name}; ${MESOS_IMAGES}`,
    );
  }
  if (offers.role !== "*" && offers.role !== role) {
    throw new InvalidInput(
      `${who}: the agents of ${offers.name} are reserved for the role ${offers.role}, got role ${show(role)}; Jenkins gets none of their offers`,
    );
  }
}
