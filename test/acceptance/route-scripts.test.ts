import { type ChildProcess, spawn } from "node:child_process";
import { createHash, randomUUID } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingHttpHeaders, request, type Server } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ingressParts, type Part } from "cdktf-mesos/cloud-init";
import { balancerPrograms } from "../support/debian-tools";
import { MarathonStandIn, type RunningApp, type RunningTask } from "../support/marathon-stand-in";
import { clientAddress, proxyStandIn } from "../support/proxy-stand-in";
import { statusOf } from "../support/status-file";

// Debian's HAProxy may have to be fetched first.
jest.setTimeout(120_000);

const program = join(__dirname, "..", "..", "cloud-init", "programs", "routes.py");

let work: string;
let marathon: MarathonStandIn;
/** The URLs that the program gets. */
let marathons: string[];
const children = new Set<ChildProcess>();

beforeEach(async () => {
  work = mkdtempSync(join(tmpdir(), "cdktf-mesos-routes-"));
  writeFileSync(join(work, "haproxy"), `#!/bin/bash\n${balancerPrograms().haproxy}\n`, { mode: 0o755 });
  writeFileSync(join(work, "reload"), `#!/bin/sh\necho reloaded >>${work}/reloads\n`, { mode: 0o755 });
  writeFileSync(join(work, "haproxy.cfg"), configuration());
  marathon = await MarathonStandIn.start();
  marathons = [marathon.url];
});
afterEach(async () => {
  for (const child of children) child.kill("SIGKILL");
  children.clear();
  await marathon.down();
  rmSync(work, { recursive: true, force: true });
});

/** HAProxy's configuration of a node, except for its user and ports. */
function configuration(port = 0): string {
  const isFile = (part: Part): part is Extract<Part, { kind: "file" }> => part.kind === "file";
  const parts = ingressParts({ marathons: ["http://127.0.0.1:8080"], group: "external" }).filter(isFile);
  return parts
    .find(({ path }) => path === "/etc/haproxy/haproxy.cfg")!
    .content.replace("  user haproxy\n  group haproxy\n", "")
    .replace("/run/haproxy/admin.sock", join(work, "admin.sock"))
    .replace("bind :80 ", `bind 127.0.0.1:${port || 1} `)
    .replace("127.0.0.1:9090", join(work, "stats.sock"));
}

/** Starts the program as a node's service does, with shorter pauses. */
function start(...options: string[]): ChildProcess & { journal: string } {
  const args = [program, ...marathons, "--state", join(work, "state"), "--haproxy", join(work, "haproxy")];
  const pauses = [
    "--poll",
    "0.3",
    "--poll-attached",
    "30",
    "--settle",
    "0.05",
    "--pause",
    "0",
    "--timeout",
    "2",
  ];
  const own = ["--configuration", join(work, "haproxy.cfg"), "--reload", join(work, "reload")];
  const child = spawn("python3", [...args, ...pauses, ...own, ...options], {
    stdio: ["ignore", "ignore", "pipe"],
  }) as unknown as ChildProcess & { journal: string };
  children.add(child);
  child.journal = "";
  child.stderr!.on("data", (chunk) => {
    child.journal += chunk;
  });
  return child;
}

const text = (name: string) => {
  const file = join(work, name);
  return existsSync(file) ? readFileSync(file, "utf8") : "";
};
const reloads = () => text("reloads").split("\n").length - 1;
const status = () => statusOf(text("state/status"));
/** Routes as `ci.example.com/ > hello_0`. */
const routes = () =>
  text("state/routes.map")
    .split("\n")
    .slice(1, -1)
    .map((line) => line.replace(" ", " > "));

/** Servers by backend, from HAProxy's configuration. */
const backends = () =>
  Object.fromEntries(
    text("state/backends.cfg")
      .split("\n\n")
      .map((block) => [
        /^backend (\S+) from apps$/m.exec(block)?.[1] ?? "",
        [...block.matchAll(/^ {2}server (\S+) \1$/gm)].map(([, server]) => server),
      ]),
  );

