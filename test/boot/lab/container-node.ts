import { spawn } from "node:child_process";
import { createWriteStream, readdirSync, readFileSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { LabNode, type NodeInput } from "./node";
import { bridge } from "./places";
import { type RunResult, run, tryRun } from "./run";
import { waitFor } from "./wait";

/** A machine that shares this one's kernel: a `systemd-nspawn` container, with cgroups v1 wherever this machine has them. */
export class ContainerNode extends LabNode {
  protected readonly interfaceName = "host0";

  constructor(
    folder: string,
    private readonly baseRoot: string,
    input: NodeInput,
  ) {
    super(folder, input);
  }

  /** Its files, as this machine sees them; volumes are not among them. */
  private get root(): string {
    return path.join(this.folder, "root");
  }

  protected get seedFolder(): string {
    return path.join(this.root, "var", "lib", "cloud", "seed", "nocloud");
  }

  protected async makeRoot(): Promise<void> {
    for (const layer of ["upper", "work", "root"])
      await mkdir(path.join(this.folder, layer), { recursive: true });
    // volatile: nothing of it has to survive this machine's own end.
    const options = `lowerdir=${this.baseRoot},upperdir=${this.folder}/upper,workdir=${this.folder}/work,volatile`;
    await run("mount", ["-t", "overlay", "overlay", "-o", options, this.root]);
  }

  protected async removeRoot(): Promise<void> {
    await tryRun("umount", [this.root]);
  }

  async start(): Promise<void> {
    const disks = Object.entries(this.input.disks ?? {}).flatMap(([name, { device }]) => [
      `--bind=${device}:${name}`,
      // Under the kernel's own name too, by which blkid finds it.
      `--bind=${device}`,
    ]);
    const options = [this.name, this.root, `--network-bridge=${bridge.name}`, ...disks];
    const command = [path.join(__dirname, "start-node.sh"), ...options].map((word) => `'${word}'`).join(" ");
    const log = createWriteStream(path.join(this.folder, "console.log"), { flags: "a" });
    // Its console has to be a terminal.
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
    // A machine sets its kernel's parameters. Those that are this machine's too are put back when the lab ends.
    await this.exec("mount", "--options", "remount,bind,rw", "/proc/sys");
    // Containers are control groups below the machine's own, which is what it sees here.
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

  /** Makes an image of it, as an image build does, and ends it; gives what {@link Lab.node} takes. */
  async bake(): Promise<string> {
    await this.exec("cloud-init", "clean", "--logs", "--seed");
    await this.shell("rm -rf /var/lib/cdktf-mesos/boot; : >/etc/machine-id");
    await this.powerOff();
    await run("umount", [this.root]);
    return `${this.folder}/upper:${this.baseRoot}`;
  }

  async tryExec(...command: string[]): Promise<RunResult> {
    const { leader } = this;
    if (leader === undefined) throw new Error(`${this.name} does not run`);
    const environment = ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "LANG=C.UTF-8"];
    return tryRun("nsenter", ["--target", String(leader), "--all", "env", "-i", ...environment, ...command]);
  }

  /** The id of its systemd among the processes of the lab. */
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
      // By the command: Node.js does not know RTMIN+4.
      else await run("kill", ["-s", signal, String(leader)]);
      await ended;
    }
    this.process = undefined;
  }
}

/** The first systemd below a process. */
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
