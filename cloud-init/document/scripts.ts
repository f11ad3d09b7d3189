import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The scripts of nodes, see {@link scriptFile}. */
export const scriptNames = [
  "address",
  "agent-identity",
  "apt-mirror",
  "apt-source",
  "boot",
  "build-user",
  "cache-images",
  "certificate",
  "container-image",
  "disks",
  "docker-prune",
  "elasticsearch-heap",
  "instance-store",
  "interface",
  "kibana-objects",
  "monitoring",
  "object",
  "packages",
  "ready",
  "registry-garbage",
  "wait-for",
  "zookeeper-client",
  "zookeeper-data",
] as const;

export type ScriptName = (typeof scriptNames)[number];

/** The path of a script on a node. */
export const scriptPath = (name: ScriptName): string => `/usr/local/sbin/cdktf-mesos-${name}`;

/** The file of a script in `cloud-init/scripts`. */
export const scriptFile = (name: ScriptName): string => `${name}.${name === "object" ? "py" : "sh"}`;

const cache = new Map<string, string>();

/**
 * The text of a script as nodes get it, read beside these modules: the same from the sources and from the built package.
 * Its comments stay here: they are a fifth of a master's compressed user data, of which EC2 takes 16 KiB.
 */
export const readScript = (name: ScriptName): string =>
  readOnce(`scripts/${scriptFile(name)}`).replaceAll(comment, "");

/** Lines of comments, apart from those that the kernel and shellcheck read. */
const comment = /^ *#(?!!| shellcheck ).*\n/gm;

/** Programs: `cloud-init/programs/<name>`, each a file that its own checker reads as it is. */
export type ProgramName =
  | "apps.py"
  | "collect.py"
  | "elastalert.txt"
  | "indices.py"
  | "jenkins-start.sh"
  | "routes.py"
  | "unpack.py"
  | "volumes.py"
  | "volumes-start.sh";

/** The text of a program. */
export const readProgram = (name: ProgramName): string => readOnce(`programs/${name}`);

/** Programs that documents have as files. */
export const nodePrograms = [
  "collect.py",
  "routes.py",
  "unpack.py",
] as const satisfies readonly ProgramName[];

export type NodeProgram = (typeof nodePrograms)[number];

/** The path of a program on a node. */
export const programPath = (name: NodeProgram): string => `/usr/local/lib/cdktf-mesos/${name}`;

function readOnce(path: string): string {
  const known = cache.get(path);
  if (known !== undefined) return known;
  const text = readFileSync(join(__dirname, "..", path), "utf8");
  cache.set(path, text);
  return text;
}
