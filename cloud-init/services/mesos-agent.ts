import { installParts } from "../document/install";
import { defaultPackageSources, type HostPackageSource } from "../document/package-source";
import { Part } from "../document/parts";
import { readyCheck } from "../document/ready";
import { scriptPath } from "../document/scripts";
import { dropIn, environmentText, serviceUnit } from "../document/systemd";
import { InvalidInput } from "../invalid-input";
import { portNumbers } from "../port-numbers";
import { flagFiles, type MesosFlags, mergeFlags } from "./mesos-flags";
import { checkZooKeeperUrl } from "./mesos-master";

export interface MesosAgentInput {
  /** Where the agent finds the master: `zk://…/mesos`. */
  readonly zooKeeper: string;
  /** Such as `{ workload: "build" }`. The node's zone is added as `zone` unless it is among them. */
  readonly attributes?: Readonly<Record<string, string>>;
  /** By name (`{ cpus: "8", ports: "[31000-32000]" }`) or in one text (Mesos's own form or JSON). @default what the agent finds */
  readonly resources?: string | Readonly<Record<string, string>>;
  /** Role of resources without one. @default "*" */
  readonly defaultRole?: string;
  /** Further flags of `mesos-agent`. */
  readonly flags?: MesosFlags;
  /**
   * What an agent does that starts with an attribute or resource changed or gone, which Mesos does not take from
   * an agent it knows: come up as a new agent, whose old tasks are lost, or refuse to start.
   * @default "fresh-identity"
   */
  readonly onIncompatibleChange?: "fresh-identity" | "refuse";
  /** Sandboxes and checkpoints lie here. @default "/var/lib/mesos" */
  readonly workDir?: string;
  /** @default the repository of the maintained fork */
  readonly source?: HostPackageSource;
}

/** Flags that follow from other props, or that only the running node knows. */
const derivedFlags = [
  "master",
  "ip",
  "hostname",
  "port",
  "work_dir",
  "attributes",
  "resources",
  "default_role",
];

const defaultFlags: MesosFlags = {
  containerizers: "docker,mesos",
  // Long enough to pull an image that is not cached.
  executor_registration_timeout: "5mins",
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
  const { zooKeeper, attributes = {}, resources, defaultRole, workDir = "/var/lib/mesos" } = input;
  const { onIncompatibleChange = "fresh-identity" } = input;
  if (onIncompatibleChange !== "fresh-identity" && onIncompatibleChange !== "refuse") {
    throw new InvalidInput(
      `onIncompatibleChange must be fresh-identity or refuse, got "${onIncompatibleChange}"`,
    );
  }
  checkZooKeeperUrl("zooKeeper", zooKeeper);
  const flags = mergeFlags("mesos-agent", defaultFlags, derivedFlags, input.flags);
  const isolationIsGiven = ["isolation", "launcher"].some((name) => name in flags);
  return [
    ...installParts("mesos", input.source ?? defaultPackageSources.mesos, ["mesos"]),
    Part.file("/etc/default/mesos", environmentText({ ULIMIT: "-n 65536" })),
    Part.file("/etc/default/mesos-agent", "# The flags are files in /etc/mesos-agent.\n"),
    ...flagFiles("/etc/mesos-agent", {
      master: zooKeeper,
      port: portNumbers.mesosAgent,
      work_dir: workDir,
      ...(defaultRole === undefined ? {} : { default_role: defaultRole }),
      ...flags,
    }),
    ...attributeFiles(attributes),
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
function keyFiles(folder: "attributes" | "resources", values: Readonly<Record<string, string>>): Part[] {
  return Object.entries(values).map(([name, value]) =>
    Part.file(`/etc/mesos-agent/${folder}/${name}`, `${value}\n`),
  );
}

const KEY = /^[A-Za-z][A-Za-z0-9_.-]*(\([A-Za-z0-9_.*-]+\))?$/;
/** The name of a resource, and the role that it is reserved for, which may be within another: `cpus(ci/builds)`. */
export const RESOURCE_NAME = /^[A-Za-z][A-Za-z0-9_.-]*(?:\(([A-Za-z0-9_/.*-]+)\))?$/;

function checkKeys(what: string, form: RegExp, values: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(values)) {
    if (!form.test(name)) {
      throw new InvalidInput(
        `${what} must be named in letters, digits, dots, dashes and underscores, got "${name}"`,
      );
    }
    if (value.trim() === "" || /[;\n\0]/.test(value)) {
      throw new InvalidInput(
        `${what} ${name} must have a value without semicolons and line breaks, got "${value}"`,
      );
    }
  }
}

function attributeFiles(attributes: Readonly<Record<string, string>>): Part[] {
  checkKeys("attribute", KEY, attributes);
  return keyFiles("attributes", attributes);
}

function resourceFiles(resources: MesosAgentInput["resources"]): Part[] {
  if (resources === undefined) return [];
  if (typeof resources === "string") {
    if (resources.trim() === "") throw new InvalidInput('resources must not be empty, got ""');
    return [Part.file("/etc/mesos-agent/resources", `${resources}\n`)];
  }
  checkKeys("resource", RESOURCE_NAME, resources);
  const entries = Object.entries(resources);
  // A slash is in no file's name: then all of them are one text, in Mesos's own form.
  return entries.some(([name]) => name.includes("/"))
    ? resourceFiles(entries.map((entry) => entry.join(":")).join(";"))
    : keyFiles("resources", resources);
}
