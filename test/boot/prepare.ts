import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import { synthesizedFile, userDataOf } from "./lab/documents";
import { imageArchive } from "./lab/image";
import { registryImages, toolsImage } from "./lab/images";
import { makeKernel } from "./lab/kernel-node";
import { makeKey } from "./lab/key";
import { type Prepared, preparedFile } from "./lab/lab";
import { makeMachine } from "./lab/machine";
import { Mirror } from "./lab/mirror";
import { alertsUrl, cache, mirrorUrl, projectRoot, registryAddress } from "./lab/places";
import { programsInWords } from "./lab/programs";
import { pythonIndex } from "./lab/python-index";
import { unpackRegistry } from "./lab/registry";
import { labRepository } from "./lab/repository";
import { run } from "./lab/run";
import { storeAll } from "./lab/store";
import type { LabAppInput } from "./lab-app";

/** Makes all that the lab needs of the internet, so that the lab itself has none. What is there already is kept. */
async function prepare(): Promise<void> {
  console.log(`lab: ${programsInWords}`);
  const folder = path.join(cache, "mirror");
  mkdirSync(folder, { recursive: true });
  // Of a lab that was interrupted.
  rmSync(path.join(cache, "nodes"), { recursive: true, force: true });
  const baseRoot = await timed("base image", () => baseImage("bookworm"));
  const nobleRoot = await timed("base image of Ubuntu 24.04", () => baseImage("noble"));
  await makeKey();
  const repository = await timed("repository", () => labRepository(folder, baseRoot));
  const images = path.join(folder, "images");
  const image = await imageArchive(images, { file: "empty-1", name: "lab/empty:1" });
  const input: LabAppInput = {
    mirrorUrl,
    repository: Object.fromEntries(
      Object.entries(repository.paths).map(([system, place]) => [system, `${mirrorUrl}${place}`]),
    ),
    keyUrl: `${mirrorUrl}${repository.keyPath}`,
    keyFingerprint: repository.keyFingerprint,
    imageUrl: `${mirrorUrl}/images/${image.file}`,
    imageSha256: image.sha256,
    registryMirror: `http://${registryAddress}`,
    toolsImage,
    pythonIndex: `${mirrorUrl}/pypi/simple/`,
    alertsUrl,
  };
  const synth = path.join(cache, "synth");
  await timed("user data", () => synthesize(synth, input));
  const prepared: Prepared = {
    baseRoot,
    nobleRoot,
    mirror: folder,
    synthesized: path.join(synth, "cdktf.out"),
    images: {},
  };
  writeFileSync(preparedFile, JSON.stringify(prepared));
  await timed("python packages", () => pythonIndex(folder));
  for (const stack of ["lab-aws", "hands-on-openstack"]) storeAll(folder, stack, synthesizedFile(stack));
  await timed("mirror", () => fillMirror(baseRoot, folder));
  await timed("mirror of Ubuntu", () => fillUbuntuMirror(nobleRoot, folder));
  await unpackRegistry(folder);
  const archives = await timed("images", () => registryImages(baseRoot, folder));
  writeFileSync(preparedFile, JSON.stringify({ ...prepared, images: archives }));
}

async function timed<T>(what: string, make: () => Promise<T>): Promise<T> {
  const started = Date.now();
  const made = await make();
  console.log(`lab: ${what}: ${((Date.now() - started) / 1000).toFixed(1)} s`);
  return made;
}

/** Built once for each state of its recipe. */
async function baseImage(release: "bookworm" | "noble"): Promise<string> {
  const recipe = path.join(__dirname, "base-image.sh");
  const key = createHash("sha256").update(readFileSync(recipe)).digest("hex").slice(0, 16);
  const folder = path.join(cache, `${release === "noble" ? "noble" : "base"}-${key}`);
  if (existsSync(folder)) return folder;
  const draft = path.join(cache, "base.draft");
  rmSync(draft, { recursive: true, force: true });
  await run(recipe, [draft, release]);
  renameSync(draft, folder);
  return folder;
}

async function synthesize(folder: string, input: LabAppInput): Promise<void> {
  mkdirSync(folder, { recursive: true });
  await run(process.execPath, ["--import", require.resolve("tsx"), path.join(__dirname, "lab-app.ts")], {
    cwd: folder,
    env: {
      ...process.env,
      CDKTF_MESOS_LAB_INPUT: JSON.stringify(input),
      TSX_TSCONFIG_PATH: path.join(projectRoot, "tsconfig.json"),
    },
  });
}

