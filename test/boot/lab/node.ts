import type { ChildProcess } from "node:child_process";
import { mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { gzipSync } from "node:zlib";
import type { LabDisk } from "./disk";
import { publicKey } from "./key";
import { bridge } from "./places";
import type { RunResult } from "./run";
import { waitFor } from "./wait";

export interface NodeInput {
  /** At most eleven characters, as part of an interface's name. */
  readonly name: string;
  readonly address: string;
  /** The cloud-init document. */
  readonly userData: string;
  /** Volumes by their device names. @default none */
  readonly disks?: Readonly<Record<string, LabDisk>>;
  /** The zone in its metadata. */
  readonly zone: string;
}

/** A machine that boots systemd and cloud-init, connected to the bridge only. */
export abstract class LabNode {
  protected process?: ChildProcess;
  /** When it was last started. */
  protected startedAt = 0;
  private instance = 1;

  constructor(
    protected readonly folder: string,
    readonly input: NodeInput,
  ) {}

  get name(): string {
    return this.input.name;
  }

  get address(): string {
    return this.input.address;
  }

  /** Seconds since it was started. */
  get uptime(): number {
    return (Date.now() - this.startedAt) / 1000;
  }

  /** Creates a new machine, and boots it. */
  async create(): Promise<void> {
    await this.remove();
    await mkdir(this.folder, { recursive: true });
    await this.makeRoot();
    await this.seed();
    await this.start();
  }

  /** Starts it, for the first time or after {@link powerOff} or {@link kill}. */
  abstract start(): Promise<void>;

  /** Shuts it down as with the power button. */
  abstract powerOff(): Promise<void>;

  /** Kills it as by a power failure. */
  abstract kill(): Promise<void>;

  async reboot(): Promise<void> {
    await this.powerOff();
    await this.start();
  }

  /** Deletes it except for its volumes; a later machine may have the same name and address. */
  async remove(): Promise<void> {
    await this.kill();
    await this.removeRoot();
    await rm(this.folder, { recursive: true, force: true });
    this.instance += 1;
  }

  /** Runs a command on the node; returns its output. */
  async exec(...command: string[]): Promise<string> {
    const { status, stdout, stderr } = await this.tryExec(...command);
    if (status !== 0)
      throw new Error(`${this.name}: ${command.join(" ")} ended with ${status}: ${stderr || stdout}`);
    return stdout;
  }

  /** Runs a command as root. */
  abstract tryExec(...command: string[]): Promise<RunResult>;

  /** Runs a shell program on the node; returns its output. */
  async shell(program: string): Promise<string> {
    return this.exec("bash", "--norc", "-euo", "pipefail", "-c", program);
  }

  /** Waits until all its services respond; returns the seconds since its start. */
  async ready(seconds: number): Promise<number> {
    await waitFor(`${this.name} ready`, seconds, async () => {
      const { stdout } = await this.tryExec("systemctl", "is-active", "cdktf-mesos-ready.target");
      if (stdout.trim() === "active") return true;
      const status = await this.tryExec("cat", "/var/lib/cdktf-mesos/boot/status");
      throw new Error(status.stdout.replaceAll("\n", " ") || status.stderr);
    });
    return this.uptime;
  }

  /** Waits until a service runs; returns the seconds since its start. An agent without masters is never ready. */
  async runs(service: string, seconds: number): Promise<number> {
    await waitFor(`${service} on ${this.name}`, seconds, async () => {
      const { stdout } = await this.tryExec("systemctl", "is-active", service);
      return stdout.trim() === "active";
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

  protected abstract makeRoot(): Promise<void>;
  protected abstract removeRoot(): Promise<void>;

  /** The seed folder of cloud-init's NoCloud data source. */
  protected abstract get seedFolder(): string;
  /** The name of its interface on the bridge. */
  protected abstract readonly interfaceName: string;

  private async seed(): Promise<void> {
    const seed = this.seedFolder;
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
      ethernets: { [this.interfaceName]: { addresses: [`${address}/${bridge.prefix}`] } },
    };
    await writeFile(path.join(seed, "meta-data"), JSON.stringify(metaData));
    await writeFile(path.join(seed, "network-config"), JSON.stringify(network));
    // Compressed, as on an instance.
    await writeFile(path.join(seed, "user-data"), gzipSync(userData));
  }
}
