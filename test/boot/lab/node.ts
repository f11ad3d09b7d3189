import { type ChildProcess, spawn } from "node:child_process";
import { createWriteStream, readdirSync, readFileSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { gzipSync } from "node:zlib";
import type { LabDisk } from "./disk";
import { publicKey } from "./key";
import { bridge } from "./places";
import { type RunResult, run, tryRun } from "./run";
import { waitFor } from "./wait";

export interface NodeInput {
  /** At most eleven characters: it is part of an interface's name. */
  readonly name: string;
  readonly address: string;
  /** The cloud-init document, as Terraform would hand it over. */
  readonly userData: string;
  /** Volumes by the name that the cloud gives them. @default none */
  readonly disks?: Readonly<Record<string, LabDisk>>;
  /** The place it is told to be in. */
  readonly zone: string;
}

/** A machine that boots its own systemd and cloud-init, on the bridge and nothing else. */
export class LabNode {
  private process?: ChildProcess;
  /** When it was last started. */
  private startedAt = 0;
  private instance = 1;

  constructor(
    private readonly folder: string,
    private readonly baseRoot: string,
    readonly input: NodeInput,
  ) {}

  get name(): string {
    return this.input.name;
  }

  get address(): string {
    return this.input.address;
  }

  /** Its files, as this machine sees them; volumes are not among them. */
  get root(): string {
    return path.join(this.folder, "root");
  }

  /** Seconds since it was started. */
  get uptime(): number {
    return (Date.now() - this.startedAt) / 1000;
  }

  /** Makes a machine that was never booted, and boots it. */
  async create(): Promise<void> {
    await this.remove();
    for (const layer of ["upper", "work", "root"])
      await mkdir(path.join(this.folder, layer), { recursive: true });
    // volatile: nothing of it has to survive this machine's own end.
    const options = `lowerdir=${this.baseRoot},upperdir=${this.folder}/upper,workdir=${this.folder}/work,volatile`;
    await run("mount", ["-t", "overlay", "overlay", "-o", options, this.root]);
    await this.seed();
    await this.start();
  }

  /** Starts it: for the first time, or again after {@link powerOff} or {@link kill}. */
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

  /** Ends it as a power button does. */
  async powerOff(): Promise<void> {
    await this.end("SIGRTMIN+4");
  }

  /** Ends it as a broken power supply does. */
  async kill(): Promise<void> {
    await this.end("SIGKILL");
  }

  async reboot(): Promise<void> {
    await this.powerOff();
    await this.start();
  }

  /** Ends it and forgets all but its volumes: what comes next has this name and address, and is another machine. */
  async remove(): Promise<void> {
    await this.kill();
    await tryRun("umount", [this.root]);
    await rm(this.folder, { recursive: true, force: true });
    this.instance += 1;
  }

  /** Makes an image of it, as an image build does, and ends it; gives what {@link Lab.node} takes. */
  async bake(): Promise<string> {
    await this.exec("cloud-init", "clean", "--logs", "--seed");
    await this.shell("rm -rf /var/lib/cdktf-mesos/boot; : >/etc/machine-id");
    await this.powerOff();
    await run("umount", [this.root]);
    return `${this.folder}/upper:${this.baseRoot}`;
  }

  /** What a command prints on the node. */
  async exec(...command: string[]): Promise<string> {
    const { status, stdout, stderr } = await this.tryExec(...command);
    if (status !== 0)
      throw new Error(`${this.name}: ${command.join(" ")} ended with ${status}: ${stderr || stdout}`);
    return stdout;
  }

  async tryExec(...command: string[]): Promise<RunResult> {
    const { leader } = this;
    if (leader === undefined) throw new Error(`${this.name} does not run`);
    const environment = ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "LANG=C.UTF-8"];
    return tryRun("nsenter", ["--target", String(leader), "--all", "env", "-i", ...environment, ...command]);
  }

  /** What a shell program prints on the node. */
  async shell(program: string): Promise<string> {
    return this.exec("bash", "--norc", "-euo", "pipefail", "-c", program);
  }

  /** Waits until all its services answer; the seconds since its start. */
  async ready(seconds: number): Promise<number> {
    await waitFor(`${this.name} ready`, seconds, async () => {
      const { stdout } = await this.tryExec("systemctl", "is-active", "cdktf-mesos-ready.target");
      if (stdout.trim() === "active") return true;
      const status = await this.tryExec("cat", "/var/lib/cdktf-mesos/boot/status");
      throw new Error(status.stdout.replaceAll("\n", " "));
    });
    return this.uptime;
  }

  /** Waits until cloud-init has ended. */
  async booted(seconds: number): Promise<void> {
    await waitFor(`${this.name}'s cloud-init`, seconds, async () => {
      const { stdout } = await this.tryExec("cloud-init", "status");
      return /status: (done|error)/.test(stdout);
    });
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

  private async end(signal: string): Promise<void> {
    const { process: running, leader } = this;
    if (running === undefined) return;
    const ended = new Promise((resolve) => running.once("close", resolve));
    if (running.exitCode === null) {
      if (leader === undefined) running.kill("SIGKILL");
      // By its number: Node.js does not know this signal's name.
      else await run("kill", ["-s", signal === "SIGRTMIN+4" ? "RTMIN+4" : "KILL", String(leader)]);
      await ended;
    }
    this.process = undefined;
  }

  private async seed(): Promise<void> {
    const seed = path.join(this.root, "var", "lib", "cloud", "seed", "nocloud");
    await mkdir(seed, { recursive: true });
    const { name, address, zone, userData } = this.input;
    const metaData = {
      "instance-id": `i-${name}-${this.instance}`,
      "local-hostname": `ip-${address.replaceAll(".", "-")}`,
      "availability-zone": zone,
      "public-keys": [publicKey()],
    };
    const network = {
      version: 2,
      ethernets: { host0: { addresses: [`${address}/${bridge.prefix}`] } },
    };
    await writeFile(path.join(seed, "meta-data"), JSON.stringify(metaData));
    await writeFile(path.join(seed, "network-config"), JSON.stringify(network));
    // Compressed, as the instance gets it.
    await writeFile(path.join(seed, "user-data"), gzipSync(userData));
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