/** Every document that the tests boot on Debian 12, by stack and owner. */
const documents = [
  ["hands-on-aws", "masters_1"],
  ["hands-on-aws", "agents"],
  ["hands-on-aws", "gateway"],
  ["hands-on-openstack", "masters_1"],
  ["hands-on-openstack", "ingress_1"],
  ["lab-aws", "builds"],
  ["lab-aws", "search_1"],
  ["lab-aws", "registry_1"],
  ["lab-aws", "monitoring_host"],
  ["pair-openstack", "masters_pages_haproxy_1"],
  ["pair-openstack", "ingress_1"],
  ["small-aws", "masters_1"],
  ["small-aws", "agents"],
] as const;

/** And on Ubuntu 24.04. */
const nobleDocuments = [
  ["small-noble", "masters_1"],
  ["small-noble", "agents"],
] as const;

/** Fills the mirror of Debian. */
async function fillMirror(baseRoot: string, folder: string): Promise<void> {
  const mirror = await openMirror(folder, {
    debian: "http://deb.debian.org/debian",
    "debian-security": "http://deb.debian.org/debian-security",
  });
  try {
    // For the lab itself.
    const others = ["docker-registry", "busybox-static"];
    const uri = `${mirror.url}/debian`;
    const lab = `${mirror.url}/lab/Debian bookworm`;
    await download(baseRoot, uri, lab, [...documents.map(packageSet), ...others]);
    await makeMachine(baseRoot, mirror.url);
    await makeKernel(baseRoot, mirror.url);
  } finally {
    await mirror.close();
  }
}

/** Fills the mirror of Ubuntu. */
async function fillUbuntuMirror(nobleRoot: string, folder: string): Promise<void> {
  const mirror = await openMirror(folder, { ubuntu: "http://archive.ubuntu.com/ubuntu" });
  try {
    const lab = `${mirror.url}/lab/Ubuntu/noble noble`;
    await download(nobleRoot, `${mirror.url}/ubuntu`, lab, nobleDocuments.map(packageSet));
  } finally {
    await mirror.close();
  }
}

/** A mirror that keeps what is asked of it. */
async function openMirror(folder: string, upstream: Readonly<Record<string, string>>): Promise<Mirror> {
  for (const archive of Object.keys(upstream)) {
    const dists = path.join(folder, archive, "dists");
    // Indexes expire; packages do not.
    const age = existsSync(dists) ? Date.now() - statSync(dists).mtimeMs : 0;
    if (age > 12 * 3600 * 1000) rmSync(dists, { recursive: true });
  }
  return Mirror.open({ folder, address: "127.0.0.1", upstream });
}

/** Lets apt download what a mirror and a repository of the lab have. @param sets packages that a node installs at once */
async function download(root: string, uri: string, lab: string, sets: readonly string[]): Promise<void> {
  const program = ["bash", "-euo", "pipefail", "-c", downloadAll, "-"];
  await run("unshare", ["--mount", ...program, root, uri, lab, ...new Set(sets)]);
}

const packageSet = ([stack, owner]: readonly [string, string]): string =>
  packagesOf(userDataOf(stack, owner)).join(" ");

function packagesOf(document: string): string[] {
  const { write_files } = parse(document, { schema: "yaml-1.1" }) as {
    write_files: { path: string; content: string }[];
  };
  const list = write_files.find((file) => file.path === "/etc/cdktf-mesos/packages");
  // Before the others: what adding an apt source needs.
  return ["gpg", ...(list?.content.trim().split("\n") ?? [])];
}

const downloadAll = `
base=$1 uri=$2 lab=$3
shift 3
layer=$(mktemp -d)
trap 'umount "$layer" && rmdir "$layer"' EXIT
mount -t tmpfs none "$layer"
mkdir "$layer/upper" "$layer/work" "$layer/root"
mount -t overlay overlay -o "lowerdir=$base,upperdir=$layer/upper,workdir=$layer/work" "$layer/root"
cp "${path.join(projectRoot, "cloud-init", "scripts", "apt-mirror.sh")}" "$layer/root/tmp/apt-mirror"
in_root() { chroot "$layer/root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin "$@"; }
in_root bash /tmp/apt-mirror "$uri" -
echo "deb [trusted=yes] $lab main" >"$layer/root/etc/apt/sources.list.d/lab.list"
in_root apt-get update --quiet --error-on=any
for set; do
  # As the nodes do: all at once, and nothing that is only recommended.
  in_root apt-get install --quiet --yes --no-install-recommends --download-only $set
  in_root apt-get clean
done
umount "$layer/root"
`;

prepare().catch((error) => {
  console.error(`lab: ${error.message}`);
  process.exitCode = 1;
});
