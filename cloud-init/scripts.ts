import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The programs a node carries: each is `scripts/<name>.sh`, a file that shellcheck reads as it is. */
export const scriptNames = [
  "address",
  "agent-identity",
  "apt-mirror",
  "apt-source",
  "boot",
  "build-user",
  "cache-images",
  "container-image",
  "disks",
  "docker-prune",
  "elasticsearch-heap",
  "instance-store",
  "interface",
  "packages",
  "ready",
  "wait-for",
  "zookeeper-data",
] as const;

export type ScriptName = (typeof scriptNames)[number];

/** Where a script lies on a node. */
export const scriptPath = (name: ScriptName): string => `/usr/local/sbin/cdktf-mesos-${name}`;

const cache = new Map<ScriptName, string>();

/** The text of a script, read beside this module: the same from the sources and from the built package. */
export function readScript(name: ScriptName): string {
  const known = cache.get(name);
  if (known !== undefined) return known;
  const text = readFileSync(join(__dirname, "scripts", `${name}.sh`), "utf8");
  cache.set(name, text);
  return text;
}
