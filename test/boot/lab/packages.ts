import {
  chmodSync,
  copyFileSync,
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { cache, projectRoot } from "./places";
import { run } from "./run";

export const standIns = path.join(__dirname, "..", "stand-ins");
export const flagList = path.join(projectRoot, "constructs", "mesos-flags.json");

/** Where a real mesos-master and mesos-agent are, for a lab that runs them in the place of the stand-ins. */
export const realMesos = process.env.CDKTF_MESOS_REAL_MESOS;

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

export const mesos = (version: string): DebianPackage => ({
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
