import { InvalidInput, show } from "../../cloud-init/invalid-input";
import { RESOURCE_NAME } from "../../cloud-init/services/mesos-agent";
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

/** What the grammar of Mesos calls text: names and values of attributes. */
const TEXT = /^[A-Za-z0-9_/.-]+$/;
const SCALAR = /^\d+(\.\d+)?$/;
const RANGES = /^\[\d+-\d+(,\d+-\d+)*\]$/;
const SET = /^\{[A-Za-z0-9_/.-]+(,[A-Za-z0-9_/.-]+)*\}$/;

/**
 * Checks extra flags against those in the sources of Mesos and Marathon 1.11: an unknown flag is fatal to a
 * program at its start. `cleanup_log_files` is a flag of the fork clusterd only.
 *
 * @param own the flags that the construct sets itself, each with the prop to use instead
 * @throws InvalidInput for an unknown flag, one that is the construct's own, or a value without text
 */
export function checkFlags(
  owner: string,
  program: MesosProgram,
  flags: Flags,
  own: Readonly<Record<string, string>>,
): void {
  for (const [flag, value] of Object.entries(flags)) {
    const known = flagsOf[program];
    if (!known.includes(flag)) {
      throw new InvalidInput(
        `${owner}: flags.${flag} is not a flag of ${programName(program)} 1.11, got ${show(value)}; ${offForm(flag, known) ?? suggestion(flag, known)}see the documentation of ${program === "marathon" ? "marathon" : "mesos"} 1.11`,
      );
    }
    if (own[flag]) {
      throw new InvalidInput(
        `${owner}: flags.${flag} is set by the construct itself, got ${show(value)}; ${own[flag]}`,
      );
    }
    if (!["string", "number", "boolean"].includes(typeof value) || value === "") {
      throw new InvalidInput(
        `${owner}: flags.${flag} must be text, a number, true or false, got ${show(value)}`,
      );
    }
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

/** Attributes in the form `mesos-agent --attributes` takes (Mesos, "Attributes and Resources"). */
export function checkAttributes(owner: string, attributes: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (!TEXT.test(name)) {
      throw new InvalidInput(
        `${owner}: attributes has a name that mesos refuses, got ${show(name)}; use letters, digits and _ / . -`,
      );
    }
    if (typeof value !== "string" || !(TEXT.test(value) || RANGES.test(value))) {
      throw new InvalidInput(
        `${owner}: attributes.${name} must be text of letters, digits and _ / . - or ranges such as [1-9], got ${show(value)}`,
      );
    }
  }
}

/** Resources in the form `mesos-agent --resources` takes: scalars, ranges and sets. */
export function checkResources(owner: string, resources: Resources): void {
  for (const [name, value] of Object.entries(resources)) {
    const parts = RESOURCE_NAME.exec(name);
    if (!parts) {
      throw new InvalidInput(
        `${owner}: resources has a name that mesos refuses, got ${show(name)}; write cpus, or cpus(role) for a reservation`,
      );
    }
    if (parts[1] !== undefined) checkRole(owner, `resources.${name}`, parts[1]);
    const text = typeof value === "number" && value >= 0 ? String(value) : value;
    if (typeof text !== "string" || ![SCALAR, RANGES, SET].some((form) => form.test(text))) {
      throw new InvalidInput(
        `${owner}: resources.${name} must be a number, ranges such as [31000-32000] or a set such as {a,b}, got ${show(value)}`,
      );
    }
  }
}

/** A role's name as Mesos takes it (Mesos, "Roles"): no leading dash, no dots alone, no spaces or backslashes. */
export function checkRole(owner: string, prop: string, role: string): void {
  const parts = typeof role === "string" ? role.split("/") : [""];
  const bad = parts.some(
    (part) => part === "" || part === "." || part === ".." || part.startsWith("-") || /[\s\\*]/.test(part),
  );
  if (bad && role !== "*") {
    throw new InvalidInput(
      `${owner}: ${prop} must be a mesos role such as builds or ci/builds, got ${show(role)}`,
    );
  }
}
