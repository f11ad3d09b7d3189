import { InvalidInput } from "../checks/invalid-input";
import { Part } from "./parts";

/** Sections of a unit file: a key with several values is written once for each. */
export type UnitSections = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

/** The text of a systemd unit. */
export function unitText(sections: UnitSections): string {
  return Object.entries(sections)
    .map(([name, keys]) => {
      const lines = Object.entries(keys).flatMap(([key, value]) =>
        (typeof value === "string" ? [value] : value).map((one) => `${key}=${one}`),
      );
      return `[${name}]\n${lines.join("\n")}\n`;
    })
    .join("\n");
}

/** A unit of this library; it takes precedence over one of the same name in a package. */
export const unit = (name: string, sections: UnitSections): Part =>
  Part.file(`/etc/systemd/system/${name}`, unitText(sections));

/**
 * Keys of `[Unit]` for every service of a node: it starts only once the node's boot has configured all it needs
 * (packages enable their services before that, and a failed first boot is followed by a second), and then it is
 * started again however often it dies.
 */
export const serviceUnit = {
  ConditionPathExists: "/var/lib/cdktf-mesos/boot/configured",
  StartLimitIntervalSec: "0",
};

/** Additions to a unit that a package brings. */
export const dropIn = (name: string, sections: UnitSections): Part =>
  Part.file(`/etc/systemd/system/${name}.d/cdktf-mesos.conf`, unitText(sections));

/** `KEY=value` lines as systemd and a shell read them alike; values are quoted where they must be. */
export function environmentText(values: Readonly<Record<string, string | number | boolean>>): string {
  return Object.entries(values)
    .map(([key, value]) => {
      const text = String(value);
      if (/[\0\n]/.test(text)) throw new InvalidInput(`value of ${key} must be one line, got "${text}"`);
      return `${key}=${/^[A-Za-z0-9_./:,@=+*-]*$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`}\n`;
    })
    .join("");
}
