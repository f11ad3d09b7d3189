import { createHash } from "node:crypto";
import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { cache, projectRoot } from "./places";
import { run } from "./run";

const standIns = path.join(__dirname, "..", "stand-ins");
const flagList = path.join(projectRoot, "constructs", "mesos-flags.json");

/** Where a real mesos-master and mesos-agent are, for a lab that runs them in the place of the stand-ins. */
export const realMesos = process.env.CDKTF_MESOS_REAL_MESOS;

const elasticsearchVersion = "8.11.1";

/** The apt repository of the lab: what no registry has, at the place and in the form that a real one has it. */
export interface LabRepository {
  /** Below the mirror's root. */
  readonly path: string;
  readonly keyPath: string;
  readonly keyFingerprint: string;
}

interface DebianPackage {
  readonly name: string;
  readonly version: string;
  readonly architecture: "all" | "amd64";
  readonly depends: string;
  readonly description: string;
  /** Fills the package's root. */
  readonly fill: (root: string) => Promise<void> | void;
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
  const stamp = recipe(`${fingerprint} ${limited}`);
  const stampFile = path.join(cache, "repository");
  if (!existsSync(stampFile) || readFileSync(stampFile, "utf8") !== stamp) {
    await publish(top, fingerprint, [mesos("1.11.0-0.9.0"), marathon(), elasticsearch(limited)]);
    await publish(early, fingerprint, [mesos("1.10.0")]);
    writeFileSync(path.join(top, "key.asc"), await gpg("--armor", "--export", fingerprint));
    writeFileSync(stampFile, stamp);
  }
  return { path: "/lab/{distribution}/{codename}", keyPath: "/lab/key.asc", keyFingerprint: fingerprint };
}

async function publish(top: string, fingerprint: string, packages: readonly DebianPackage[]): Promise<void> {
  const root = path.join(top, "Debian", "bookworm");
  rmSync(top, { recursive: true, force: true });
  mkdirSync(path.join(root, "pool"), { recursive: true });
  for (const one of packages) await build(one, path.join(root, "pool"));
  await index(root, fingerprint);
}

/** Changes with everything that the repository is made from. */
function recipe(settings: string): string {
  const hash = createHash("sha256").update(`${settings} ${realMesos ?? ""}`);
  const files = readdirSync(standIns, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  for (const file of [
    ...files.map(({ parentPath, name }) => path.join(parentPath, name)).sort(),
    flagList,
    __filename,
  ]) {
    hash.update(readFileSync(file));
  }
  return hash.digest("hex");
}

function install(root: string, source: string, target: string, mode = 0o644): void {
  const file = path.join(root, target);
  mkdirSync(path.dirname(file), { recursive: true });
  copyFileSync(source, file);
  chmodSync(file, mode);
}

const mesos = (version: string): DebianPackage => ({
  name: "aventer-mesos",
  version: `${version}+${realMesos === undefined ? "standin" : "real"}`,
  architecture: "amd64",
  depends: "python3",
  description: realMesos === undefined ? "stands in for Mesos" : "Mesos",
  fill: (root) => {
    for (const program of ["mesos-master", "mesos-agent"]) {
      install(
        root,
        path.join(standIns, "mesos", `${program}.service`),
        `lib/systemd/system/${program}.service`,
      );
      if (realMesos === undefined) {
        install(root, path.join(standIns, "mesos", "mesos-program"), `usr/sbin/${program}`, 0o755);
      }
    }
    if (realMesos !== undefined) cpSync(realMesos, path.join(root, "usr", "sbin"), { recursive: true });
    install(root, path.join(standIns, "mesos", "mesos-init-wrapper"), "usr/bin/mesos-init-wrapper", 0o755);
    install(root, flagList, "usr/share/mesos-stand-in/mesos-flags.json");
  },
});

const marathon = (): DebianPackage => ({
  name: "marathon",
  version: "1.11.24+standin",
  architecture: "all",
  depends: "python3",
  description: "stands in for Marathon",
  fill: (root) => {
    install(root, path.join(standIns, "marathon", "marathon"), "usr/bin/marathon", 0o755);
    install(root, path.join(standIns, "marathon", "marathon.service"), "lib/systemd/system/marathon.service");
    install(root, flagList, "usr/share/marathon-stand-in/mesos-flags.json");
  },
});

/** The real server, with the modules that Maven Central has of it, laid out as Elastic's own package. */
const elasticsearch = (limited: boolean): DebianPackage => ({
  name: "elasticsearch",
  version: elasticsearchVersion,
  architecture: "all",
  depends: "openjdk-17-jre-headless, adduser",
  description: "Elasticsearch",
  fill: async (root) => {
    const artifact = `org.elasticsearch.distribution.integ-test-zip:elasticsearch:${elasticsearchVersion}:zip`;
    const folder = path.join(cache, "elasticsearch");
    await run(
      "mvn",
      ["--quiet", "--batch-mode", "dependency:copy", `-Dartifact=${artifact}`, `-DoutputDirectory=${folder}`],
      {
        cwd: cache,
      },
    );
    mkdirSync(path.join(root, "usr", "share"), { recursive: true });
    await run("unzip", [
      "-q",
      path.join(folder, `elasticsearch-${elasticsearchVersion}.zip`),
      "-d",
      path.join(root, "usr", "share"),
    ]);
    const home = path.join(root, "usr", "share", "elasticsearch");
    await run("mv", [`${home}-${elasticsearchVersion}`, home]);
    mkdirSync(path.join(root, "etc"));
    await run("mv", [path.join(home, "config"), path.join(root, "etc", "elasticsearch")]);
    mkdirSync(path.join(root, "etc", "elasticsearch", "jvm.options.d"), { recursive: true });
    mkdirSync(path.join(home, "plugins"), { recursive: true });
    for (const name of ["lib", "log"])
      mkdirSync(path.join(root, "var", name, "elasticsearch"), { recursive: true });
    install(
      root,
      path.join(standIns, "elasticsearch", "elasticsearch.service"),
      "lib/systemd/system/elasticsearch.service",
    );
    install(root, path.join(standIns, "elasticsearch", "postinst"), "DEBIAN/postinst", 0o755);
    if (limited) {
      const library = "usr/lib/cdktf-mesos-lab/open-files.so";
      mkdirSync(path.join(root, path.dirname(library)), { recursive: true });
      const source = path.join(standIns, "open-files.c");
      await run("gcc", ["-shared", "-fPIC", "-O2", "-o", path.join(root, library), source, "-ldl"]);
      const unit = path.join(root, "lib/systemd/system/elasticsearch.service.d/open-files.conf");
      mkdirSync(path.dirname(unit));
      writeFileSync(unit, `[Service]\nEnvironment=LD_PRELOAD=/${library}\n`);
    }
    const configuration = readdirSync(path.join(root, "etc", "elasticsearch")).filter((name) =>
      name.includes("."),
    );
    writeFileSync(
      path.join(root, "DEBIAN", "conffiles"),
      configuration
        .filter((name) => name !== "jvm.options.d")
        .map((name) => `/etc/elasticsearch/${name}\n`)
        .join(""),
    );
  },
});

/** Whether this machine lets nobody have as many open files as Elasticsearch's bootstrap check asks for. */
async function limitsOpenFiles(): Promise<boolean> {
  const hard = (await run("bash", ["-c", "ulimit -n 65536 2>/dev/null; ulimit -H -n"])).trim();
  return hard !== "unlimited" && Number(hard) < 65536;
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
