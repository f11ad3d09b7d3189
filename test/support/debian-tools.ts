import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";

/**
 * Debian's own tools, unpacked and never installed: the cloud-init package's units would act on this machine
 * at its next boot. They are fetched when first needed, into the checkout's cache, and used from there.
 */
const cache = join(__dirname, "..", "..", ".cache", "debian-tools");

export interface ToolResult {
  readonly status: number;
  /** Standard output and error, in one text. */
  readonly output: string;
}

/** cloud-init's Python dependencies: what Debian's package names, without what only a boot needs. */
const cloudInitRequirements = [
  "configobj==5.0.9",
  "jinja2==3.1.6",
  "jsonpatch==1.47",
  "jsonschema==4.26.0",
  "oauthlib==4.0.1",
  "pyyaml==6.0.3",
  "requests==2.34.2",
];

/** Makes a folder once: what fails half-way leaves nothing behind. */
function once(name: string, make: (folder: string) => void): string {
  const folder = join(cache, name);
  if (existsSync(folder)) return folder;
  mkdirSync(cache, { recursive: true });
  const draft = mkdtempSync(join(cache, `${name}.`));
  try {
    make(draft);
    renameSync(draft, folder);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
  return folder;
}

function run(command: string, args: readonly string[], cwd?: string): void {
  execFileSync(command, args, { cwd, stdio: ["ignore", "ignore", "pipe"], encoding: "utf8" });
}

/** Packages of Debian, unpacked together under one folder. */
function unpacked(name: string, packages: readonly string[]): string {
  return once(name, (folder) => {
    if (spawnSync("apt-get", ["--version"]).error !== undefined) {
      throw new Error(
        `apt-get is needed to fetch ${packages.join(", ")}: run these tests on Debian or Ubuntu`,
      );
    }
    const archives = mkdtempSync(join(cache, "archives."));
    try {
      try {
        run("apt-get", ["download", "--quiet", ...packages], archives);
      } catch {
        // The lists are missing or older than the archive.
        run("apt-get", ["update", "--quiet"]);
        run("apt-get", ["download", "--quiet", ...packages], archives);
      }
      for (const archive of readdirSync(archives)) run("dpkg-deb", ["-x", join(archives, archive), folder]);
    } finally {
      rmSync(archives, { recursive: true, force: true });
    }
  });
}

function tool(
  command: string,
  args: readonly string[],
  environment: Record<string, string> = {},
): ToolResult {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    encoding: "utf8",
    env: { ...process.env, ...environment },
  });
  if (error !== undefined) throw error;
  return { status: status ?? 1, output: `${stdout}${stderr}` };
}

/** What shellcheck says of files: nothing at all, if they are clean. */
export function shellcheck(files: readonly string[]): ToolResult {
  const root = unpacked("shellcheck", ["shellcheck"]);
  return tool(join(root, "usr", "bin", "shellcheck"), ["--color=never", "--external-sources", ...files]);
}

/** Environment in which the programs of xfsprogs are found; not every machine that runs tests has them. */
export function xfsEnvironment(): { readonly PATH: string; readonly LD_LIBRARY_PATH: string } {
  const root = unpacked("xfsprogs", ["xfsprogs", "libinih1", "liburcu8"]);
  const libraries = readdirSync(join(root, "usr", "lib")).map((name) => join(root, "usr", "lib", name));
  return {
    PATH: [join(root, "sbin"), join(root, "usr", "sbin"), process.env.PATH].join(":"),
    LD_LIBRARY_PATH: libraries.join(":"),
  };
}

const balancer = () =>
  unpacked("balancer", [
    "haproxy",
    "keepalived",
    "libglib2.0-0",
    "liblua5.3-0",
    "libmnl0",
    "libnftnl11",
    "libnl-3-200",
    "libnl-genl-3-200",
    "libopentracing-c-wrapper0",
    "libopentracing1",
    "libpci3",
    "libpcre2-8-0",
    "libsensors5",
    "libsnmp40",
    "libwrap0",
  ]);

