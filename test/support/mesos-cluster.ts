import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type MarathonInput,
  type MesosAgentInput,
  type MesosMasterInput,
  marathonParts,
  mesosAgentParts,
  mesosMasterParts,
  type ZooKeeperInput,
  zooKeeperParts,
} from "cdktf-mesos/cloud-init";
import { Daemon } from "./daemon";
import { filesBelow, readDocument } from "./read-document";
import { statusOf } from "./status-file";
import { until } from "./until";

/** Whether the real programs are installed, see `test/mesos/run.sh`. */
export const hasRealMesos = process.env.CDKTF_MESOS_REAL === "1";

/** An address of the test file's own loopback network, because files run at the same time. */
export const loopback = (subnet: number, host: number): string =>
  `127.${process.env.JEST_WORKER_ID ?? 1}.${subnet}.${host}`;

export interface MesosClusterProps {
  /** One entry per ZooKeeper, an odd number. @default one */
  readonly zooKeepers?: readonly Partial<ZooKeeperInput>[];
  /** One entry per master. @default one */
  readonly masters?: readonly Partial<MesosMasterInput>[];
  /** @default none */
  readonly agents?: readonly Partial<MesosAgentInput>[];
  /** One entry per Marathon. @default one */
  readonly marathons?: readonly Partial<MarathonInput>[];
  /** Options of Marathon's JVM. */
  readonly marathonJvm?: readonly string[];
}

// biome-ignore lint/suspicious/noExplicitAny: untyped responses of the real programs
export type Answer = any;

export interface Reply {
  readonly status: number;
  readonly body: Answer;
}

