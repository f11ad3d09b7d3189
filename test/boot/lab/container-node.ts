import { spawn } from "node:child_process";
import { createWriteStream, readdirSync, readFileSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { LabNode, type NodeInput } from "./node";
import { bridge } from "./places";
import { type RunResult, run, tryRun } from "./run";
import { waitFor } from "./wait";

/** A machine that shares this one's kernel: a `systemd-nspawn` container, with cgroups v1 if available. */
export class ContainerNode extends LabNode {
  protected readonly interfaceName = "host0";

  constructor(
    folder: string,
    private readonly baseRoot: string,
    input: NodeInput,
  ) {
    super(folder, input);
  }

  /** Its root folder on this machine, without volumes. */
  private get root(): string {
    return path.join(this.folder, "root");
  }

  protected get seedFolder(): string {
    return path.join(this.root, "var", "lib", "cloud", "seed", "nocloud");
  }

  protected async makeRoot(): Promise<void> {
    for (const layer of ["upper", "work", "root"])
      await mkdir(path.join(this.folder, layer), { recursive: true });
    // volatile: it need not survive a crash of this machine.
    const options = `lowerdir=${this.baseRoot},upperdir=${this.folder}/upper,workdir=${this.folder}/work,volatile`;
    await run("mount", ["-t", "overlay", "overlay", "-o", options, this.root]);
  }

  protected async removeRoot(): Promise<void> {
    await tryRun("umount", [this.root]);
  }

  async start(): Promise<void> {
    const disks = Object.entries(this.input.disks ?? {}).flatMap(([name, { device }]) => [
      `--bind=${device}:${name}`,
      // Also with the kernel's name, for blkid.
      `--bind=${device}`,
    ]);
    const options = [this.name, this.root, `--network-bridge=${bridge.name}`, ...disks];
    const command = [path.join(__dirname, "start-node.sh"), ...options].map((word) => `'${word}'`).join(" ");
    const log = createWriteStream(path.join(this.folder, "console.log"), { flags: "a" });
    // Its console must be a terminal.
    this.process = spawn("script", ["--quiet", "--return", "--command", command, "/dev/null"], {
      stdio: ["pipe", "pipe", "pipe"],
    });
    this.process.stdout?.pipe(log);
    this.process.stderr?.pipe(log);
    this.startedAt = Date.now();
    await waitFor(
      `${this.name}'s systemd`,
      60,
      async () => this.leader !== undefined && (await this.answers()),
    );
    // Allow it to set kernel parameters. Those shared with this machine are restored at the end of the lab.
    await this.exec("mount", "--options", "remount,bind,rw", "/proc/sys");
    // Containers need cgroups below the machine's own.
    await this.shell(
      "for one in /sys/fs/cgroup/*; do ! mountpoint --quiet $one || mount --options remount,bind,rw $one; done",
    );
  }

  async powerOff(): Promise<void> {
    await this.end("RTMIN+4");
  }

  async kill(): Promise<void> {
    await this.end("KILL");
  }

  /** Turns it into an image for {@link Lab.node}, as an image build does. */
  async bake(): Promise<string> {
    await this.exec("cloud-init", "clean", "--logs", "--seed");
    await this.shell("rm -rf /var/lib/cdktf-mesos/boot; : >/etc/machine-id");
    await this.powerOff();
    await run("umount", [this.root]);
    return `${this.folder}/upper:${this.baseRoot}`;
  }

  async tryExec(...command: string[]): Promise<RunResult> {
    const { leader } = this;
    if (leader === undefined) throw new Error(`${this.name} is not running`);
    const environment = ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "LANG=C.UTF-8"];
    return tryRun("nsenter", ["--target", String(leader), "--all", "env", "-i", ...environment, ...command]);
  }

  /** The process id of its systemd in the lab. */
  private get leader(): number | undefined {
    const { pid } = this.process ?? {};
    return pid === undefined ? undefined : find(pid);
  }

  private async answers(): Promise<boolean> {
    const { status } = await this.tryExec("systemctl", "show", "--property=Version");
    return status === 0;
  }

  private async end(signal: "RTMIN+4" | "KILL"): Promise<void> {
    const { process: running, leader } = this;
    if (running === undefined) return;
    const ended = new Promise((resolve) => running.once("close", resolve));
    if (running.exitCode === null) {
      if (leader === undefined) running.kill("SIGKILL");
      // With `kill`, as Node.js does not support RTMIN+4.
      else await run("kill", ["-s", signal, String(leader)]);
      await ended;
    }
    this.process = undefined;
  }
}

/** The first systemd among the descendants of a process. */
function find(pid: number): number | undefined {
  for (const child of children(pid)) {
    const found = comm(child) === "systemd" ? child : find(child);
    if (found !== undefined) return found;
  }
  return undefined;
}

function children(pid: number): number[] {
  try {
    return readdirSync(`/proc/${pid}/task`).flatMap((task) =>
      readFileSync(`/proc/${pid}/task/${task}/children`, "utf8").split(" ").filter(Boolean).map(Number),
    );
  } catch {
    return [];
  }
}

function comm(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/comm`, "utf8").trim();
  } catch {
    return "";
  }
}
