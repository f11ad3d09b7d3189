import { chmodSync, copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { BuiltPrograms } from "./choice";
import { cache, projectRoot } from "./places";
import { run } from "./run";

export const standIns = path.join(__dirname, "..", "stand-ins");
export const flagList = path.join(projectRoot, "cloud-init", "checks", "mesos-flags.json");

const elasticsearchVersion = "8.19.21";

/** A package as the lab builds it. */
export interface DebianPackage {
  readonly name: string;
  readonly version: string;
  readonly architecture: "all" | "amd64";
  readonly depends: string;
  readonly description: string;
  /** Fills the package's root. */
  readonly fill: (root: string) => Promise<void> | void;
}

/** Whether this machine lets nobody have as many open files as Elasticsearch's bootstrap check asks for. */
export async function limitsOpenFiles(): Promise<boolean> {
  const hard = (await run("bash", ["-c", "ulimit -n 65536 2>/dev/null; ulimit -H -n"])).trim();
  return hard !== "unlimited" && Number(hard) < 65536;
}

function install(root: string, source: string, target: string, mode = 0o644): void {
  const file = path.join(root, target);
  mkdirSync(path.dirname(file), { recursive: true });
  copyFileSync(source, file);
  chmodSync(file, mode);
}

/** Gives a service a variable. */
function environment(root: string, unit: string, name: string, variable: string): void {
  const dropIn = path.join(root, "lib/systemd/system", `${unit}.d`, `${name}.conf`);
  mkdirSync(path.dirname(dropIn), { recursive: true });
  writeFileSync(dropIn, `[Service]\nEnvironment=${variable}\n`);
}

/** Has a service start with a library of the lab's own before all others. */
async function preload(root: string, unit: string, name: string): Promise<void> {
  const library = `usr/lib/cdktf-mesos-lab/${name}.so`;
  mkdirSync(path.dirname(path.join(root, library)), { recursive: true });
  const source = path.join(standIns, `${name}.c`);
  await run("gcc", ["-shared", "-fPIC", "-O2", "-o", path.join(root, library), source, "-ldl"]);
  environment(root, unit, name, `LD_PRELOAD=/${library}`);
}

/**
 * `aventer-mesos`, laid out as the publisher's: programs, start wrapper and units, and nothing below /etc.
 *
 * @param built a real one; without it, it is a stand-in
 * @param debianRoot for Ubuntu 24.04: the root of a machine of Debian 12, which the real one was built for
 */
export const mesos = (version: string, built?: BuiltPrograms, debianRoot?: string): DebianPackage => ({
  name: "aventer-mesos",
  version: `${version}+${built === undefined ? "standin" : "real"}`,
  architecture: "amd64",
  depends: "python3",
  description: built === undefined ? "stands in for Mesos" : "Mesos",
  fill: async (root) => {
    const source = path.join(standIns, "mesos");
    if (built === undefined) {
      for (const program of ["mesos-master", "mesos-agent"])
        install(root, path.join(source, "mesos-program"), `usr/sbin/${program}`, 0o755);
      install(root, flagList, "usr/share/mesos-stand-in/mesos-flags.json");
    } else {
      await run("tar", ["--extract", "--file", built.mesos, "--directory", root]);
      await preload(root, "mesos-agent.service", "cgroup-mounts");
      mkdirSync(path.join(root, "usr/lib/cdktf-mesos-lab/cgroup-cpu"));
      if (debianRoot !== undefined) onUbuntu(root, debianRoot);
    }
    for (const unit of ["mesos-master.service", "mesos-agent.service"])
      install(root, path.join(source, unit), `lib/systemd/system/${unit}`);
    install(root, path.join(source, "mesos-init-wrapper"), "usr/bin/mesos-init-wrapper", 0o755);
  },
});

/** What Apache's Mesos, built for Debian 12, needs on Ubuntu 24.04; the published package for it does not. */
function onUbuntu(root: string, debianRoot: string): void {
  // Of all that it has not got beside it, the one library that Ubuntu has in another version.
  const library = "libunistring.so.2";
  const found = path.join(debianRoot, "usr/lib/x86_64-linux-gnu", library);
  install(root, found, path.join("usr/lib/mesos", library));
  // Docker 29 says where it is asked in older terms alone what Apache's agent reads of an image (`ContainerConfig`).
  environment(root, "mesos-agent.service", "docker-api", "DOCKER_API_VERSION=1.44");
}

/** What clients ask for the version is in a module of its own, which Maven Central has not got. */
async function restRoot(home: string): Promise<void> {
  const source = path.join(standIns, "elasticsearch", "rest-root");
  const module = path.join(home, "modules", "lab-rest-root");
  const classes = path.join(cache, "rest-root");
  mkdirSync(module);
  const options = ["--release", "17", "-classpath", path.join(home, "lib", "*"), "-d", classes];
  await run("javac", [...options, path.join(source, "RestRoot.java")]);
  await run("jar", ["--create", "--file", path.join(module, "lab-rest-root.jar"), "-C", classes, "."]);
  copyFileSync(
    path.join(source, "plugin-descriptor.properties"),
    path.join(module, "plugin-descriptor.properties"),
  );
}

/** The real server, with the modules that Maven Central has of it, laid out as Elastic's own package. */
export const elasticsearch = (limited: boolean): DebianPackage => ({
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
    // Elastic's packages have these elsewhere than its archives.
    const options = path.join(root, "etc", "elasticsearch", "jvm.options");
    const text = readFileSync(options, "utf8");
    writeFileSync(
      options,
      text.replace(/=logs\//g, "=/var/log/elasticsearch/").replace("=data", "=/var/lib/elasticsearch"),
    );
    mkdirSync(path.join(root, "etc", "elasticsearch", "jvm.options.d"), { recursive: true });
    mkdirSync(path.join(home, "plugins"), { recursive: true });
    await restRoot(home);
    for (const name of ["lib", "log"])
      mkdirSync(path.join(root, "var", name, "elasticsearch"), { recursive: true });
    install(
      root,
      path.join(standIns, "elasticsearch", "elasticsearch.service"),
      "lib/systemd/system/elasticsearch.service",
    );
    install(root, path.join(standIns, "elasticsearch", "postinst"), "DEBIAN/postinst", 0o755);
    if (limited) await preload(root, "elasticsearch.service", "open-files");
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
