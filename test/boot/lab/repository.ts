import { createHash } from "node:crypto";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import type { System } from "../../../cloud-init";
import { contentHash } from "../../support/real-programs";
import type { Programs } from "./choice";
import { type DebianPackage, elasticsearch, flagList, limitsOpenFiles, mesos, standIns } from "./packages";
import { cache } from "./places";
import { run } from "./run";

/**
 * The apt repository of the lab: what no registry has, laid out as Mesos' publisher does. Debian has one repository for
 * every release (`Debian/dists/bookworm`), Ubuntu one for each (`Ubuntu/noble/dists/noble`), with a pool by name
 * (`pool/main/a/aventer-mesos`).
 */
export interface LabRepository {
  /** Below the mirror's root, by system. */
  readonly paths: Readonly<Partial<Record<System, string>>>;
  readonly keyPath: string;
  readonly keyFingerprint: string;
}

/**
 * Builds the packages and the signed index into a folder, unless they are there as they would be built. Beside it
 * comes `early`, a repository that has Mesos in an older version only.
 *
 * @param baseRoot the root of a machine of Debian 12
 */
export async function labRepository(
  mirrorFolder: string,
  baseRoot: string,
  programs: Programs,
): Promise<LabRepository> {
  const top = path.join(mirrorFolder, "lab");
  const early = path.join(mirrorFolder, "early");
  const fingerprint = await signingKey();
  const limited = await limitsOpenFiles();
  const packages = mesosPackages(programs, baseRoot);
  const hashes = await Promise.all(mesosFiles(programs).map(contentHash));
  const stamp = recipe([programs.kind, fingerprint, limited, ...hashes].join(" "));
  const stampFile = path.join(cache, "repository");
  if (!existsSync(stampFile) || readFileSync(stampFile, "utf8") !== stamp) {
    for (const old of [stampFile, early, top]) rmSync(old, { recursive: true, force: true });
    const debian = { place: "Debian", codename: "bookworm", fingerprint };
    const ubuntu = { place: "Ubuntu/noble", codename: "noble", fingerprint };
    // First: apt takes no index that is older than the one it has. It is never installed, so a stand-in will do.
    await publish(early, debian, [mesos("1.10.0.debian12")]);
    await publish(top, debian, [packages.debian, elasticsearch(limited)]);
    await publish(top, ubuntu, [packages.ubuntu]);
    writeFileSync(path.join(top, "key.asc"), await gpg("--armor", "--export", fingerprint));
    writeFileSync(stampFile, stamp);
  }
  return {
    paths: { "debian-12": "/lab/Debian", "ubuntu-24.04": "/lab/Ubuntu/{codename}" },
    keyPath: "/lab/key.asc",
    keyFingerprint: fingerprint,
  };
}

/** Mesos for each system: packed here, or a file as it was published. */
function mesosPackages(
  programs: Programs,
  baseRoot: string,
): Record<"debian" | "ubuntu", DebianPackage | string> {
  if (programs.kind === "published")
    return { debian: programs.mesos["debian-12"]!, ubuntu: programs.mesos["ubuntu-24.04"]! };
  const built = programs.kind === "built" ? programs : undefined;
  return {
    debian: mesos("1.11.0-0.9.0.debian12", built),
    ubuntu: mesos("1.11.0-0.9.0.ubuntu2404", built, baseRoot),
  };
}

/** What the packages of Mesos are made from. */
function mesosFiles(programs: Programs): readonly string[] {
  if (programs.kind === "stand-ins") return [];
  return programs.kind === "built" ? [programs.mesos] : Object.values(programs.mesos);
}

interface Publication {
  /** Its folder, below the top of the repository. */
  readonly place: string;
  readonly codename: string;
  /** Of the key that signs it. */
  readonly fingerprint: string;
}

async function publish(
  top: string,
  to: Publication,
  packages: readonly (DebianPackage | string)[],
): Promise<void> {
  const root = path.join(top, to.place);
  for (const one of packages) {
    const name = typeof one === "string" ? path.basename(one).split("_")[0]! : one.name;
    const pool = path.join(root, "pool", "main", name[0]!, name);
    mkdirSync(pool, { recursive: true });
    if (typeof one === "string") copyFileSync(one, path.join(pool, path.basename(one)));
    else await build(one, pool);
  }
  await index(root, to);
}

/** Changes with everything that the repository is made from. */
function recipe(settings: string): string {
  const hash = createHash("sha256").update(settings);
  const files = readdirSync(standIns, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  for (const file of [
    ...files.map(({ parentPath, name }) => path.join(parentPath, name)).sort(),
    flagList,
    __filename,
    path.join(__dirname, "packages.ts"),
  ]) {
    hash.update(readFileSync(file));
  }
  return hash.digest("hex");
}

async function build(one: DebianPackage, pool: string): Promise<void> {
  const root = path.join(cache, `build-${one.name}`);
  rmSync(root, { recursive: true, force: true });
  mkdirSync(path.join(root, "DEBIAN"), { recursive: true });
  await one.fill(root);
  const control = {
    Package: one.name,
    Version: one.version,
    Architecture: one.architecture,
    Maintainer: "lab <lab@example.org>",
    Depends: one.depends,
    Description: one.description,
  };
  const text = Object.entries(control).map(([key, value]) => `${key}: ${value}\n`);
  writeFileSync(path.join(root, "DEBIAN", "control"), text.join(""));
  await run("dpkg-deb", ["-Zgzip", "-z1", "--root-owner-group", "--build", root, pool]);
  rmSync(root, { recursive: true, force: true });
}

async function index(root: string, { codename, fingerprint }: Publication): Promise<void> {
  const suite = path.join(root, "dists", codename);
  const binary = path.join(suite, "main", "binary-amd64");
  mkdirSync(binary, { recursive: true });
  writeFileSync(
    path.join(binary, "Packages"),
    await run("apt-ftparchive", ["packages", "pool"], { cwd: root }),
  );
  const fields = { Suite: codename, Codename: codename, Components: "main", Architectures: "amd64" };
  const options = Object.entries(fields).flatMap(([key, value]) => [
    "-o",
    `APT::FTPArchive::Release::${key}=${value}`,
  ]);
  const release = path.join(suite, "Release");
  writeFileSync(release, await run("apt-ftparchive", [...options, "release", suite]));
  await gpg("--local-user", fingerprint, "--clearsign", "--output", path.join(suite, "InRelease"), release);
}

/** The fingerprint of the lab's own key, made when there is none. */
async function signingKey(): Promise<string> {
  mkdirSync(path.join(cache, "gnupg"), { recursive: true, mode: 0o700 });
  const list = async () =>
    (await gpg("--with-colons", "--list-secret-keys")).match(/^fpr:+([0-9A-F]{40}):/m)?.[1];
  const known = await list();
  if (known !== undefined) return known;
  await gpg("--passphrase", "", "--quick-generate-key", "lab@example.org", "default", "default", "never");
  const made = await list();
  if (made === undefined) throw new Error("gpg made no key");
  return made;
}

/** Without an agent that would stay behind: it ends with its folder's use. */
async function gpg(...args: string[]): Promise<string> {
  const home = path.join(cache, "gnupg");
  const env = { ...process.env, GNUPGHOME: home };
  try {
    return await run("gpg", ["--batch", "--quiet", "--yes", ...args], { env });
  } finally {
    await run("gpgconf", ["--kill", "gpg-agent"], { env });
  }
}