/** HAProxy and keepalived, as programs that find their libraries: the body of a shell stub for each. */
export function balancerPrograms(): Readonly<Record<"haproxy" | "keepalived", string>> {
  const root = balancer();
  const libraries = ["lib", "usr/lib"].flatMap((folder) =>
    readdirSync(join(root, folder))
      .filter((name) => name.endsWith("-linux-gnu"))
      .map((name) => join(root, folder, name)),
  );
  const stub = (name: string) =>
    `LD_LIBRARY_PATH=${libraries.join(":")} exec ${join(root, "usr", "sbin", name)} "$@"`;
  return { haproxy: stub("haproxy"), keepalived: stub("keepalived") };
}

/** ZooKeeper's server and all that its class path names, and HAProxy: roots to lay over this machine's own. */
export const installedRoots = (): readonly string[] => [
  balancer(),
  unpacked("zookeeper", [
    "libzookeeper-java",
    "libcommons-cli-java",
    "libcommons-io-java",
    "libdropwizard-metrics-java",
    "libjackson2-annotations-java",
    "libjackson2-core-java",
    "libjackson2-databind-java",
    "libjetty9-java",
    "liblog4j1.2-java",
    "libnetty-java",
    "libslf4j-java",
    "libsnappy-java",
  ]),
];

/** Debian's docker-registry. */
export const registryProgram = (): string =>
  join(unpacked("docker-registry", ["docker-registry"]), "usr", "bin", "docker-registry");

/** Whether packages of Debian can be had here. */
export const onDebian = existsSync("/usr/bin/apt-get");

const cloudInit = () =>
  join(unpacked("cloud-init", ["cloud-init"]), "usr", "lib", "python3", "dist-packages");

/** What `cloud-init schema` says of a document. */
export function cloudInitSchema(file: string): ToolResult {
  const modules = cloudInit();
  const python = join(
    once("cloud-init-python", (folder) => {
      run("python3", ["-m", "venv", folder]);
      // By `python -m pip`: the folder is renamed, and pip's own script would keep the old name.
      run(join(folder, "bin", "python"), ["-m", "pip", "install", "--quiet", ...cloudInitRequirements]);
    }),
    "bin",
    "python",
  );
  return tool(python, ["-m", "cloudinit.cmd.main", "schema", "--config-file", file], { PYTHONPATH: modules });
}

/** The top-level keys that cloud-init's modules read; its schema check lets others pass. */
export function cloudInitKeys(): ReadonlySet<string> {
  const file = join(cloudInit(), "cloudinit", "config", "schemas", "schema-cloud-config-v1.json");
  const schema = JSON.parse(readFileSync(file, "utf8")) as {
    $defs: Record<string, { properties?: Record<string, unknown> }>;
  };
  return new Set(
    Object.entries(schema.$defs)
      .filter(([name]) => name.startsWith("cc_"))
      .flatMap(([, definition]) => Object.keys(definition.properties ?? {})),
  );
}

/** What rsyslog says of a configuration with the Elasticsearch output. */
export function rsyslogCheck(file: string): ToolResult {
  const root = unpacked("rsyslog", [
    "rsyslog",
    "rsyslog-elasticsearch",
    "libcurl4",
    "libestr0",
    "libfastjson4",
    "liblognorm5",
  ]);
  const [libraries = ""] = readdirSync(join(root, "usr", "lib"))
    .map((name) => join(root, "usr", "lib", name))
    .filter((folder) => existsSync(join(folder, "rsyslog")));
  return tool(join(root, "usr", "sbin", "rsyslogd"), ["-N1", "-M", join(libraries, "rsyslog"), "-f", file], {
    LD_LIBRARY_PATH: libraries,
  });
}

/** Where Python finds psutil, as Debian has it. */
export const psutilPath = () =>
  join(unpacked("psutil", ["python3-psutil"]), "usr", "lib", "python3", "dist-packages");
