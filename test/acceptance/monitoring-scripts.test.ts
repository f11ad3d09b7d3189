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

/** Serves JSON by path, 404 without an answer. */
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

/** A ZooKeeper server with a fixed answer to `mntr`. */
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

/** In place of rsyslog: prints the messages of the socket. */
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

// Responses as documented for Mesos 1.11, Marathon 1.11 and ZooKeeper 3.8.
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
    // Lost, so that its resources do not count.
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

describe("a node's metrics", () => {
  test("have system values, and each file system once", async () => {
    const found = await measure({});
    expect(found[0]).toMatchObject({ node: "masters-1", role: "master", host: expect.any(String) });
    const [system] = of(found, "system") as Record<string, number>[];
    expect(system!.memory_percent).toBeGreaterThan(0);
    const mounts = (of(found, "filesystem") as { mount: string; used_percent: number }[]).map(
      ({ mount }) => mount,
    );
    expect(mounts[0]).toBe("/");
    expect(new Set(mounts).size).toBe(mounts.length);
    // A leading integer would truncate later values.
    expect(readFileSync(program("collect.py"), "utf8")).toContain("return float(value)");
  });

  test("are complete except for a failing file system", async () => {
    // Python loads this before the program; the second of its mounts is a failed disk.
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

  test("of a leading master have the free resources of each role, and the frameworks", async () => {
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
      // Includes unreserved resources.
      expect.objectContaining({ name: "jenkins", cpus_total: 22, cpus_free: 7, cpus_largest_free: 6 }),
    ]);
    expect(of(found, "mesos_framework")).toEqual([
      { name: "marathon", active: 1 },
      { name: "jenkins", active: 0 },
    ]);
  });

  test("of another master lack what only the leader knows", async () => {
    const mesos = await http((_, path) =>
      path === "/metrics/snapshot" ? { ...snapshot, "master/elected": 0 } : undefined,
    );
    const found = await measure({ MESOS: `http://${mesos}` });
    expect(of(found, "mesos_master")).toMatchObject([{ up: 1, elected: 0 }]);
    expect([of(found, "mesos_role"), of(found, "mesos_framework")]).toEqual([[], []]);
  });

  test("include Marathon, and a ZooKeeper server that leads, follows, or has no quorum", async () => {
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

  test("report services that do not respond, and are complete otherwise", async () => {
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

  /** Runs the program against a stand-in for Elasticsearch; the boot lab uses a real one. */
  async function runIndices(names: readonly string[], more: object = {}, free = 900) {
    const requests: string[] = [];
    const host = await http((method, path) => {
      requests.push(`${method} ${path.split("?")[0]}`);
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
      // The first does not respond.
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
    const deleted = requests
      .filter((one) => one.startsWith("DELETE"))
      .map((one) => one.slice("DELETE /".length));
    return { code, output, requests, deleted };
  }

  test("have templates, and are deleted by age", async () => {
    const { code, requests, deleted } = await runIndices([
      `ci-logs-${day(0)}`,
      `ci-logs-${day(14)}`,
      `ci-logs-${day(15)}`,
      `ci-metrics-${day(40)}`,
      "ci-logs-of-somebody",
      "ci-alerts_status",
      "ci-alerts_error",
    ]);
    expect(code).toBe(0);
    expect(requests).toContain("PUT /_index_template/ci-logs");
    expect(deleted.sort()).toEqual(["ci-alerts_error", `ci-logs-${day(15)}`, `ci-metrics-${day(40)}`]);
  });

  test("are deleted on full disks, the oldest first, and no more than necessary", async () => {
    const names = [0, 1, 2, 3].map((age) => `ci-logs-${day(age)}`);
    expect((await runIndices(names, {}, 100)).deleted).toEqual([`ci-logs-${day(3)}`, `ci-logs-${day(2)}`]);
    expect((await runIndices(names, {}, 250)).deleted).toEqual([]);
    // Today's is always kept.
    expect((await runIndices(names, {}, -900)).deleted).toEqual(
      [3, 2, 1].map((age) => `ci-logs-${day(age)}`),
    );
  });

  test("of future days do not count, and the newest of each prefix is kept", async () => {
    const names = [`ci-logs-${day(1)}`, `ci-logs-${day(0)}`, `ci-logs-${day(-1)}`, "ci-logs-2037.01.01"];
    const metrics = [`ci-metrics-${day(3)}`, `ci-metrics-${day(2)}`];
    expect((await runIndices([...names, ...metrics], {}, -900)).deleted).toEqual([metrics[0], names[0]]);
  });

  test("are left alone with an error if Elasticsearch does not respond", async () => {
    const { code, output } = await runIndices([], { hosts: ["127.0.0.1:1"] });
    expect(code).toBe(1);
    expect(output).toMatch(/^indices: no answer from Elasticsearch: 127\.0\.0\.1:1: .*refused\n$/);
  });
});

describe("the files of the monitoring node", () => {
  const unpack = (files: object) => {
    writeFileSync(join(work, "files.json"), JSON.stringify(files));
    return run("python3", [program("unpack.py"), join(work, "files.json"), join(work, "folder")]);
  };

  test("are unpacked; others are deleted", async () => {
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

  test("stay below their folder", async () => {
    const { code, output } = await unpack({ "../outside": "x" });
    expect([code, output]).toEqual([1, expect.stringContaining("is not below")]);
    expect(existsSync(join(work, "outside"))).toBe(false);
  });
});

(canSandbox ? describe : describe.skip)("ElastAlert", () => {
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

  test("starts with its secrets, once they exist", () => {
    const missing = start({});
    expect([missing.status, missing.stderr]).toEqual([
      1,
      "monitoring: /etc/ci/slack is missing or not readable by cdktf-alerts: create it with mode 0640, group cdktf-alerts\n",
    ]);
    expect(start({ "/etc/ci/slack": "https://hooks.example.org/x\n" }).stdout).toBe(
      `created\nhttps://hooks.example.org/x --config ${folder}/elastalert.yaml\n`,
    );
  });
});

(canSandbox ? describe : describe.skip)("Kibana's saved objects", () => {
  const put = (curl: string) =>
    onNode("cdktf-mesos-kibana-objects http://10.0.0.1:5601 /objects", {
      files: { "/objects": "{}\n", "/usr/local/sbin/cdktf-mesos-wait-for": "#!/bin/sh\n" },
      stubs: { curl },
    });

  test("replace those of the same id; a partial import is an error", () => {
    expect(put(`echo "$@" >&2; echo '{"successCount":13,"success":true}'`)).toMatchObject({
      status: 0,
      stderr: expect.stringContaining("http://10.0.0.1:5601/api/saved_objects/_import?overwrite=true"),
    });
    expect(put(`echo '{"success":false,"errors":[]}'`)).toMatchObject({
      status: 1,
      stderr: 'kibana-objects: not all objects were imported: {"success":false,"errors":[]}\n',
    });
  });
});
