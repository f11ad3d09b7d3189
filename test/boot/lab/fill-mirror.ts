import { existsSync, rmSync, statSync } from "node:fs";
import path from "node:path";
import type { scriptNames } from "../../../cloud-init";
import { scriptFile } from "../../../cloud-init/document/scripts";
import { parseDocument } from "../../support/read-document";
import { inLayer } from "./layer";
import { Mirror } from "./mirror";
import { projectRoot } from "./places";

/** URLs of the distributions' archives, by their folders in the mirror. */
const archives = {
  debian: "http://deb.debian.org/debian",
  "debian-security": "http://deb.debian.org/debian-security",
  ubuntu: "http://archive.ubuntu.com/ubuntu",
} as const;

/** A caching mirror of the distributions. */
export async function openMirror(folder: string): Promise<Mirror> {
  for (const archive of Object.keys(archives)) {
    const dists = path.join(folder, archive, "dists");
    // Indexes expire, packages do not.
    const age = existsSync(dists) ? Date.now() - statSync(dists).mtimeMs : 0;
    if (age > 12 * 3600 * 1000) rmSync(dists, { recursive: true });
  }
  return Mirror.open({ folder, address: "127.0.0.1", upstream: archives });
}

/** A program of the library, as a file. */
export const programFile = (name: (typeof scriptNames)[number]): string =>
  path.join(projectRoot, "cloud-init", "scripts", scriptFile(name));

/**
 * Downloads packages with apt from a mirror and the lab's repository.
 *
 * @param root a machine's root folder
 * @param lab URI and suite of the repository
 * @param sets lists of packages that a node installs together
 */
export async function download(root: string, uri: string, lab: string, sets: readonly string[]) {
  await inLayer(root, downloadAll, [programFile("apt-mirror"), uri, lab, ...new Set(sets)]);
}

/** The packages of a document, on one line. */
export function packagesOf(document: string): string {
  const { write_files } = parseDocument(document);
  const list = write_files.find((file) => file.path === "/etc/cdktf-mesos/packages");
  // First the packages for adding an apt source.
  return ["gpg", ...(list?.content.trim().split("\n") ?? [])].join(" ");
}

const downloadAll = `
cp "$1" "$layer/root/tmp/apt-mirror"
uri=$2 lab=$3
shift 3
in_root bash /tmp/apt-mirror "$uri" -
echo "deb [trusted=yes] $lab main" >"$layer/root/etc/apt/sources.list.d/lab.list"
in_root apt-get update --quiet --error-on=any
for set; do
  # As on nodes: together, and without recommended packages.
  in_root apt-get install --quiet --yes --no-install-recommends --download-only $set
  in_root apt-get clean
done
`;
