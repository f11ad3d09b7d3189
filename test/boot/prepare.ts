import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { realPrograms } from "../support/real-programs";
import { choosePrograms, inWords } from "./lab/choice";
import { synthesizedFile, userDataOf } from "./lab/documents";
import { download, openMirror, packagesOf } from "./lab/fill-mirror";
import { imageArchive } from "./lab/image";
import { jenkinsImage, registryImages, toolsImage } from "./lab/images";
import { makeKernel } from "./lab/kernel-node";
import { makeKey } from "./lab/key";
import { type Prepared, preparedFile } from "./lab/lab";
import { makeMachine } from "./lab/machine";
import type { Mirror } from "./lab/mirror";
import { alertsUrl, cache, mailServer, mirrorUrl, projectRoot, registryAddress } from "./lab/places";
import { obtain, publisher } from "./lab/published";
import { pythonIndex } from "./lab/python-index";
import { unpackRegistry } from "./lab/registry";
import { labRepository } from "./lab/repository";
import { run } from "./lab/run";
import { storeAll } from "./lab/store";
import type { LabAppInput } from "./lab-app";

/** Root folders like clouds' images, without the library. */
interface Roots {
  readonly debian: string;
  readonly ubuntu: string;
}

const folder = path.join(cache, "mirror");

/** Downloads and builds everything for the lab, which has no internet access. Results are cached. */
async function prepare(): Promise<void> {
  mkdirSync(folder, { recursive: true });
  // Of an earlier lab that was interrupted.
  rmSync(path.join(cache, "nodes"), { recursive: true, force: true });
  const mirror = await openMirror(folder);
  try {
    await prepareFrom(mirror);
  } finally {
    await mirror.close();
  }
}

async function prepareFrom(mirror: Mirror): Promise<void> {
  // Steps at the same time do not depend on each other.
  const [debian, ubuntu] = await Promise.all([
    timed("base image", () => baseImage("bookworm")),
    timed("base image of Ubuntu 24.04", () => baseImage("noble")),
    timed("python packages", () => pythonIndex(folder)),
  ]);
  const roots = { debian, ubuntu };
  const programs = await timed("programs", () =>
    choosePrograms(realPrograms, () =>
      obtain(publisher(process.env), {
        "debian-12": { root: roots.debian, mirror: `${mirror.url}/debian` },
        "ubuntu-24.04": { root: roots.ubuntu, mirror: `${mirror.url}/ubuntu` },
      }),
    ),
  );
  sayFirst(inWords(programs));
  await makeKey();
  const [repository] = await Promise.all([
    timed("repository", () => labRepository(folder, roots.debian, programs)),
    timed("virtual machines", async () => {
      await makeMachine(roots.debian, mirror.url);
      await makeKernel(roots.debian, mirror.url);
    }),
  ]);
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
    mailServer: mailServer.address,
    jenkinsImage,
  };
  const synth = path.join(cache, "synth");
  await timed("user data", () => synthesize(projectRoot, synth, input));
  const baseline = await synthesizeBaseline(input);
  const prepared: Prepared = {
    baseRoot: roots.debian,
    nobleRoot: roots.ubuntu,
    mirror: folder,
    synthesized: path.join(synth, "cdktf.out"),
    baseline,
    images: {},
    programs: programs.kind,
  };
  writeFileSync(preparedFile, JSON.stringify(prepared));
  for (const stack of new Set([...documents, ...nobleDocuments].map(([stack]) => stack)))
    storeAll(folder, stack, synthesizedFile(stack));
  await fillMirrors(mirror, roots, baseline);
  await unpackRegistry(folder);
  const archives = await timed("images", () => registryImages(roots.debian, folder, programs));
  writeFileSync(preparedFile, JSON.stringify({ ...prepared, images: archives }));
}

/** Buffers lines until the first one, which names the programs, is known. */
let waiting: string[] | undefined = [];

function say(line: string): void {
  if (waiting) waiting.push(line);
  else console.log(`lab: ${line}`);
}

function sayFirst(line: string): void {
  const others = waiting ?? [];
  waiting = undefined;
  for (const one of [line, ...others]) say(one);
}

async function timed<T>(what: string, make: () => Promise<T>): Promise<T> {
  const started = Date.now();
  const made = await make();
  say(`${what}: ${((Date.now() - started) / 1000).toFixed(1)} s`);
  return made;
}

/** Built once for each version of its recipe. */
async function baseImage(release: "bookworm" | "noble"): Promise<string> {
  const recipe = path.join(__dirname, "base-image.sh");
  const key = createHash("sha256").update(readFileSync(recipe)).digest("hex").slice(0, 16);
  const folder = path.join(cache, `${release === "noble" ? "noble" : "base"}-${key}`);
  if (existsSync(folder)) return folder;
  const draft = `${folder}.draft`;
  rmSync(draft, { recursive: true, force: true });
  await run(recipe, [draft, release]);
  renameSync(draft, folder);
  return folder;
}

/** @param project a checkout */
async function synthesize(project: string, folder: string, input: object): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const app = path.join(project, "test", "boot", "lab-app.ts");
  await run(process.execPath, ["--import", require.resolve("tsx"), app], {
    cwd: folder,
    env: {
      ...process.env,
      CDKTF_MESOS_LAB_INPUT: JSON.stringify(input),
      TSX_TSCONFIG_PATH: path.join(project, "tsconfig.json"),
    },
  });
}

/** Synthesizes an earlier commit, if `npm run bench -- boot` has a checkout of it. */
async function synthesizeBaseline(input: LabAppInput): Promise<string | undefined> {
  const project = process.env.CDKTF_MESOS_BOOT_BASELINE;
  if (project === undefined) return undefined;
  const folder = path.join(cache, "synth-baseline");
  // It has one repository for all systems.
  const { "debian-12": repository } = input.repository as Record<string, string>;
  await synthesize(project, folder, { ...input, repository });
  return path.join(folder, "cdktf.out");
}

/** All documents of tests with Debian 12, by stack and owner. */
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
  ["jenkins-ha-aws", "builds"],
  ["jenkins-ha-aws", "shared_server"],
  ["jenkins-ha-aws", "ingress_1"],
] as const;

/** All documents of tests with Ubuntu 24.04. */
const nobleDocuments = [
  ["small-noble", "masters_1"],
  ["small-noble", "agents"],
] as const;

/** Downloads the documents' packages with apt through caching mirrors. */
async function fillMirrors(mirror: Mirror, { debian, ubuntu }: Roots, baseline?: string): Promise<void> {
  const packages = ([stack, owner]: readonly [string, string]) => packagesOf(userDataOf(stack, owner));
  const before = (owner: string) => packagesOf(userDataOf("hands-on-aws", owner, undefined, baseline));
  const earlier = baseline === undefined ? [] : ["masters_1", "agents", "gateway"].map(before);
  // For the lab itself.
  const others = ["docker-registry", "busybox-static"];
  await Promise.all([
    timed("mirror", () =>
      download(debian, `${mirror.url}/debian`, `${mirror.url}/lab/Debian bookworm`, [
        ...documents.map(packages),
        ...earlier,
        ...others,
      ]),
    ),
    timed("mirror of Ubuntu", () =>
      download(
        ubuntu,
        `${mirror.url}/ubuntu`,
        `${mirror.url}/lab/Ubuntu/noble noble`,
        nobleDocuments.map(packages),
      ),
    ),
  ]);
}

prepare().catch((error) => {
  console.error(`lab: ${error.message}`);
  process.exitCode = 1;
});
