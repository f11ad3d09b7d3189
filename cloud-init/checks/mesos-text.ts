import { InvalidInput, show } from "./invalid-input";
import flagsOf from "./mesos-flags.json";
import { suggestion } from "./suggestion";

/** A program whose flags this library checks. */
export type MesosProgram = "master" | "agent" | "marathon";

/** Flags by their names without dashes: `{ offer_timeout: "2mins", switch_user: false }`. */
export type Flags = Readonly<Record<string, string | number | boolean>>;

/** Resources by name, or by name and role: `{ cpus: 7, "ports(ci)": "[31000-31500]" }`. */
export type Resources = Readonly<Record<string, string | number>>;

/** A resource with all its reservations: `cpus`, `cpus(*)`, `cpus(ci)`. */
export const reservationsOf = (resources: Resources, name: string): readonly [string, string | number][] =>
  Object.entries(resources).filter(([key]) => key === name || key.startsWith(`${name}(`));

/** What the grammar of Mesos calls text. */
const TEXT = /^[A-Za-z0-9_/.-]+$/;
const SCALAR = /^\d+(\.\d+)?$/;
const RANGES = /^\[\d+-\d+(,\d+-\d+)*\]$/;
const SET = /^\{[A-Za-z0-9_/.-]+(,[A-Za-z0-9_/.-]+)*\}$/;

/** The flags that this library sets itself, each with what to do instead. */
const ownFlags: Readonly<Record<MesosProgram, Readonly<Record<string, string>>>> = {
  master: {
    zk: "it follows from the masters",
    quorum: "it follows from the number of masters",
    ip: "it is the machine's address",
    hostname: "it is the machine's address",
    port: "it is Port.mesosMaster",
    cluster: "it is the cluster's name",
    work_dir: "it is on the data volume",
    weights: "use weights",
  },
  agent: {
    master: "it follows from the masters",
    ip: "it is the machine's address",
    hostname: "it is the machine's address",
    port: "it is Port.mesosAgent",
    work_dir: "mount a volume at /var/lib/mesos",
    attributes: "use attributes",
    resources: "use resources",
    default_role: "use role",
  },
  marathon: {
    zk: "it follows from the masters",
    master: "it follows from the masters",
    hostname: "it is the machine's address",
    http_address: "it is the machine's address",
    http_port: "it is Port.marathon",
    ha: "it is always on",
  },
};

/**
 * Checks extra flags against those in the sources of Mesos and Marathon 1.11: an unknown flag is fatal to a
 * program at its start. `cleanup_log_files` is a flag of the fork clusterd only.
 *
 * @throws InvalidInput for an unknown flag, one that the library sets itself, or a value that the program would not get
 */
export function checkFlags(program: MesosProgram, flags: Flags): void {
  const known = flagsOf[program];
  for (const [flag, value] of Object.entries(flags)) {
    const refuse = (message: string): never => {
      throw new InvalidInput(`flags.${flag} ${message}`);
    };
    if (!known.includes(flag)) {
      refuse(
        `is not a flag of ${programName(program)} 1.11, got ${show(value)}; ${offForm(flag, known) ?? suggestion(flag, known)}see the documentation of ${program === "marathon" ? "marathon" : "mesos"} 1.11`,
      );
    }
    const instead = ownFlags[program][flag];
    if (instead) refuse(`is set by this library, got ${show(value)}; ${instead}`);
    if (!["string", "number", "boolean"].includes(typeof value) || /^\s*$|\0/.test(String(value))) {
      refuse(`must be text, a number, true or false, got ${show(value)}`);
    }
    if (program !== "marathon") continue;
    if (value === false) refuse(`is a switch that false does not turn off; write disable_${flag}: true`);
    // It travels in an environment file, which Docker and systemd read in different ways.
    if (/["'\\\n]|^\s|\s$/.test(String(value)))
      refuse(`must be one line without quotes and backslashes, got ${show(value)}`);
  }
}

/** `no-hostname_lookup` is `hostname_lookup: false` here. */
function offForm(flag: string, known: readonly string[]): string | undefined {
  const name = flag.replace(/^no-/, "");
  return name !== flag && known.includes(name) ? `write ${name}: false, ` : undefined;
}

function programName(program: MesosProgram): string {
  return program === "marathon" ? "marathon" : `mesos-${program}`;
}

/**
 * Attributes in the form that `mesos-agent --attributes` takes (Mesos, "Attributes and Resources"). Each is a file of its
 * name on the agent, which leaves out slashes and a leading dot.
 *
 * @throws InvalidInput for a name or a value that Mesos would refuse
 */
export function checkAttributes(attributes: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (!/^[A-Za-z0-9_][A-Za-z0-9_.-]*$/.test(name)) {
      throw new InvalidInput(
        `attributes: a name must be of letters, digits and _ . - and start with a letter, a digit or _, got ${show(name)}`,
      );
    }
    if (typeof value !== "string" || !(TEXT.test(value) || RANGES.test(value))) {
      throw new InvalidInput(
        `attributes.${name} must be text of letters, digits and _ / . - or ranges such as [1-9], got ${show(value)}`,
      );
    }
  }
}

/** The name of a resource, and the role that it is reserved for, which may be within another: `cpus(ci/builds)`. */
const RESOURCE_NAME = /^[A-Za-z][A-Za-z0-9_.-]*(?:\(([A-Za-z0-9_/.*-]+)\))?$/;

/**
 * Resources in the form that `mesos-agent --resources` takes: scalars, ranges and sets.
 *
 * @throws InvalidInput for a name or a value that Mesos would refuse
 */
export function checkResources(resources: Resources): void {
  for (const [name, value] of Object.entries(resources)) {
    const parts = RESOURCE_NAME.exec(name);
    if (!parts) {
      throw new InvalidInput(
        `resources: a name must be such as cpus, or cpus(role) for a reservation, got ${show(name)}`,
      );
    }
    if (parts[1] !== undefined) checkRole(`resources.${name}`, parts[1]);
    const text = typeof value === "number" && value >= 0 ? String(value) : value;
    if (typeof text !== "string" || ![SCALAR, RANGES, SET].some((form) => form.test(text))) {
      throw new InvalidInput(
        `resources.${name} must be a number, ranges such as [31000-32000] or a set such as {a,b}, got ${show(value)}`,
      );
    }
  }
}

/**
 * A role's name as Mesos takes it (Mesos, "Roles"): not only dots, no leading dash, no spaces and backslashes.
 *
 * @throws InvalidInput for a name that Mesos would refuse
 */
export function checkRole(prop: string, role: unknown): void {
  const parts = typeof role === "string" ? role.split("/") : [""];
  const bad = parts.some(
    (part) => part === "" || part === "." || part === ".." || part.startsWith("-") || /[\s\\*]/.test(part),
  );
  if (bad && role !== "*") {
    throw new InvalidInput(`${prop} must be a mesos role such as builds or ci/builds, got ${show(role)}`);
  }
}
