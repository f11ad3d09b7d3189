import { InvalidInput, show } from "../../cloud-init/checks/invalid-input";
import type { Demand } from "../apps/pool-choice";
import { markInstances } from "../checks/instances";
import { agentVolumes, type JenkinsAgentOptions } from "./jenkins-agents";

/** What a Jenkins's Mesos cloud is configured from. */
export interface MesosCloudInput {
  /** `zk://…/mesos`. */
  readonly zooKeeper: string;
  readonly frameworkName: string;
  /** The same over restarts, so that a Jenkins finds its builds again. */
  readonly frameworkId: string;
  readonly role: string;
  /** The user on the agents that containers are started as. */
  readonly agentUser: string;
  /** Where builds reach the Jenkins. */
  readonly jenkinsUrl: string;
  readonly agents: readonly JenkinsAgentOptions[];
}

/**
 * The version of Jenkins's Mesos plugin in the image, whose configuration as code is generated. The keys are those of
 * its own data-bound constructors (`MesosCloud`, `MesosAgentSpecTemplate`, `MesosSlaveInfo`), as its test's
 * `configuration.yaml` and the demo of the configuration-as-code plugin show them.
 */
export class MesosPlugin {
  /** 2.0: speaks Mesos's HTTP API, needs no library, and gives every container one executor whatever its configuration says. */
  static v2(): MesosPlugin {
    return new MesosPlugin(undefined);
  }

  /**
   * 1.0, and 0.18: several executors a container, over Mesos's own library.
   *
   * @param options `nativeLibrary`: the path of `libmesos.so` in the image
   */
  static v1(options: { readonly nativeLibrary: string }): MesosPlugin {
    if (!/^\/\S+$/.test(String(options?.nativeLibrary))) {
      throw new InvalidInput(
        `nativeLibrary must be the path of libmesos.so in the image, got ${show(options?.nativeLibrary)}`,
      );
    }
    return new MesosPlugin(options.nativeLibrary);
  }

  private constructor(private readonly nativeLibrary: string | undefined) {}

  /** Whether Mesos calls the Jenkins back, on a port of its own. @internal */
  get usesLibprocess(): boolean {
    return this.nativeLibrary !== undefined;
  }

  /** What one container asks of an agent, with what the plugin adds. @internal */
  demand({ cpus, mem, executors = 1 }: JenkinsAgentOptions): Demand {
    return this.usesLibprocess
      ? { cpus: round(base.cpus + executors * cpus), mem: Math.ceil(1.1 * (base.mem + executors * mem)) }
      : { cpus, mem: mem + 32 };
  }

  /** @throws InvalidInput for what this version would not do @internal */
  check(owner: string, { label, executors = 1, containerizer }: JenkinsAgentOptions): void {
    if (!this.usesLibprocess && executors > 1) {
      throw new InvalidInput(
        `${owner}: label ${show(label)}: executors must be 1 with the plugin's version 2, which makes no more, got ${executors}; use MesosPlugin.v1`,
      );
    }
    if (!this.usesLibprocess && label.includes(" ")) {
      throw new InvalidInput(
        `${owner}: label must be one word with the plugin's version 2, which makes URLs of it, got ${show(label)}`,
      );
    }
    if (this.usesLibprocess && containerizer === "MESOS") {
      throw new InvalidInput(
        `${owner}: label ${show(label)}: containerizer must be "DOCKER" with the plugin's version 1, got "MESOS"`,
      );
    }
  }

  /** The Mesos cloud under `jenkins.clouds`. @internal */
  cloud(input: MesosCloudInput): object {
    return { mesos: this.usesLibprocess ? this.firstVersion(input) : this.secondVersion(input) };
  }

  private secondVersion({ agents, ...cloud }: MesosCloudInput): object {
    return {
      mesosMasterUrl: cloud.zooKeeper,
      frameworkName: cloud.frameworkName,
      frameworkId: cloud.frameworkId,
      role: cloud.role,
      agentUser: cloud.agentUser,
      jenkinsURL: cloud.jenkinsUrl,
      mesosAgentSpecTemplates: agents.map((agent) => ({
        label: agent.label,
        mode: modeOf(agent),
        cpus: String(agent.cpus),
        mem: String(agent.mem),
        disk: String(agent.disk ?? 0),
        minExecutors: 1,
        maxExecutors: 1,
        idleTerminationMinutes: agent.idleMinutes ?? 3,
        jnlpArgs: agent.jnlpArgs ?? "-noReconnect",
        agentAttributes: Object.entries(agent.pool.offers.attributes)
          .map(([name, value]) => `${name}:${value}`)
          .join(","),
        agentCommandStyle: "Linux",
        domainFilterModel: "any",
        containerInfo: { ...containerOf(agent), isDind: false },
      })),
    };
  }

  private firstVersion({ agents, ...cloud }: MesosCloudInput): object {
    return {
      nativeLibraryPath: this.nativeLibrary,
      master: cloud.zooKeeper,
      description: "",
      frameworkName: cloud.frameworkName,
      cloudID: cloud.frameworkId,
      role: cloud.role,
      slavesUser: cloud.agentUser,
      jenkinsURL: cloud.jenkinsUrl,
      // Builds live on while an agent's mesos-agent is restarted.
      checkpoint: true,
      onDemandRegistration: false,
      nfsRemoteFSRoot: false,
      declineOfferDuration: "600",
      slaveInfos: agents.map((agent) => ({
        labelString: agent.label,
        mode: modeOf(agent),
        slaveCpus: String(base.cpus),
        slaveMem: String(base.mem),
        executorCpus: String(agent.cpus),
        executorMem: String(agent.mem),
        diskNeeded: String(agent.disk ?? 0),
        minExecutors: "1",
        maxExecutors: String(agent.executors ?? 1),
        idleTerminationMinutes: String(agent.idleMinutes ?? 3),
        remoteFSRoot: "jenkins",
        jnlpArgs: agent.jnlpArgs ?? "-noReconnect",
        defaultSlave: "false",
        slaveAttributes: JSON.stringify(agent.pool.offers.attributes),
        containerInfo: {
          ...containerOf(agent),
          dockerImageCustomizable: false,
          useCustomDockerCommandShell: false,
          // An init, which reaps what builds leave behind.
          parameters: [{ key: "init", value: "true" }],
        },
      })),
    };
  }
}
markInstances(MesosPlugin, "MesosPlugin");

/** What the plugin's first version asks for beside its executors, for the JVM. */
const base = { cpus: 0.1, mem: 256 };

const round = (value: number): number => Math.round(value * 1000) / 1000;

const modeOf = ({ exclusive = true }: JenkinsAgentOptions): string => (exclusive ? "EXCLUSIVE" : "NORMAL");

const containerOf = (agent: JenkinsAgentOptions) => ({
  type: agent.containerizer ?? "DOCKER",
  dockerImage: agent.image,
  networking: agent.network ?? "HOST",
  dockerPrivilegedMode: agent.privileged ?? false,
  dockerForcePullImage: agent.forcePullImage ?? false,
  volumes: agentVolumes(agent),
});
