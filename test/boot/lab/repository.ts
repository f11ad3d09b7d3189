import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { System } from "../../../cloud-init";
import { type DebianPackage, elasticsearch, flagList, limitsOpenFiles, mesos, standIns } from "./packages";
import { cache } from "./places";
import { contentHash, realPrograms } from "./programs";
import { run } from "./run";

/**
 * The apt repository of the lab: what no registry has, laid out as Mesos' publisher does for Debian. One repository has
 * every release (`Debian/dists/bookworm`) and a pool by name (`Debian/pool/main/a/aventer-mesos`).
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
 */
export async function labRepository(mirrorFolder: string): Promise<LabRepository> {
  const top = path.join(mirrorFolder, "lab");
  const early = path.join(mirrorFolder, "early");
  const fingerprint = await signingKey();
  const limited = await limitsOpenFiles();
  const programs = realPrograms && (await contentHash(realPrograms.mesos));
  const stamp = recipe(`${fingerprint} ${limited} ${programs}`);
  const stampFile = path.join(cache, "repository");
  if (!existsSync(stampFile) || readFileSync(stampFile, "utf8") !== stamp) {
    // First: apt takes no index that is older than the one it has.
    await publish(early, fingerprint, [mesos("1.10.0.debian12")]);
    await publish(top, fingerprint, [mesos("1.11.0-0.9.0.debian12"), elasticsearch(limited)]);
    writeFileSync(path.join(top, "key.asc"), await gpg("--armor", "--export", fingerprint));
    writeFileSync(stampFile, stamp);
  }
  return {
    paths: { "debian-12": "/lab/Debian" },
    keyPath: "/lab/key.asc",
    keyFingerprint: fingerprint,
  };
}

async function publish(top: string, fingerprint: string, packages: readonly DebianPackage[]): Promise<void> {
  const root = path.join(top, "Debian");
  rmSync(top, { recursive: true, force: true });
  for (const one of packages) {
    const pool = path.join(root, "pool", "main", one.name[0]!, one.name);
    mkdirSync(pool, { recursive: true });
    await build(one, pool);
  }
  await index(root, fingerprint);
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

async function index(root: string, fingerprint: string): Promise<void> {
  const suite = path.join(root, "dists", "bookworm");
  const binary = path.join(suite, "main", "binary-amd64");
  mkdirSync(binary, { recursive: true });
  writeFileSync(
    path.join(binary, "Packages"),
    await run("apt-ftparchive", ["packages", "pool"], { cwd: root }),
  );
  const fields = { Suite: "bookworm", Codename: "bookworm", Components: "main", Architectures: "amd64" };
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
