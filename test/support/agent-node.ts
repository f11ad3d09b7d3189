import { chmodSync, cpSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type MesosAgentInput, mesosAgentParts } from "cdktf-mesos/cloud-init";
import { Daemon } from "./daemon";
import { type Answer, loopback, type MesosCluster } from "./mesos-cluster";
import { readDocument } from "./read-document";
import { until } from "./until";

/** Whether cgroups are available for agents, see `test/mesos/run.sh`. */
export const hasGroups = process.env.GROUPS_V1 === "4";

const project = join(__dirname, "..", "..");
const folders = ["mesos-agent", "cdktf-mesos"];

// What systemd does before each start of an agent, with the node's files mounted in their usual places.
const start = `set -euo pipefail
if ! mountpoint --quiet /etc/mesos-agent; then
  mount -t overlay overlay -o "lowerdir=$NODE/places:/etc" /etc
  for folder in ${folders.join(" ")}; do mount --bind "$NODE/etc/$folder" "/etc/$folder"; done
  mount --bind "$NODE/sbin" /usr/local/sbin
fi
cdktf-mesos-agent-identity
exec bash "$NODE/sbin/mesos-init-wrapper" agent`;

/**
 * An agent that is started as on a node: with the files of a document, `agent-identity` before each start, and the
 * package's wrapper, which reads flags from files. It uses cgroups v1.
 */
export class AgentNode {
  readonly daemon: Daemon;
  readonly address: string;
  readonly workDir: string;
  private readonly folder: string;

  constructor(
    private readonly cluster: MesosCluster,
    input: Partial<MesosAgentInput> = {},
    workDir?: string,
  ) {
    const number = cluster.agents.length + 1;
    const name = `agent-${number}`;
    this.address = loopback(2, number);
    this.folder = join(cluster.work, `${name}-node`);
    this.workDir = workDir ?? join(this.folder, "data");
    for (const folder of folders) mkdirSync(join(this.folder, "places", folder), { recursive: true });
    const sbin = join(this.folder, "sbin");
    mkdirSync(sbin);
    cpSync(join(project, "test/boot/stand-ins/mesos/mesos-init-wrapper"), join(sbin, "mesos-init-wrapper"));
    cpSync(join(project, "cloud-init/scripts/agent-identity.sh"), join(sbin, "cdktf-mesos-agent-identity"));
    // All nodes share the loopback interface.
    writeFileSync(join(sbin, "cdktf-mesos-address"), `#!/bin/sh\necho ${this.address}\n`);
    for (const file of readdirSync(sbin)) chmodSync(join(sbin, file), 0o755);
    this.write(input);
    this.daemon = Daemon.start(name, cluster.work, this.address, ["bash", "-c", start], {
      NODE: this.folder,
      PATH: `/usr/local/sbin:${process.env.PATH}`,
    });
    cluster.agents.push(this.daemon);
  }

  /** Writes the files of another document, which take effect at the next start. */
  write(input: Partial<MesosAgentInput>): void {
    const parts = mesosAgentParts({
      zooKeeper: `zk://${loopback(0, 1)}:2181/mesos`,
      workDir: this.workDir,
      resources: { cpus: "4", mem: "4000", disk: "4000", ports: "[31000-31999]" },
      ...input,
      flags: {
        containerizers: "mesos",
        systemd_enable_support: false,
        runtime_dir: join(this.folder, "run"),
        ...input.flags,
      },
    });
    for (const folder of folders) {
      // Keep the folder itself, which is a mount point.
      const own = join(this.folder, "etc", folder);
      mkdirSync(own, { recursive: true });
      for (const file of readdirSync(own)) rmSync(join(own, file), { recursive: true });
    }
    for (const { path, content } of readDocument(parts).write_files) {
      if (!folders.some((folder) => path.startsWith(`/etc/${folder}/`))) continue;
      mkdirSync(dirname(join(this.folder, path)), { recursive: true });
      writeFileSync(join(this.folder, path), content);
    }
  }

  async restart(signal: NodeJS.Signals, between: () => void | Promise<void>): Promise<void> {
    await this.stop(signal);
    await between();
    this.daemon.resume();
  }

  private async stop(signal: NodeJS.Signals): Promise<void> {
    this.daemon.kill({ signal, stay: true });
    await until("the agent has ended", 20, () => !this.daemon.runs);
  }

  /** Kills it and all its descendants, as a power failure does. */
  async losePower(): Promise<void> {
    await this.stop("SIGKILL");
    this.daemon.killOrphans();
  }

  /** Simulates a reboot: no processes, and another boot id. */
  async reboot(input?: Partial<MesosAgentInput>): Promise<void> {
    await this.restart("SIGKILL", async () => {
      this.daemon.killOrphans();
      if (input) this.write(input);
      rmSync(join(this.folder, "run"), { recursive: true, force: true });
      writeFileSync(join(this.workDir, "meta/boot_id"), "11111111-2222-4333-8444-555555555555");
    });
  }

  /** Waits until it has registered after `since`; returns the seconds that this took. */
  async registered(since = 0, seconds = 60): Promise<number> {
    return until(`${this.address} is registered`, seconds, async () => {
      const { registered_time = 0, reregistered_time = 0 } = (await this.registration()) ?? {};
      if (Math.max(registered_time, reregistered_time) * 1000 > since) return true;
      throw new Error(this.daemon.lastLines);
    });
  }

  /** The master's entry for it; undefined if it is not registered. */
  async registration(): Promise<Answer> {
    const { slaves } = await this.cluster.master("/slaves");
    return slaves.find(({ hostname, active }: Answer) => hostname === this.address && active);
  }
}
