import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { createWriteStream, existsSync, readFileSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { keyFile } from "./key";
import { LabNode, type NodeInput } from "./node";
import { bridge, cache } from "./places";
import { type RunResult, run, tryRun } from "./run";
import { waitFor } from "./wait";

const recipe = path.join(__dirname, "..", "kernel-root.sh");

/** The folder with the kernel and its layer over a cloud's root. */
function place(): string {
  const hash = createHash("sha256").update(readFileSync(recipe)).digest("hex");
  return path.join(cache, `kernel-${hash.slice(0, 16)}`);
}

/** Creates the kernel and the layer if missing. */
export async function makeKernel(baseRoot: string, mirrorUrl: string): Promise<void> {
  if (existsSync(path.join(place(), "made"))) return;
  await rm(place(), { recursive: true, force: true });
  await run(recipe, [baseRoot, mirrorUrl, place()]);
  await writeFile(path.join(place(), "made"), "");
}

/** An image for {@link Lab.node}, from which a disk of a {@link KernelNode} can be created. */
export const kernelImage = (baseRoot: string): string => `${path.join(place(), "layer")}:${baseRoot}`;

/** Creates a disk from an image's layers: a file that many machines can share. */
export async function diskOf(layers: string, file: string): Promise<string> {
  const root = `${file}.root`;
  await mkdir(root, { recursive: true });
  await run("mount", ["-t", "overlay", "overlay", "-o", `ro,lowerdir=${layers}`, root]);
  await rm(file, { force: true });
  await run("truncate", ["--size", "8G", file]);
  await run("mke2fs", ["-q", "-t", "ext4", "-E", "lazy_itable_init=1", "-d", root, file]);
  await run("umount", [root]);
  return file;
}

/**
 * A machine with its own kernel: Debian's user-mode Linux, with cgroups v2 and all controllers, as in a cloud's image. It
 * computes at native speed, but starts processes much slower.
 */
export class KernelNode extends LabNode {
  protected readonly interfaceName = "vec0";

  constructor(
    folder: string,
    /** See {@link diskOf}. */
    private readonly image: string,
    input: NodeInput,
    /** In MiB. */
    private readonly memory: number,
  ) {
    super(folder, input);
  }

  protected get seedFolder(): string {
    return path.join(this.folder, "seed");
  }

  /** A copy-on-write file over the shared disk. */
  private get disk(): string {
    return path.join(this.folder, "root.cow");
  }

  /** A shared connection. Short, as a socket's path is limited to 108 characters. */
  private get controlSocket(): string {
    return path.join(tmpdir(), `cdktf-lab-${this.name}`);
  }

  private get tap(): string {
    return `vb-${this.name}`;
  }

  protected async makeRoot(): Promise<void> {
    await mkdir(path.join(this.folder, "uml"), { recursive: true });
  }

  protected async removeRoot(): Promise<void> {
    await rm(this.disk, { force: true });
    await tryRun("ip", ["link", "delete", this.tap]);
  }

  async start(): Promise<void> {
    await tryRun("ip", ["tuntap", "add", this.tap, "mode", "tap"]);
    await run("ip", ["link", "set", this.tap, "master", bridge.name, "up"]);
    const volumes = Object.values(this.input.disks ?? {}).map(({ device }, i) => `ubd${i + 1}=${device}`);
    const options = [
      `mem=${this.memory}M`,
      `ubd0=${this.disk},${this.image}`,
      ...volumes,
      "root=/dev/ubda",
      "rw",
      `hostfs=${this.seedFolder}`,
      `vec0:transport=tap,ifname=${this.tap},depth=128,gro=1,mac=${this.mac}`,
      `uml_dir=${path.join(this.folder, "uml")}`,
      `umid=${this.name}`,
      "con=null",
      "con0=null,fd:1",
      "systemd.unified_cgroup_hierarchy=1",
    ];
    // Its memory is a file that must be executable.
    const env = { ...process.env, TMPDIR: "/dev/shm" };
    // A separate process group, as each process of the machine is one here.
    this.process = spawn(path.join(place(), "linux"), options, {
      stdio: ["ignore", "pipe", "pipe"],
      detached: true,
      env,
    });
    const log = createWriteStream(path.join(this.folder, "console.log"), { flags: "a" });
    this.process.stdout?.pipe(log);
    this.process.stderr?.pipe(log);
    this.startedAt = Date.now();
    await waitFor(`${this.name}'s ssh`, 300, async () => (await this.tryExec("true")).status === 0);
  }

  async powerOff(): Promise<void> {
    if (this.process === undefined) return;
    const ended = this.ended();
    await this.tryExec("systemctl", "--no-block", "poweroff");
    await ended;
    await rm(this.controlSocket, { force: true });
    this.process = undefined;
  }

  async kill(): Promise<void> {
    const { pid } = this.process ?? {};
    if (pid === undefined) return;
    const ended = this.ended();
    try {
      process.kill(-pid, "SIGKILL");
    } catch {
      // Already ended.
    }
    await ended;
    await rm(this.controlSocket, { force: true });
    this.process = undefined;
  }

  async tryExec(...command: string[]): Promise<RunResult> {
    const options = {
      ControlMaster: "auto",
      ControlPath: this.controlSocket,
      ControlPersist: "120",
      IdentitiesOnly: "yes",
      BatchMode: "yes",
      LogLevel: "ERROR",
      ConnectTimeout: "10",
      StrictHostKeyChecking: "no",
      UserKnownHostsFile: "/dev/null",
    };
    const settings = Object.entries(options).flatMap(([name, value]) => ["-o", `${name}=${value}`]);
    const quoted = ["sudo", "--non-interactive", ...command].map(
      (word) => `'${word.replaceAll("'", "'\\''")}'`,
    );
    return tryRun("ssh", ["-i", keyFile, ...settings, `admin@${this.address}`, quoted.join(" ")]);
  }

  private get mac(): string {
    const parts = this.address.split(".").map((part) => Number(part).toString(16).padStart(2, "0"));
    return ["02:00", ...parts].join(":");
  }

  private ended(): Promise<unknown> {
    const running = this.process!;
    if (running.exitCode !== null || running.signalCode !== null) return Promise.resolve();
    return new Promise((resolve) => running.once("close", resolve));
  }
}