async function until(condition: () => boolean | Promise<boolean>, seconds = 10): Promise<void> {
  const deadline = Date.now() + seconds * 1000;
  while (!(await condition())) {
    if (Date.now() > deadline)
      throw new Error(`timed out after ${seconds} s; status:\n${text("state/status")}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
/** Waits until the running program has reloaded HAProxy so many times, also by its status. */
const reloaded = (times: number) => until(() => reloads() >= times && status().reloads === String(times));

/** Waits until the program has fetched the apps again and completed the update. */
const updated = async () => {
  const requests = () => marathon.log.filter((line) => line === "GET / 200").length;
  for (let i = 0; i < 2; i++) {
    const before = requests();
    marathon.emit("status_update_event");
    await until(() => requests() > before);
  }
};

const task = (ports: readonly number[], more: Partial<RunningTask> = {}): RunningTask => ({
  id: `task-${randomUUID()}`,
  host: "127.0.0.1",
  ports,
  state: "TASK_RUNNING",
  startedAt: "2026-11-21T12:00:00.000Z",
  ...more,
});
const app = (id: string, labels: object, running: readonly RunningTask[], more: object = {}): RunningApp =>
  ({ id, labels: { HAPROXY_GROUP: "external", ...labels }, tasks: running, ...more }) as RunningApp;
const put = (...apps: readonly RunningApp[]) => {
  marathon.apps.clear();
  for (const one of apps) marathon.apps.set(one.id, one);
  marathon.emit("status_update_event");
};
const site = (id: string, port: number, more: object = {}) =>
  app(id, { HAPROXY_0_VHOST: "www.example.com" }, [task([port])], more);

describe("routes", () => {
  test("follow from labels, by domain and path, to running tasks", async () => {
    put(
      app("/web/site", { HAPROXY_0_VHOST: "www.example.com, Example.COM" }, [task([31001]), task([31002])]),
      app("/ci/team-a", { HAPROXY_1_VHOST: "ci.example.com", HAPROXY_1_PATH: "/team-a/" }, [
        task([31003, 31004]),
        task([31005, 31006], { state: "TASK_STAGING", startedAt: undefined }),
      ]),
      app("/other-group", { HAPROXY_GROUP: "internal", HAPROXY_0_VHOST: "in.example.com" }, [task([31007])]),
      app("/none", {}, [task([31008])]),
    );
    const child = start();
    await reloaded(1);
    expect(routes()).toEqual([
      "ci.example.com/team-a/ > ci_team-a_1",
      "example.com/ > web_site_0",
      "www.example.com/ > web_site_0",
    ]);
    expect(backends()).toEqual({
      "ci_team-a_1": ["127.0.0.1:31004"],
      web_site_0: ["127.0.0.1:31001", "127.0.0.1:31002"],
    });
    await until(() => status().events === "attached");
    expect(status()).toMatchObject({ state: "ok", routes: "3", servers: "3", skipped: "0", conflicts: "0" });
    expect(child.journal).toContain("3 routes to 2 backends with 3 servers\n");
  });

  test("are updated on events, or by polling without a stream; no reload without a change", async () => {
    put(site("/a", 31001));
    start();
    await until(() => marathon.followers === 1);
    await reloaded(1);
    await updated();
    expect(reloads()).toBe(1);
    const begin = Date.now();
    put(site("/a", 31009));
    await reloaded(2);
    expect(Date.now() - begin).toBeLessThan(3000);
    expect(backends()).toEqual({ a_0: ["127.0.0.1:31009"] });
    await updated();
    expect(reloads()).toBe(2);
    marathon.hasEvents = false;
    await marathon.down();
    await marathon.up();
    marathon.apps.set("/a", site("/a", 31010));
    await until(() => backends().a_0?.[0] === "127.0.0.1:31010" && status().events === "polled");
    expect(reloads()).toBe(3);
  });

  test("exclude tasks that are unhealthy, not ready or being killed", async () => {
    const health = (...results: object[]) => ({ healthCheckResults: results });
    const alive = { alive: true, lastSuccess: "2026-11-21T12:00:00.000Z" };
    const dead = { alive: false, lastFailure: "2026-11-21T12:00:00.000Z" };
    const ready = task([31021], { version: "2" });
    put(
      app(
        "/checked",
        { HAPROXY_0_VHOST: "a.example.com" },
        [
          task([31001], health(alive, alive)),
          task([31002], health(alive, dead)),
          task([31003], health(dead)),
          task([31004], health()),
          task([31005], { ...health(alive), state: "TASK_KILLING" }),
        ],
        { healthChecks: [{ protocol: "MESOS_HTTP" }] },
      ),
      app(
        "/readied",
        { HAPROXY_0_VHOST: "b.example.com" },
        [ready, task([31022], { version: "2" }), task([31023], { version: "1" })],
        {
          version: "2",
          readinessChecks: [{ name: "ready" }],
          deployments: [{ id: "d" }],
          readinessCheckResults: [{ taskId: ready.id, ready: true }],
        },
      ),
      app("/gone", { HAPROXY_0_VHOST: "c.example.com" }, []),
    );
    start();
    await reloaded(1);
    expect(backends()).toEqual({
      checked_0: ["127.0.0.1:31001"],
      readied_0: ["127.0.0.1:31021", "127.0.0.1:31023"],
      // Keeps its domain: its requests must not reach another app.
      gone_0: [],
    });
  });

  test("keep tasks that a new leader of Marathon has not checked yet", async () => {
    const checks = { healthChecks: [{ protocol: "HTTP" }] };
    const old = task([31001], {
      healthCheckResults: [{ alive: true, lastSuccess: "2026-11-21T12:00:00.000Z" }],
    });
    const labels = { HAPROXY_0_VHOST: "a.example.com" };
    put(app("/a", labels, [old], checks));
    const first = start();
    await reloaded(1);
    const unseen = { healthCheckResults: [{ alive: false, consecutiveFailures: 0, lastSuccess: null }] };
    put(app("/a", labels, [{ ...old, ...unseen }, task([31002], unseen)], checks));
    await until(() => marathon.followers === 1);
    await updated();
    expect(backends()).toEqual({ a_0: ["127.0.0.1:31001"] });
    // Remembered across restarts.
    first.kill("SIGKILL");
    start();
    await until(() => reloads() === 2);
    expect(backends()).toEqual({ a_0: ["127.0.0.1:31001"] });
  });

  test("include a task once all its health checks have run, and keep it while a new leader runs them", async () => {
    const alive = { alive: true, lastSuccess: "2026-11-21T12:00:00.000Z" };
    const dead = { alive: false, lastFailure: "2026-11-21T12:00:00.000Z" };
    const unseen = { alive: false, consecutiveFailures: 0, lastSuccess: null };
    const labels = { HAPROXY_0_VHOST: "a.example.com" };
    const checks = { healthChecks: [{ protocol: "TCP" }, { protocol: "HTTP" }] };
    const [one, two, three, late] = [31001, 31002, 31003, 31004].map((port) => task([port]));
    const checked = (which: RunningTask | undefined, ...healthCheckResults: object[]) => ({
      ...which!,
      healthCheckResults,
    });
    const old = [one, two, three].map((which) => checked(which, alive, alive));
    put(app("/a", labels, [...old, checked(late, alive)], checks));
    start();
    await reloaded(1);
    expect(backends()).toEqual({ a_0: ["127.0.0.1:31001", "127.0.0.1:31002", "127.0.0.1:31003"] });
    const now = [checked(one, alive), checked(two, alive, unseen), checked(three, dead)];
    put(app("/a", labels, [...now, checked(late, alive, unseen)], checks));
    await reloaded(2);
    expect(backends()).toEqual({ a_0: ["127.0.0.1:31001", "127.0.0.1:31002"] });
  });
});

test("routes come from any Marathon instance with a valid response", async () => {
  const broken = await MarathonStandIn.start();
  broken.appsResponse = [200, "<html>"];
  marathons = ["http://127.0.0.1:1", broken.url, marathon.url];
  put(site("/a", 31001));
  start();
  await reloaded(1).finally(() => broken.down());
  expect(routes()).toEqual(["www.example.com/ > a_0"]);
});

describe("routes are unchanged", () => {
  test("while Marathon is down, also across a restart", async () => {
    put(site("/a", 31001));
    const first = start();
    await reloaded(1);
    await marathon.down();
    await until(() => status().state === "stale");
    expect(status()).toMatchObject({
      message: expect.stringMatching(/^no answer from marathon: /),
      routes: "1",
    });
    first.kill("SIGKILL");
    start();
    await new Promise((resolve) => setTimeout(resolve, 1000));
    expect(routes()).toEqual(["www.example.com/ > a_0"]);
    await marathon.up();
    put(site("/a", 31002));
    await until(() => status().state === "ok" && backends().a_0?.[0] === "127.0.0.1:31002");
  });

  test.each([
    ["HTML", 200, "<html>maintenance</html>", "malformed answer"],
    ["truncated JSON", 200, '{"apps":[{"id":"/a"', "malformed answer"],
    ["apps that are not a list", 200, '{"apps":{}}', "malformed answer"],
    ["apps without ids", 200, '{"apps":[{}]}', "malformed answer"],
    ["no apps at all", 200, "{}", "malformed answer"],
    ["deeply nested JSON", 200, "[".repeat(100_000), "malformed answer"],
    ["no leader", 503, '{"message":"no leader"}', "no answer from marathon"],
  ])("when Marathon answers with %s", async (_, code, body, message) => {
    put(site("/a", 31001));
    start();
    await reloaded(1);
    marathon.appsResponse = [code, body];
    marathon.emit("status_update_event");
    await until(() => status().state === "stale");
    expect(status().message).toContain(message);
    expect(routes()).toEqual(["www.example.com/ > a_0"]);
    expect(reloads()).toBe(1);
    marathon.appsResponse = undefined;
    await until(() => status().state === "ok");
  });

  test("if HAProxy rejects the new configuration, with the reason", async () => {
    put(site("/a", 31001));
    start();
    await reloaded(1);
    // As with a missing certificate.
    writeFileSync(join(work, "haproxy.cfg"), configuration().replace("accept-proxy", "ssl crt /no.pem"));
    put(site("/a", 31002));
    await until(() => status().state === "stale");
    expect(status().message).toContain("/no.pem");
    expect(backends()).toEqual({ a_0: ["127.0.0.1:31001"] });
    writeFileSync(join(work, "haproxy.cfg"), configuration());
    await reloaded(2);
    expect(backends()).toEqual({ a_0: ["127.0.0.1:31002"] });
  });

  test("in HAProxy while it is down, and are loaded once it is up", async () => {
    writeFileSync(join(work, "reload"), "#!/bin/sh\necho haproxy.service is not active >&2; exit 1\n");
    put(site("/a", 31001));
    start();
    await until(() => status().state === "stale");
    expect(status().message).toContain("is not active");
    expect(routes()).toEqual(["www.example.com/ > a_0"]);
    writeFileSync(join(work, "reload"), `#!/bin/sh\necho reloaded >>${work}/reloads\n`);
    await reloaded(1);
    expect(status().state).toBe("ok");
  });
});

