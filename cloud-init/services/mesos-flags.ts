import { Part } from "../document/parts";
import { InvalidInput } from "../invalid-input";

/** Flags by name, without dashes: a value, `true` or `false`. */
export type MesosFlags = Readonly<Record<string, string | number | boolean>>;

/**
 * The files that `mesos-init-wrapper` turns into flags: `/etc/mesos-master/quorum` with `2` becomes `--quorum=2`.
 * Nothing else may lie in that folder: every file in it is a flag, and an unknown flag is fatal.
 *
 * @throws InvalidInput if a flag's name or value cannot be such a file
 */
export function flagFiles(folder: "/etc/mesos-master" | "/etc/mesos-agent", flags: MesosFlags): Part[] {
  return Object.entries(flags).map(([name, value]) => {
    if (!/^[a-z][a-z0-9_]*$/.test(name)) {
      throw new InvalidInput(`flag must be a Mesos flag without dashes such as offer_timeout, got "${name}"`);
    }
    const text = String(value);
    if (text.trim() === "" || text.includes("\0")) {
      throw new InvalidInput(`flag ${name} must have a value (true or false for a switch), got "${text}"`);
    }
    return Part.file(`${folder}/${name}`, `${text}\n`);
  });
}

/**
 * The caller's flags over the defaults.
 *
 * @throws InvalidInput if a flag is one that this library derives from the cluster
 */
export function mergeFlags(
  program: string,
  defaults: MesosFlags,
  derived: readonly string[],
  extra: MesosFlags = {},
): MesosFlags {
  for (const name of derived) {
    if (name in extra) {
      throw new InvalidInput(
        `flag ${name} of ${program} follows from the cluster and cannot be set, got "${extra[name]}"`,
      );
    }
  }
  return { ...defaults, ...extra };
}
