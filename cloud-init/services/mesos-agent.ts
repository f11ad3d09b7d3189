import {
  checkAttributes,
  checkFlags,
  checkResources,
  checkRole,
  type Flags,
  type Resources,
} from "../checks/mesos-text";
import { installParts } from "../document/install";
import { defaultPackageSources, type HostPackageSource } from "../document/package-source";
import { Part } from "../document/parts";
import { readyCheck } from "../document/ready";
import { scriptPath } from "../document/scripts";
import { dropIn, environmentText, serviceUnit } from "../document/systemd";
import { portNumbers } from "../port-numbers";
import { checkZooKeeperUrl, flagFiles } from "./mesos-master";

export interface MesosAgentInput {
  /** Where the agent finds the master: `zk://…/mesos`. */
  readonly zooKeeper: string;
  /** Such as `{ workload: "build" }`. The node's zone is added as `zone` unless it is among them. */
  readonly attributes?: Readonly<Record<string, string>>;
  /** By name: `{ cpus: 8, ports: "[31000-32000]" }`. @default what the agent finds */
  readonly resources?: Resources;
  /** Role of resources without one. @default "*" */
  readonly role?: string;
  /** Further flags of `mesos-agent`. */
  readonly flags?: Flags;
  /**
   * What an agent does that starts with an attribute or resource changed or gone, which Mesos does not take from
   * an agent it knows: come up as a new agent, whose old tasks are lost, or stay away until it has them again.
   * @default "fresh-identity"
   */
  readonly onIncompatibleChange?: "fresh-identity" | "refuse";
  /** The directory of sandboxes and checkpoints. @default "/var/lib/mesos" */
  readonly workDir?: string;
  /** @default the repository of the maintained fork */
  readonly source?: HostPackageSource;
}

const defaultFlags: Flags = {
  containerizers: "docker,mesos",
  // Long enough to pull an image that is not cached.
  executor_registration_timeout: "5mins",
  // How long a restarted agent waits for the executors of its tasks before it kills them. With the default of 2 s a busy agent
  // has lost tasks. It registers only after this time (MESOS-7539); 15 s are the most (src/slave/constants.hpp).
  executor_reregistration_timeout: "10secs",
  docker_remove_delay: "1hrs",
  docker_stop_timeout: "30secs",
  recover: "reconnect",
  // New attributes and resources are taken over; others would make the agent refuse its own past.
  reconfiguration_policy: "additive",
  gc_delay: "2days",
  gc_disk_headroom: "0.2",
};

/** A Mesos agent with Docker. What differs from node to node is written at each start by `agent-identity`. */
export function mesosAgentParts(input: MesosAgentInput): readonly Part[] {
  const { zooKeeper, attributes = {}, resources = {}, role, workDir = "/var/lib/mesos" } = input;
  const { onIncompatibleChange = "fresh-identity" } = input;
  checkZooKeeperUrl("zooKeeper", zooKeeper);
  checkAttributes(attributes);
  checkResources(resources);
  checkFlags("agent", input.flags ?? {});
  if (role !== undefined) checkRole("role", role);
  const flags = { ...defaultFlags, ...input.flags };
  const isolationIsGiven = ["isolation", "launcher"].some((name) => name in flags);
  return [
    ...installParts("mesos", input.source ?? defaultPackageSources.mesos, ["mesos"]),
    Part.file("/etc/default/mesos", environmentText({ ULIMIT: "-n 65536" })),
    Part.file("/etc/default/mesos-agent", "# The flags are files in /etc/mesos-agent.\n"),
    ...flagFiles("/etc/mesos-agent", {
      master: zooKeeper,
      port: portNumbers.mesosAgent,
      work_dir: workDir,
      ...(role === undefined ? {} : { default_role: role }),
      ...flags,
    }),
    ...keyFiles("attributes", attributes),
    ...resourceFiles(resources),
    Part.file(
      "/etc/cdktf-mesos/mesos-agent.env",
      environmentText({
        ISOLATION: isolationIsGiven ? "given" : "auto",
        ZONE_ATTRIBUTE: "zone" in attributes ? "" : "zone",
        ON_INCOMPATIBLE_CHANGE: onIncompatibleChange,
        WORK_DIR: workDir,
      }),
    ),
    Part.script("address"),
    Part.script("agent-identity"),
    dropIn("mesos-agent.service", {
      Unit: {
        Wants: ["network-online.target", "docker.service"],
        After: [
          "network-online.target",
          "docker.service",
          "cdktf-mesos-cache-images.service",
          // Both names of the service that knows the zone: the second is that of cloud-init 24.3 and later.
          "cloud-init.service",
          "cloud-init-network.service",
        ],
        RequiresMountsFor: workDir,
        ...serviceUnit,
      },
      Service: { ExecStartPre: scriptPath("agent-identity"), LimitNOFILE: "1048576" },
    }),
    Part.service("mesos-agent.service", { enabled: true }),
    // What is still running at a power-off is killed after this time, not after systemd's 90 s: tasks that ignore SIGTERM.
    Part.file("/etc/systemd/system.conf.d/cdktf-mesos.conf", "[Manager]\nDefaultTimeoutStopSec=6s\n"),
    readyCheck(
      "mesos-agent",
      // Metrics ask for a password where the caller has turned that on; /health never does.
      String(flags.authenticate_http_readonly) === "true"
        ? { kind: "http", url: `http://{address}:${portNumbers.mesosAgent}/health` }
        : { kind: "registered", url: `http://{address}:${portNumbers.mesosAgent}` },
    ),
  ];
}

/** The folders `attributes` and `resources`: a file a key. */
const keyFiles = (folder: "attributes" | "resources", values: Resources): Part[] =>
  Object.entries(values).map(([name, value]) =>
    Part.file(`/etc/mesos-agent/${folder}/${name}`, `${value}\n`),
  );

function resourceFiles(resources: Resources): Part[] {
  const entries = Object.entries(resources);
  // A file's name has no slash: then all of them are one text, in Mesos's own form.
  if (!entries.some(([name]) => name.includes("/"))) return keyFiles("resources", resources);
  return [Part.file("/etc/mesos-agent/resources", `${entries.map((entry) => entry.join(":")).join(";")}\n`)];
}
