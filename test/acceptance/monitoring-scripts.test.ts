import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer as createHttpServer, type Server } from "node:http";
import { type AddressInfo, createServer as createTcpServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { psutilPath } from "../support/debian-tools";
import { canSandbox, onNode } from "../support/node-sandbox";

// The first test may have to fetch psutil.
jest.setTimeout(300_000);

const program = (name: string) => join(__dirname, "..", "..", "cloud-init", "programs", name);

let work: string;
const children = new Set<ChildProcess>();
const servers = new Set<{ close(): unknown }>();

beforeEach(() => {
  work = mkdtempSync(join(tmpdir(), "cdktf-mesos-monitoring-"));
});
afterEach(() => {
  for (const child of children) child.kill("SIGKILL");
  for (const server of servers) server.close();
  children.clear();
  servers.clear();
  rmSync(work, { recursive: true, force: true });
});

function run(command: string, args: readonly string[], env: Record<string, string> = {}) {
  const child = spawn(command, args, { env: { ...process.env, ...env } });
  children.add(child);
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk) => {
      output += chunk;
    });
  }
  return new Promise<{ code: number | null; output: string }>((resolve) =>
    child.on("close", (code) => resolve({ code, output })),
  );
}

/** Answers by path, as JSON; what it has none for is 404. */
async function http(answers: (method: string, path: string, body: string) => unknown): Promise<string> {
  const server: Server = createHttpServer((request, response) => {
    let body = "";
    request.on("data", (chunk) => {
      body += chunk;
    });
    request.on("end", () => {
      const answer = answers(request.method!, request.url!, body);
      response.writeHead(answer === undefined ? 404 : 200).end(JSON.stringify(answer ?? {}));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  servers.add(server);
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A server of ZooKeeper, as far as `mntr` goes. */
async function zooKeeper(answer: string): Promise<string> {
  const server = createTcpServer((socket) => socket.on("data", () => socket.end(answer)));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  servers.add(server);
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

interface Measurement extends Record<string, unknown> {
  readonly dataset: string;
  readonly node: string;
}

/** rsyslog's end: prints what comes to the socket. */
const listener = `
import socket, sys
end = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
end.bind(sys.argv[1])
open(sys.argv[1] + ".ready", "w").close()
while True:
    print(end.recv(65536).decode(), flush=True)
`;

async function measure(env: Record<string, string>): Promise<Measurement[]> {
  const socket = join(work, "metrics");
  const child = spawn("python3", ["-c", listener, socket]);
  children.add(child);
  let text = "";
  child.stdout.on("data", (chunk) => {
    text += chunk;
  });
  while (!existsSync(`${socket}.ready`)) await new Promise((resolve) => setTimeout(resolve, 20));
  const about = { PYTHONPATH: psutilPath(), SOCKET: socket, ROLE: "master", NODE: "masters-1" };
  const result = await run("python3", [program("collect.py"), "--once"], { ...about, ...env });
  expect(result).toEqual({ code: 0, output: "" });
  await new Promise((resolve) => setTimeout(resolve, 200));
  return text
    .trim()
    .split("\n")
    .map((line) => {
      expect(line.startsWith("<14>cdktf-mesos-collect: {")).toBe(true);
      return JSON.parse(line.slice("<14>cdktf-mesos-collect: ".length)) as Measurement;
    });
}
const of = (found: readonly Measurement[], dataset: string) =>
  found.filter((one) => one.dataset === dataset).map((one) => one[dataset]);

// Answers as Mesos 1.11, Marathon 1.11 and ZooKeeper 3.8 document them; nothing of theirs runs here.
const agent = (cpus: number, used: number, reserved = {}, active = true) => ({
  active,
  resources: { cpus, mem: 1024 * cpus },
  used_resources: { cpus: used, mem: 1024 * used },
  reserved_resources: reserved,
  unreserved_resources: Object.keys(reserved).length > 0 ? { cpus: 0, mem: 0 } : { cpus, mem: 1024 * cpus },
});
const state = {
  slaves: [
    agent(8, 2),
    agent(4, 4),
    agent(10, 9, { jenkins: { cpus: 10, mem: 10240 } }),
    // Lost: what it has does not count.
    agent(100, 0, {}, false),
  ],
  frameworks: [
    { name: "marathon", active: true },
    { name: "jenkins", active: false },
  ],
};
const snapshot = {
  "master/elected": 1,
  "master/slaves_unreachable": 2,
  "master/cpus_percent": 0.68,
  other: 1,
};

describe("what a node measures", () => {
  test("of itself is numbers, for every file system once", async () => {
    const found = await measure({});
    expect(found[0]).toMatchObject({ node: "masters-1", role: "master", host: expect.any(String) });
    const [system] = of(found, "system") as Record<string, number>[];
    expect(system!.memory_percent).toBeGreaterThan(0);
    const mounts = (of(found, "filesystem") as { mount: string; used_percent: number }[]).map(
      ({ mount }) => mount,
    );
    expect(mounts[0]).toBe("/");
    expect(new Set(mounts).size).toBe(mounts.length);
    // A whole number that comes first would make whole numbers of all that follow.
    expect(readFileSync(program("collect.py"), "utf8")).toContain("return float(value)");
  });

  test("of itself is all but the file system that does not answer", async () => {
    // Python reads this before the program; the second of its mounts is a disk that has gone.
    writeFileSync(
      join(work, "sitecustomize.py"),
      `import os, types, psutil
psutil.disk_partitions = lambda: [types.SimpleNamespace(mountpoint=at) for at in ("/gone", "/proc")]
stat = os.stat
def fails(path, *args, **more):
    if path == "/gone":
        raise OSError(5, "Input/output error")
    return stat(path, *args, **more)
os.stat = fails
`,
    );
    const found = await measure({ PYTHONPATH: `${work}:${psutilPath()}`, ZOOKEEPER: "127.0.0.1:1" });
    expect(of(found, "filesystem")).toEqual([
      expect.objectContaining({ mount: "/", used_percent: expect.any(Number) }),
      { mount: "/gone", up: 0, error: "[Errno 5] Input/output error" },
      expect.objectContaining({ mount: "/proc" }),
    ]);
    expect(of(found, "zookeeper")).toHaveLength(1);
  });

  test("of a leading master is what each role has left, and which frameworks there are", async () => {
    const mesos = await http((_, path) =>
      path === "/metrics/snapshot" ? snapshot : path === "/state-summary" ? state : undefined,
    );
    const found = await measure({ MESOS: `http://${mesos}` });
    expect(of(found, "mesos_master")).toEqual([
      { up: 1, elected: 1, cpus_percent: 0.68, slaves_unreachable: 2 },
    ]);
    expect(of(found, "mesos_role")).toEqual([
      {
        name: "*",
        cpus_total: 12,
        cpus_free: 6,
        cpus_used_percent: 50,
        cpus_largest_free: 6,
        mem_total: 12288,
        mem_free: 6144,
        mem_used_percent: 50,
        mem_largest_free: 6144,
      },
      // It can have what belongs to no cluster as well.
      expect.objectContaining({ name: "jenkins", cpus_total: 22, cpus_free: 7, cpus_largest_free: 6 }),
    ]);
    expect(of(found, "mesos_framework")).toEqual([
      { name: "marathon", active: 1 },
      { name: "jenkins", active: 0 },
    ]);
  });

  test("of another master is not what only the leader knows", async () => {
    const mesos = await http((_, path) =>
      path === "/metrics/snapshot" ? { ...snapshot, "master/elected": 0 } : undefined,
    );
    const found = await measure({ MESOS: `http://${mesos}` });
    expect(of(found, "mesos_master")).toMatchObject([{ up: 1, elected: 0 }]);
    expect([of(found, "mesos_role"), of(found, "mesos_framework")]).toEqual([[], []]);
  });

  test("of Marathon, and of a ZooKeeper server that leads, follows, or has no quorum", async () => {
    const gauges = { "marathon.apps.active.gauge": { value: 3 }, "marathon.jvm.other": { value: 1 } };
    const marathon = await http((_, path) => (path === "/metrics" ? { gauges } : undefined));
    const answers = {
      "zk_version\t3.8.0\nzk_server_state\tleader\nzk_outstanding_requests\t4\n": { serving: 1, leads: 1 },
      "zk_version\t3.8.0\nzk_server_state\tfollower\nzk_outstanding_requests\t4\n": { serving: 1, leads: 0 },
      "This ZooKeeper instance is not currently serving requests\n": { serving: 0, leads: 0 },
    };
    for (const [answer, values] of Object.entries(answers)) {
      const found = await measure({ MARATHON: `http://${marathon}`, ZOOKEEPER: await zooKeeper(answer) });
      expect(of(found, "marathon")).toEqual([{ up: 1, apps: 3 }]);
      expect(of(found, "zookeeper")).toEqual([
        { up: 1, ...values, ...(values.serving ? { outstanding_requests: 4 } : {}) },
      ]);
      rmSync(join(work, "metrics"));
      rmSync(join(work, "metrics.ready"));
    }
  });

  test("of what does not answer is that, and all else is measured", async () => {
    const found = await measure({
      MESOS: "http://127.0.0.1:1",
      ZOOKEEPER: "127.0.0.1:1",
      DOCKER: "yes",
      PATH: `/nowhere:${process.env.PATH}`,
    });
    expect(of(found, "mesos_master")).toEqual([{ up: 0, error: expect.stringContaining("refused") }]);
    expect(of(found, "zookeeper")).toEqual([{ up: 0, error: expect.stringContaining("refused") }]);
    expect(of(found, "system")).toHaveLength(1);
  });
});

describe("the indices", () => {
  const day = (daysAgo: number) =>
    new Date(Date.now() - daysAgo * 24 * 3600_000).toISOString().slice(0, 10).replaceAll("-", ".");

  /** Elasticsearch, as far as the program asks; real ones are asked in the boot lab. */
  async function look(names: readonly string[], more: object = {}, free = 900) {
    const asked: string[] = [];
    const host = await http((method, path) => {
      asked.push(`${method} ${path.split("?")[0]}`);
      if (path.startsWith("/_cat/indices"))
        return names.map((index) => ({
          index,
          "store.size": "100",
          "creation.date": String(Date.now() - (index.endsWith("_error") ? 99 * 24 * 3600_000 : 0)),
        }));
      if (path.startsWith("/_cat/allocation"))
        return [
          { "disk.total": "1000", "disk.avail": String(free) },
          { "disk.total": null, "disk.avail": null },
        ];
      return {};
    });
    const settings = {
      // The first does not answer.
      hosts: ["127.0.0.1:1", host],
      templates: { "ci-logs": { index_patterns: ["ci-logs-*"] } },
      daily: ["ci-logs-", "ci-metrics-"],
      plain: ["ci-alerts_status", "ci-alerts_error"],
      retainDays: 14,
      maxDiskPercent: 75,
      ...more,
    };
    writeFileSync(join(work, "settings.json"), JSON.stringify(settings));
    const { code, output } = await run("python3", [program("indices.py"), join(work, "settings.json")]);
    const deleted = asked
      .filter((one) => one.startsWith("DELETE"))
      .map((one) => one.slice("DELETE /".length));
    return { code, output, asked, deleted };
  }

  test("have templates, and go by age: days, and records that begin anew", async () => {
    const { code, asked, deleted } = await look([
      `ci-logs-${day(0)}`,
      `ci-logs-${day(14)}`,
      `ci-logs-${day(15)}`,
      `ci-metrics-${day(40)}`,
      "ci-logs-of-somebody",
      "ci-alerts_status",
      "ci-alerts_error",
    ]);
    expect(code).toBe(0);
    expect(asked).toContain("PUT /_index_template/ci-logs");
    expect(deleted.sort()).toEqual(["ci-alerts_error", `ci-logs-${day(15)}`, `ci-metrics-${day(40)}`]);
  });

  test("go by how full the disks are, the oldest first, and no more than must", async () => {
    const names = [0, 1, 2, 3].map((age) => `ci-logs-${day(age)}`);
    expect((await look(names, {}, 100)).deleted).toEqual([`ci-logs-${day(3)}`, `ci-logs-${day(2)}`]);
    expect((await look(names, {}, 250)).deleted).toEqual([]);
    // Today is left however full they are.
    expect((await look(names, {}, -900)).deleted).toEqual([3, 2, 1].map((age) => `ci-logs-${day(age)}`));
  });

  test("of a day to come take no other day's place, and each kind keeps its newest", async () => {
    const names = [`ci-logs-${day(1)}`, `ci-logs-${day(0)}`, `ci-logs-${day(-1)}`, "ci-logs-2037.01.01"];
    const metrics = [`ci-metrics-${day(3)}`, `ci-metrics-${day(2)}`];
    expect((await look([...names, ...metrics], {}, -900)).deleted).toEqual([metrics[0], names[0]]);
  });

  test("are left alone where Elasticsearch does not answer, in a sentence", async () => {
    const { code, output } = await look([], { hosts: ["127.0.0.1:1"] });
    expect(code).toBe(1);
    expect(output).toMatch(/^indices: no answer from Elasticsearch: 127\.0\.0\.1:1: .*refused\n$/);
  });
});

describe("what the monitoring node fetches", () => {
  const unpack = (files: object) => {
    writeFileSync(join(work, "files.json"), JSON.stringify(files));
    return run("python3", [program("unpack.py"), join(work, "files.json"), join(work, "folder")]);
  };

  test("becomes files; what is taken out goes", async () => {
    mkdirSync(join(work, "folder", "rules"), { recursive: true });
    writeFileSync(join(work, "folder", "rules", "gone.yaml"), "");
    expect(await unpack({ "a.py": "#!/bin/sh\nexit 7\n", "rules/b.yaml": "b: 1\n" })).toEqual({
      code: 0,
      output: "",
    });
    expect(readFileSync(join(work, "folder", "rules", "b.yaml"), "utf8")).toBe("b: 1\n");
    expect(existsSync(join(work, "folder", "rules", "gone.yaml"))).toBe(false);
    expect((await run(join(work, "folder", "a.py"), [])).code).toBe(7);
  });

  test("stays below its folder", async () => {
    const { code, output } = await unpack({ "../outside": "x" });
    expect([code, output]).toEqual([1, expect.stringContaining("is not below")]);
    expect(existsSync(join(work, "outside"))).toBe(false);
  });
});

(canSandbox ? describe : describe.skip)("ElastAlert is started", () => {
  const folder = "/var/lib/cdktf-mesos/monitoring";
  const start = (files: Record<string, string>) =>
    onNode("cdktf-mesos-monitoring alerts", {
      files: {
        "/etc/cdktf-mesos/monitoring.env": "FILES=s3://a/b\n",
        "/opt/cdktf-mesos/elastalert/bin/elastalert-create-index": "#!/bin/sh\necho created\n",
        "/opt/cdktf-mesos/elastalert/bin/elastalert": '#!/bin/sh\necho "$RECEIVER_2 $*"\n',
        [`${folder}/secrets`]: "RECEIVER_2 /etc/ci/slack\n",
        ...files,
      },
      stubs: {},
    });

  test("with its secrets, once they are there", () => {
    const missing = start({});
    expect([missing.status, missing.stderr]).toEqual([
      1,
      "monitoring: /etc/ci/slack is missing or cdktf-alerts may not read it: put it there, mode 0640, group cdktf-alerts\n",
    ]);
    expect(start({ "/etc/ci/slack": "https://hooks.example.org/x\n" }).stdout).toBe(
      `created\nhttps://hooks.example.org/x --config ${folder}/elastalert.yaml\n`,
    );
  });
});

(canSandbox ? describe : describe.skip)("Kibana's objects are put", () => {
  const put = (curl: string) =>
    onNode("cdktf-mesos-kibana-objects http://10.0.0.1:5601 /objects", {
      files: { "/objects": "{}\n", "/usr/local/sbin/cdktf-mesos-wait-for": "#!/bin/sh\n" },
      stubs: { curl },
    });

  test("over those of the same id, and it is said where Kibana took some of them only", () => {
    expect(put(`echo "$@" >&2; echo '{"successCount":13,"success":true}'`)).toMatchObject({
      status: 0,
      stderr: expect.stringContaining("http://10.0.0.1:5601/api/saved_objects/_import?overwrite=true"),
    });
    expect(put(`echo '{"success":false,"errors":[]}'`)).toMatchObject({
      status: 1,
      stderr: 'kibana-objects: kibana took not all of them: {"success":false,"errors":[]}\n',
    });
  });
});
