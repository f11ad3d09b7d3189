import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { cache, registryAddress } from "./places";
import { run } from "./run";
import { waitFor } from "./wait";

const folder = path.join(cache, "registry");
const program = path.join(folder, "usr", "bin", "docker-registry");

/** Unpacks Debian's package, which would start a service if installed. */
export async function unpackRegistry(mirrorFolder: string): Promise<void> {
  const pool = path.join(mirrorFolder, "debian", "pool", "main", "d", "docker-registry");
  const archive = readdirSync(pool).find((name) => /^docker-registry_.*_amd64\.deb$/.test(name));
  if (archive === undefined) throw new Error(`no docker-registry in ${pool}`);
  await run("dpkg-deb", ["--extract", path.join(pool, archive), folder]);
}

/** Debian's docker-registry on the bridge, as a closed network's mirror of Docker Hub. */
export class Registry {
  private constructor(
    private readonly process: ChildProcess,
    private readonly address: string,
  ) {}

  /** @param address its host and port */
  static async open(address = registryAddress): Promise<Registry> {
    const data = path.join(folder, "data");
    rmSync(data, { recursive: true, force: true });
    mkdirSync(data, { recursive: true });
    const config = {
      version: "0.1",
      log: { level: "warn" },
      storage: { filesystem: { rootdirectory: data } },
      http: { addr: address },
    };
    // JSON is YAML too.
    writeFileSync(path.join(folder, "config.yml"), JSON.stringify(config));
    const registry = new Registry(
      spawn(program, ["serve", path.join(folder, "config.yml")], { stdio: "ignore" }),
      address,
    );
    await waitFor("the registry", 30, async () => (await fetch(`http://${address}/v2/`)).ok);
    return registry;
  }

  /** Stores an image from an archive of `docker save`. */
  async take(archive: string, image: string): Promise<void> {
    const tls = ["--insecure-policy", "--dest-tls-verify=false"];
    const from = `docker-archive:${archive}`;
    await run("skopeo", ["copy", "--quiet", ...tls, from, `docker://${this.address}/${image}`]);
  }

  async close(): Promise<void> {
    const ended = new Promise((resolve) => this.process.once("close", resolve));
    this.process.kill("SIGTERM");
    await ended;
  }
}
