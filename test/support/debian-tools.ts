import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";

/** A cache for Debian's tools, which are unpacked but not installed: cloud-init's units would run at the next boot. */
const cache = join(__dirname, "..", "..", ".cache", "debian-tools");

export interface ToolResult {
  readonly status: number;
  /** Standard output and error. */
  readonly output: string;
}

/** The Python dependencies of Debian's cloud-init, except for those that only a boot needs. */
const cloudInitRequirements = [
  "configobj==5.0.9",
  "jinja2==3.1.6",
  "jsonpatch==1.47",
  "jsonschema==4.26.0",
  "oauthlib==4.0.1",
  "pyyaml==6.0.3",
  "requests==2.34.2",
];

/** Creates a folder once, atomically. */
function once(name: string, create: (folder: string) => void): string {
  const folder = join(cache, name);
  if (existsSync(folder)) return folder;
  mkdirSync(cache, { recursive: true });
  const temporary = mkdtempSync(join(cache, `${name}.`));
  try {
    create(temporary);
    renameSync(temporary, folder);
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
  return folder;
}

function run(command: string, args: readonly string[], cwd?: string): void {
  execFileSync(command, args, { cwd, stdio: ["ignore", "ignore", "pipe"], encoding: "utf8" });
}

/** Unpacks packages of Debian into a common folder. */
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
        // The package lists are missing or outdated.
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

/** Runs shellcheck, which has no output without findings. */
export function shellcheck(files: readonly string[]): ToolResult {
  const root = unpacked("shellcheck", ["shellcheck"]);
  return tool(join(root, "usr", "bin", "shellcheck"), ["--color=never", "--external-sources", ...files]);
}

/** An environment with the programs of xfsprogs. */
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

/** Shell stubs that run HAProxy and keepalived with their libraries. */
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

/** Root folders with ZooKeeper's server, its class path, and HAProxy, for an overlay over this machine's. */
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

/** Whether packages of Debian are available. */
export const onDebian = existsSync("/usr/bin/apt-get");

const cloudInit = () =>
  join(unpacked("cloud-init", ["cloud-init"]), "usr", "lib", "python3", "dist-packages");

/** Validates a document with `cloud-init schema`. */
export function cloudInitSchema(file: string): ToolResult {
  const modules = cloudInit();
  const python = join(
    once("cloud-init-python", (folder) => {
      run("python3", ["-m", "venv", folder]);
      // Not with the script `pip`, which would keep the folder's temporary name.
      run(join(folder, "bin", "python"), ["-m", "pip", "install", "--quiet", ...cloudInitRequirements]);
    }),
    "bin",
    "python",
  );
  return tool(python, ["-m", "cloudinit.cmd.main", "schema", "--config-file", file], { PYTHONPATH: modules });
}

/** The top-level keys of cloud-init's modules. The schema check ignores unknown keys. */
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

/** Validates a configuration with rsyslog and its Elasticsearch output. */
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

/** A path for Python with Debian's psutil. */
export const psutilPath = () =>
  join(unpacked("psutil", ["python3-psutil"]), "usr", "lib", "python3", "dist-packages");
