import { createHash } from "node:crypto";
import { type FilePart, Part, rootFile } from "./parts";
import { nodePrograms, programPath, readProgram, readScript, scriptNames, scriptPath } from "./scripts";

/** The script that installs the bundle. It is in each document. */
const installer = "object";

/** Lists a node's files of the bundle, for `cdktf-mesos-object`. */
const listFile = "/etc/cdktf-mesos/bundle";
/** Has the SHA-256 of the bundle whose files are on the node. */
const installedFile = "/var/lib/cdktf-mesos/bundle";

/** All scripts and programs of this library that nodes have, in one text: the same for all nodes. */
export interface Bundle {
  /** JSON: the texts by their paths. */
  readonly text: string;
  /** Of the text, 64 hexadecimal digits. */
  readonly sha256: string;
}

/** Where nodes get the bundle. */
export interface BundleSource {
  /** As `cdktf-mesos-object` takes it: `s3://bucket/key?versionId=id`, or a URL. Can have tokens. */
  readonly location: string;
  readonly sha256: string;
}

let made: Bundle | undefined;

/** The bundle of this version of the library. */
export function bundle(): Bundle {
  if (made === undefined) {
    const texts = {
      ...Object.fromEntries(scriptNames.map((name) => [scriptPath(name), readScript(name)])),
      ...Object.fromEntries(nodePrograms.map((name) => [programPath(name), readProgram(name)])),
    };
    const text = JSON.stringify(texts);
    made = { text, sha256: createHash("sha256").update(text).digest("hex") };
  }
  return made;
}

/** The file of a script or a program; undefined for other parts. */
export function fileOf(part: Part): FilePart | undefined {
  if (part.kind === "script") return rootFile(scriptPath(part.name), readScript(part.name), part.mode);
  if (part.kind === "program") return rootFile(programPath(part.name), readProgram(part.name), "0755");
  return undefined;
}

/** What a document has in place of {@link bundledFiles}: their list, and the script that installs them. */
export const installerParts = (bundled: readonly FilePart[]): readonly Part[] => [
  Part.script(installer),
  rootFile(listFile, bundled.map(({ mode, path }) => `${mode} ${path}\n`).join("")),
];

/** The files that a node has from the bundle. */
export function bundledFiles(parts: readonly Part[]): readonly FilePart[] {
  const files = parts
    .flatMap((part) => fileOf(part) ?? [])
    .filter(({ path }) => path !== scriptPath(installer));
  return [...new Map(files.map((file) => [file.path, file])).values()];
}

/** Installs {@link bundledFiles}: the first command of a boot. */
export const bundleCommand = ({ location, sha256 }: BundleSource): string[] => [
  scriptPath(installer),
  location,
  "--bundle",
  sha256,
];

/** For a baked image that has the files of the bundle: nodes that need no others do not fetch it. */
export const installedPart = (): Part => rootFile(installedFile, bundle().sha256);