test("a full disk does not end the program, nor cause extra reloads", async () => {
  const full = ["status.new", "serving.json.new"].map((name) => join(work, "state", name));
  for (const folder of full) mkdirSync(folder, { recursive: true });
  put(site("/a", 31001));
  const child = start();
  await until(() => child.journal.includes("stale: [Errno 21]"));
  await new Promise((resolve) => setTimeout(resolve, 1000));
  expect([child.exitCode, reloads()]).toEqual([null, 1]);
  put(site("/a", 31002));
  await until(() => reloads() === 2);
  expect(backends()).toEqual({ a_0: ["127.0.0.1:31002"] });
  for (const folder of full) rmSync(folder, { recursive: true });
  await until(() => status().state === "ok");
});

describe("an invalid route", () => {
  const hostile: Record<string, object> = {
    "a line break": { HAPROXY_0_VHOST: "a.com\n  server evil 10.0.0.1:22" },
    "a second word": { HAPROXY_0_VHOST: "a.com other_0" },
    "an expression": { HAPROXY_0_VHOST: "%[env(PATH)]" },
    "a variable": { HAPROXY_0_VHOST: '"${HOME}"' },
    "an empty domain": { HAPROXY_0_VHOST: "" },
    "a wildcard": { HAPROXY_0_VHOST: "*.example.com" },
    "a domain with non-ASCII letters": { HAPROXY_0_VHOST: "exämple.com" },
    "a lone surrogate": { HAPROXY_0_VHOST: "\ud800.com" },
    "the marker of a loaded map": { HAPROXY_0_VHOST: "!known" },
    "a valid and an invalid domain": { HAPROXY_0_VHOST: "good.example.com,b@d" },
    "a path with a line break": { HAPROXY_0_VHOST: "a.com", HAPROXY_0_PATH: "/a\nb" },
    "a path with a space": { HAPROXY_0_VHOST: "a.com", HAPROXY_0_PATH: "/a b" },
    "a path with ..": { HAPROXY_0_VHOST: "a.com", HAPROXY_0_PATH: "/a/../b" },
    "a path without a slash": { HAPROXY_0_VHOST: "a.com", HAPROXY_0_PATH: "a" },
    "a label that is not a string": { HAPROXY_0_VHOST: { a: 1 } },
  };

  test("is skipped and reported, without an effect on other routes", async () => {
    const entries = Object.entries(hostile);
    put(
      site("/good", 31001),
      ...entries.map(([, labels], i) => app(`/bad-${i}`, labels, [task([31002])])),
      app("/id with\n  server x 10.0.0.1:1", { HAPROXY_0_VHOST: "id.com" }, [task([31002])]),
      app("/container", { HAPROXY_0_VHOST: "c.com" }, [task([80])], { networks: [{ mode: "container" }] }),
      app("/tasks", { HAPROXY_0_VHOST: "t.com" }, "x" as unknown as RunningTask[]),
    );
    start();
    await reloaded(1);
    expect(routes()).toEqual(["www.example.com/ > good_0"]);
    expect(backends()).toEqual({ good_0: ["127.0.0.1:31001"] });
    const reported = status();
    expect(reported).toMatchObject({ state: "ok", skipped: String(entries.length + 3) });
    for (const [i, [name]] of entries.entries())
      expect([name, reported[`skipped./bad-${i}.0`]]).toEqual([
        name,
        expect.stringMatching(/^HAPROXY_0_(VHOST|PATH) /),
      ]);
    expect(reported["skipped.'/id with\\n  server x 10.0.0.1:1'.0"]).toBe("invalid app id");
    expect(reported["skipped./container.0"]).toContain("container addresses");
    expect(reported["skipped./tasks.0"]).toContain("malformed");
  });

  test("is skipped task by task for invalid hosts and ports", async () => {
    const labels = { HAPROXY_0_VHOST: "a.com" };
    put(
      app("/hosts", labels, [
        task([31001]),
        task([31002], { host: "no-such-host.invalid" }),
        task([31003], { host: "10.0.0.1 check\n  server x 10.0.0.2:1" }),
        task([31004], { host: "2001:db8::1" }),
        task([]),
        task([70000]),
        task(["31005" as unknown as number]),
      ]),
    );
    start();
    await reloaded(1);
    expect(backends()).toEqual({ hosts_0: ["127.0.0.1:31001"] });
    expect(status()).toMatchObject({ state: "ok", servers: "1", skipped: "1" });
  });

  test("of two apps with the same prefix, the first by id wins and the conflict is reported", async () => {
    put(site("/b", 31002), site("/a", 31001));
    start();
    await reloaded(1);
    expect(routes()).toEqual(["www.example.com/ > a_0"]);
    expect(status()).toMatchObject({ conflicts: "1", "conflict.www.example.com/": "used by a_0, not b_0" });
  });
});