/** Sends a request with JSON. A response that is not JSON is returned as text. */
export async function request(url: string, method = "GET", body?: unknown): Promise<Reply> {
  const response = await fetch(url, {
    method,
    headers: {
      Accept: "application/json",
      ...(body === undefined ? {} : { "Content-Type": "application/json" }),
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await response.text();
  try {
    return { status: response.status, body: JSON.parse(text) };
  } catch {
    return { status: response.status, body: text };
  }
}

/**
 * The real ZooKeeper, Mesos and Marathon as processes, with the files of the library's documents. Unlike on a node, they
 * have loopback addresses, and agents run without cgroups and Docker.
 */
export class MesosCluster {
  readonly work = mkdtempSync(join(tmpdir(), "cdktf-mesos-cluster-"));
  readonly zooKeepers: readonly Daemon[];
  readonly masters: readonly Daemon[];
  readonly agents: Daemon[] = [];
  readonly marathons: readonly Daemon[];

  private constructor(props: MesosClusterProps) {
    const { zooKeepers = [{}], masters = [{}], agents = [], marathons = [{}] } = props;
    const servers = zooKeepers.map((_, i) => ({ id: i + 1, address: loopback(0, i + 1) }));
    const zooKeeper = servers.map(({ address }) => `${address}:2181`).join(",");
    this.zooKeepers = zooKeepers.map((input, i) => this.startZooKeeper(input, servers, servers[i]!));
    this.masters = masters.map((input, i) => {
      const address = loopback(1, i + 1);
      const parts = mesosMasterParts({
        address,
        cluster: "test",
        zooKeeper: `zk://${zooKeeper}/mesos`,
        quorum: Math.floor(masters.length / 2) + 1,
        workDir: join(this.work, `master-${i + 1}/data`),
        ...input,
      });
      return Daemon.start(`master-${i + 1}`, this.work, address, [
        "mesos-master",
        ...flagsOf(parts, "/etc/mesos-master"),
      ]);
    });
    for (const input of agents) this.addAgent(input);
    this.marathons = marathons.map((input, i) => {
      const address = loopback(3, i + 1);
      const parts = marathonParts({
        address,
        zooKeeper: `zk://${zooKeeper}/marathon`,
        mesosZooKeeper: `zk://${zooKeeper}/mesos`,
        libprocessPort: 8181,
        ...input,
      });
      return Daemon.start(`marathon-${i + 1}`, this.work, address, marathonCommand(props.marathonJvm), {
        MESOS_NATIVE_JAVA_LIBRARY: "/usr/lib/mesos/libmesos-java.so",
        ...statusOf(fileOf(parts, "/etc/default/marathon")),
      });
    });
  }

  /** Starts the cluster, and waits until Marathon leads and all agents are registered. */
  static async start(props: MesosClusterProps = {}): Promise<MesosCluster> {
    const cluster = new MesosCluster(props);
    try {
      if (cluster.marathons.length > 0)
        await until("marathon leads", 180, async () => (await cluster.leadingMarathon()) !== undefined);
      if (cluster.agents.length > 0) await cluster.registered(cluster.agents.length);
    } catch (error) {
      const logs = cluster.daemons.map((daemon) => `${daemon.log}:\n${daemon.lastLines}`).join("\n");
      await cluster.end();
      throw new Error(`${(error as Error).message}\n${logs}`);
    }
    return cluster;
  }

  private startZooKeeper(
    input: Partial<ZooKeeperInput>,
    servers: ZooKeeperInput["servers"],
    { id, address }: ZooKeeperInput["servers"][number],
  ): Daemon {
    const name = `zookeeper-${id}`;
    const { dataDir = join(this.work, name, "data"), heapMiB = 512 } = input;
    mkdirSync(dataDir, { recursive: true });
    mkdirSync(join(this.work, name), { recursive: true });
    writeFileSync(join(dataDir, "myid"), `${id}\n`);
    const parts = zooKeeperParts({ id, servers, dataDir, heapMiB });
    const folder = "/etc/cdktf-mesos/zookeeper";
    for (const file of ["zoo.cfg", "log4j.properties"]) {
      // All are on one machine, so that each takes clients only at its own address.
      const text = fileOf(parts, `${folder}/${file}`)
        .replace(`=${address}:2888:3888;`, `$&${address}:`)
        .replace(/^clientPort=.*$/m, `$&\nclientPortAddress=${address}`);
      writeFileSync(join(this.work, name, file), text);
    }
    const unit = fileOf(parts, "/etc/systemd/system/zookeeper.service");
    const start = /^ExecStart=(.*)$/m.exec(unit)![1]!;
    const command = start.replaceAll(folder, join(this.work, name)).split(" ");
    return Daemon.start(name, this.work, address, command);
  }

  /** Starts an agent with the flags of a node, except for features that this machine may lack. */
  addAgent(input: Partial<MesosAgentInput>, workDir?: string): Daemon {
    const number = this.agents.length + 1;
    const name = `agent-${number}`;
    const address = loopback(2, number);
    const parts = mesosAgentParts({
      zooKeeper: `zk://${loopback(0, 1)}:2181/mesos`,
      workDir: workDir ?? join(this.work, `${name}/data`),
      resources: { cpus: "64", mem: "64000", disk: "64000", ports: "[31000-31999]" },
      ...input,
      flags: {
        launcher: "posix",
        isolation: "posix/cpu,posix/mem",
        containerizers: "mesos",
        systemd_enable_support: false,
        runtime_dir: join(this.work, `${name}/run`),
        ...input.flags,
      },
    });
    const flags = flagsOf(parts, "/etc/mesos-agent");
    const agent = Daemon.start(name, this.work, address, [
      "mesos-agent",
      ...flags,
      `--ip=${address}`,
      `--hostname=${address}`,
    ]);
    this.agents.push(agent);
    return agent;
  }

  /** Waits until so many agents are registered and active. */
  async registered(count: number, seconds = 120): Promise<void> {
    await until(`${count} agents are registered`, seconds, async () => {
      const { slaves } = await this.master("/slaves");
      return slaves.filter(({ active }: { active: boolean }) => active).length === count;
    });
  }

  /** Sends a request to the leading master. */
  async master(path: string): Promise<Answer> {
    const leader = await this.leadingMaster();
    const { status, body } = await request(`http://${leader.address}:5050${path}`);
    if (status !== 200) throw new Error(`${path} of the master: ${status} ${JSON.stringify(body)}`);
    return body;
  }

  async leadingMaster(): Promise<Daemon> {
    for (const master of this.masters) {
      try {
        const { body } = await request(`http://${master.address}:5050/metrics/snapshot`);
        if (body["master/elected"] === 1) return master;
      } catch {
        // The killed one.
      }
    }
    throw new Error("no master leads");
  }

  /** The leading Marathon, if there is one. */
  async leadingMarathon(): Promise<Daemon | undefined> {
    for (const marathon of this.marathons) {
      try {
        const { status, body } = await request(`http://${marathon.address}:8080/v2/leader`);
        if (status !== 200) continue;
        const leader = this.marathons.find(({ address }) => body.leader === `${address}:8080`);
        const info = await request(`http://${body.leader}/v2/info`);
        // It leads before it has registered.
        if (leader && info.body.frameworkId) return leader;
      } catch {
        // Try the next one.
      }
    }
    return undefined;
  }

  /** URL of the first Marathon. */
  get marathonUrl(): string {
    return `http://${this.marathons[0]!.address}:8080`;
  }

  async marathon(path: string, method = "GET", body?: unknown): Promise<Reply> {
    return request(`${this.marathonUrl}${path}`, method, body);
  }

  /** An app of Marathon with its tasks. */
  async app(id: string): Promise<Answer> {
    const { body } = await this.marathon(
      `/v2/apps${id}?embed=apps.tasks&embed=apps.readiness&embed=apps.deployments`,
    );
    return body.app;
  }

  /** Ids of an app's running tasks. */
  async running(id: string): Promise<string[]> {
    const tasks: Answer[] = (await this.app(id))?.tasks ?? [];
    return tasks
      .filter(({ state }) => state === "TASK_RUNNING")
      .map((task) => task.id)
      .sort();
  }

  /** Deploys an app, and waits until its deployment has finished. */
  async deploy(app: object & { readonly id: string }, seconds = 90): Promise<void> {
    const { status, body } = await this.marathon(
      `/v2/apps${app.id}?force=true&partialUpdate=false`,
      "PUT",
      app,
    );
    if (status >= 300) throw new Error(`${app.id}: ${status} ${JSON.stringify(body)}`);
    await this.settled(seconds);
  }

  /** Waits until Marathon has no deployment. */
  async settled(seconds = 90): Promise<void> {
    await until(
      "marathon has no deployment",
      seconds,
      async () => (await this.marathon("/v2/deployments")).body.length === 0,
    );
  }

  private get daemons(): readonly Daemon[] {
    return [...this.zooKeepers, ...this.masters, ...this.agents, ...this.marathons].filter(Boolean);
  }

  async end(): Promise<void> {
    await Promise.all(this.daemons.map((daemon) => daemon.end()));
    rmSync(this.work, { recursive: true, force: true });
  }
}

type Parts = Parameters<typeof filesBelow>[0];

function fileOf(parts: Parts, path: string): string {
  const file = readDocument(parts).write_files.find((one) => one.path === path);
  if (!file) throw new Error(`the document has no ${path}`);
  return file.content;
}

/** The flags that `mesos-init-wrapper` reads from a folder: one per file, and a list for each subfolder. */
function flagsOf(parts: Parts, folder: string): string[] {
  const files = Object.entries(filesBelow(parts, folder));
  const listed = (name: string) =>
    files
      .filter(([file]) => file.startsWith(`${name}/`))
      .map(([file, value]) => `${file.slice(name.length + 1)}:${value}`);
  return [
    ...files.filter(([file]) => !file.includes("/")).map(([name, value]) => `--${name}=${value}`),
    ...["attributes", "resources"].flatMap((name) => {
      const entries = listed(name);
      return entries.length > 0 ? [`--${name}=${entries.join(";")}`] : [];
    }),
  ];
}

/** Marathon's command as in its package, adapted to a newer Java. */
function marathonCommand(jvm: readonly string[] = []): string[] {
  const packages = ["lang", "util", "io", "net", "nio", "lang.reflect", "util.concurrent"].map(
    (name) => `java.base/java.${name}=ALL-UNNAMED`,
  );
  const opened = [
    ...packages,
    "java.base/sun.nio.ch=ALL-UNNAMED",
    "java.base/sun.net.www.protocol.http=ALL-UNNAMED",
  ];
  return [
    "java",
    "-Xmx768m",
    "-XX:TieredStopAtLevel=1",
    ...jvm,
    ...opened.flatMap((one) => ["--add-opens", one]),
    "-cp",
    "/opt/marathon/lib/*",
    "mesosphere.marathon.Main",
  ];
}