test("2,000 apps are routed within seconds", async () => {
  put(
    ...Array.from({ length: 2000 }, (_, i) =>
      app(`/jenkins/team-${i}`, { HAPROXY_0_VHOST: "ci.example.com", HAPROXY_0_PATH: `/team-${i}` }, [
        task([31000]),
      ]),
    ),
  );
  const begin = Date.now();
  start("--timeout", "20");
  await until(() => reloads() === 1, 30);
  expect(routes()).toHaveLength(2000);
  expect(Date.now() - begin).toBeLessThan(10_000);
});

describe("HAProxy itself, reloaded by the program", () => {
  const servers: Server[] = [];
  let port: number;
  let master: ChildProcess;
  let balancer: Awaited<ReturnType<typeof proxyStandIn>>;
  let healthAtFirst: number;

  /** An app's server: responds with its name and the request's path and headers; supports websocket upgrades. */
  async function server(name: string): Promise<number> {
    const made = createServer((incoming, response) => {
      response.end(JSON.stringify({ name, path: incoming.url, headers: incoming.headers }));
    });
    made.on("upgrade", ({ headers }, socket) => {
      const accept = createHash("sha1")
        .update(`${headers["sec-websocket-key"]}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`)
        .digest("base64");
      const lines = ["Connection: upgrade", "Upgrade: websocket", `Sec-WebSocket-Accept: ${accept}`];
      socket.write(`HTTP/1.1 101 Switching Protocols\r\n${lines.join("\r\n")}\r\n\r\n`);
      socket.on("data", (data: Buffer) => socket.write(`${name} ${data}`));
      socket.on("error", () => {});
    });
    await new Promise<void>((resolve) => made.listen(0, "127.0.0.1", resolve));
    servers.push(made);
    return (made.address() as AddressInfo).port;
  }

  interface Answer {
    readonly status: number;
    readonly name?: string;
    readonly path?: string;
    readonly headers?: IncomingHttpHeaders;
  }
  const ask = (host: string, path: string, headers: Record<string, string> = {}): Promise<Answer> =>
    new Promise((resolve, reject) => {
      request({ port: balancer.port, path, headers: { host, ...headers }, agent: false }, (answer) => {
        let body = "";
        answer.on("data", (chunk) => {
          body += chunk;
        });
        answer.on("end", () =>
          resolve({ status: answer.statusCode!, ...(body.startsWith("{") ? JSON.parse(body) : {}) }),
        );
      })
        .on("error", reject)
        .end();
    });

  const health = async () => (await ask("balancer", "/.well-known/cdktf-mesos/router")).status;

  beforeEach(async () => {
    const probe = createServer();
    await new Promise<void>((resolve) => probe.listen(0, "127.0.0.1", resolve));
    port = (probe.address() as AddressInfo).port;
    await new Promise((resolve) => probe.close(resolve));
    writeFileSync(join(work, "haproxy.cfg"), configuration(port));
    const pid = await startHaproxy(join(work, "state"));
    balancer = await proxyStandIn({ host: "127.0.0.1", port });
    healthAtFirst = await health();
    start("--reload", `kill -USR2 ${pid}`);
  });
  afterEach(async () => {
    balancer.close();
    for (const made of servers.splice(0)) made.close();
    master.kill("SIGTERM");
    await new Promise((resolve) => master.once("close", resolve));
  });

  /** Starts HAProxy as its unit does, without routes. */
  async function startHaproxy(state: string): Promise<number> {
    spawn("mkdir", ["-p", state]);
    await until(() => existsSync(state));
    for (const name of ["backends.cfg", "routes.map"]) writeFileSync(join(state, name), "");
    const files = ["-f", join(work, "haproxy.cfg"), "-f", join(state, "backends.cfg")];
    master = spawn(join(work, "haproxy"), ["-W", ...files], { env: { ...process.env, ROUTES: state } });
    let output = "";
    master.stderr!.on("data", (chunk) => {
      output += chunk;
    });
    await until(() => output.includes("Loading success"));
    return master.pid!;
  }

  test("routes by the longest prefix of whole segments, and keeps the path", async () => {
    const [whole, team, deep] = [await server("whole"), await server("team"), await server("deep")];
    put(
      app("/whole", { HAPROXY_0_VHOST: "ci.example.com" }, [task([whole])]),
      app("/team", { HAPROXY_0_VHOST: "ci.example.com", HAPROXY_0_PATH: "/team-a" }, [task([team])]),
      app("/deep", { HAPROXY_0_VHOST: "ci.example.com", HAPROXY_0_PATH: "/team-a/x" }, [task([deep])]),
      app("/empty", { HAPROXY_0_VHOST: "empty.example.com" }, []),
    );
    const who = async (host: string, path: string) => {
      const { status, name } = await ask(host, path);
      return `${status} ${name ?? ""}`;
    };
    // The reload returns before the new process is ready.
    await until(async () => (await who("ci.example.com", "/")) === "200 whole");
    expect({
      "/": await who("CI.example.com:80", "/"),
      "/team-a": await who("ci.example.com", "/team-a"),
      "/team-a/job?x=/b": await who("ci.example.com", "/team-a/job?x=/b"),
      "/team-abc": await who("ci.example.com", "/team-abc"),
      "/team-a/x/y": await who("ci.example.com", "/team-a/x/y"),
      "/team-a/xy": await who("ci.example.com", "/team-a/xy"),
      other: await who("other.example.com", "/"),
      "!known": await who("!known", "/"),
      empty: await who("empty.example.com", "/"),
    }).toEqual({
      "/": "200 whole",
      "/team-a": "200 team",
      "/team-a/job?x=/b": "200 team",
      "/team-abc": "200 whole",
      "/team-a/x/y": "200 deep",
      "/team-a/xy": "200 team",
      other: "404 ",
      "!known": "404 ",
      empty: "503 ",
    });
    expect(await ask("ci.example.com", "/team-a/job?x=1")).toMatchObject({ path: "/team-a/job?x=1" });
  });

  test("overwrites the forwarding headers of clients", async () => {
    put(app("/whole", { HAPROXY_0_VHOST: "ci.example.com" }, [task([await server("whole")])]));
    const forged = {
      "x-forwarded-for": "10.0.0.1",
      "x-forwarded-proto": "https",
      "x-forwarded-host": "evil",
    };
    await until(async () => (await ask("ci.example.com", "/")).status === 200);
    expect((await ask("ci.example.com", "/", forged)).headers).toMatchObject({
      host: "ci.example.com",
      "x-forwarded-for": clientAddress,
      "x-forwarded-proto": "http",
      "x-forwarded-port": "80",
      "x-forwarded-host": "ci.example.com",
    });
  });

  test("is healthy once it has routes, and keeps a websocket over a reload", async () => {
    // A node without routes gets no requests while another has some.
    expect(healthAtFirst).toBe(503);
    const first = await server("first");
    put(app("/ws", { HAPROXY_0_VHOST: "ws.example.com" }, [task([first])]));
    await until(async () => (await health()) === 200);
    await until(async () => (await ask("ws.example.com", "/")).name === "first");
    const socket = await new Promise<Socket>((resolve, reject) => {
      request({
        port: balancer.port,
        headers: {
          host: "ws.example.com",
          connection: "Upgrade",
          upgrade: "websocket",
          "sec-websocket-version": "13",
          "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==",
        },
      })
        .on("upgrade", (_answer, upgraded) => resolve(upgraded as Socket))
        .on("response", (answer) => reject(new Error(String(answer.statusCode))))
        .on("error", reject)
        .end();
    });
    let received = "";
    socket.on("data", (data) => {
      received += data;
    });
    put(app("/ws", { HAPROXY_0_VHOST: "ws.example.com" }, [task([await server("second")])]));
    await until(async () => (await ask("ws.example.com", "/")).name === "second");
    socket.write("still");
    await until(() => received === "first still");
    socket.destroy();
  });
});
