import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { request as httpRequest } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { ingressParts, type Part } from "cdktf-mesos/cloud-init";
import { balancerPrograms } from "../support/debian-tools";
import { hasRealMesos, MesosCluster } from "../support/mesos-cluster";
import { until } from "../support/until";

jest.setTimeout(600_000);

const program = join(__dirname, "..", "..", "cloud-init", "programs", "routes.py");
const DOMAIN = "www.example.com";

let cluster: MesosCluster;
let work: string;
let feeder: ChildProcess;
let haproxy: ChildProcess;

beforeAll(async () => {
  if (!hasRealMesos) return;
  work = mkdtempSync(join(tmpdir(), "cdktf-mesos-routes-"));
  cluster = await MesosCluster.start({ agents: [{}] });
  writeFileSync(join(work, "haproxy"), `#!/bin/bash\n${balancerPrograms().haproxy}\n`, { mode: 0o755 });
  writeFileSync(join(work, "haproxy.cfg"), configuration());
  // As by systemd: the master process reloads its files.
  writeFileSync(join(work, "reload"), `#!/bin/sh\nexec kill -USR2 "$(cat ${work}/pid)"\n`, { mode: 0o755 });
  feeder = spawn(
    "python3",
    [
      program,
      cluster.marathonUrl,
      ...["--state", join(work, "state"), "--haproxy", join(work, "haproxy")],
      ...["--configuration", join(work, "haproxy.cfg"), "--reload", join(work, "reload")],
    ],
    { stdio: ["ignore", "ignore", "inherit"] },
  );
  await until("the feeder has written its files", 30, () => existsSync(join(work, "state/backends.cfg")));
  haproxy = spawn(
    join(work, "haproxy"),
    ["-W", "-f", join(work, "haproxy.cfg"), "-f", join(work, "state/backends.cfg"), "-p", join(work, "pid")],
    { env: { ...process.env, ROUTES: join(work, "state") }, stdio: ["ignore", "ignore", "inherit"] },
  );
  await until("haproxy answers", 30, async () => (await get("/")).status > 0);
});
afterAll(async () => {
  feeder?.kill("SIGKILL");
  haproxy?.kill("SIGTERM");
  await cluster?.end();
  if (work) rmSync(work, { recursive: true, force: true });
});

/** HAProxy's configuration of a node, except for its user and the load balancer in front. */
function configuration(): string {
  const isFile = (part: Part): part is Extract<Part, { kind: "file" }> => part.kind === "file";
  const parts = ingressParts({ marathons: ["http://127.0.0.1:8080"], group: "external" }).filter(isFile);
  return parts
    .find(({ path }) => path === "/etc/haproxy/haproxy.cfg")!
    .content.replace("  user haproxy\n  group haproxy\n", "")
    .replace(" accept-proxy", "")
    .replace("/run/haproxy/admin.sock", join(work, "admin.sock"));
}

/** Sends a request through the router. */
function get(path: string): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const options = { host: "127.0.0.1", port: 80, path, headers: { Host: DOMAIN }, timeout: 20_000 };
    const asked = httpRequest(options, (response) => {
      let body = "";
      response.on("data", (chunk) => {
        body += chunk;
      });
      response.on("end", () => resolve({ status: response.statusCode!, body }));
      response.on("error", reject);
    });
    asked.on("error", reject).on("timeout", () => asked.destroy(new Error("no answer")));
    asked.end();
  });
}

/** A server that shuts down gracefully: it still accepts requests for a while after SIGTERM. */
const server = (words: string, drain = 5) => ({
  cmd: `exec /usr/bin/python3 -c '
import http.server, os, signal, threading, time
class Handler(http.server.BaseHTTPRequestHandler):
  def do_GET(self):
    self.send_response(200); self.end_headers(); self.wfile.write(b"${words}")
  def log_message(self, *_): pass
server = http.server.ThreadingHTTPServer(("", int(os.environ["PORT0"])), Handler)
signal.signal(signal.SIGTERM, lambda *_: threading.Timer(${drain}, lambda: os._exit(0)).start())
server.serve_forever()'`,
  cpus: 0.1,
  mem: 32,
  portDefinitions: [{ name: "http" }],
  labels: { HAPROXY_GROUP: "external", HAPROXY_0_VHOST: DOMAIN },
  taskKillGracePeriodSeconds: 30,
});

const health = (protocol: string) => [
  {
    protocol,
    path: "/",
    portIndex: 0,
    gracePeriodSeconds: 30,
    intervalSeconds: 2,
    timeoutSeconds: 5,
    delaySeconds: 1,
  },
];

const kinds = {
  "a check by Mesos": { healthChecks: health("MESOS_HTTP") },
  "a check by Marathon": { healthChecks: health("HTTP") },
  "no check": {},
  "a readiness check": {
    readinessChecks: [{ portName: "http", path: "/", intervalSeconds: 2, timeoutSeconds: 1 }],
  },
} as const;

(hasRealMesos ? describe : describe.skip)("the router, with the real Marathon's events", () => {
  test.each(Object.entries(kinds))(
    "routes to a task of an app with %s within 10 s of its health",
    async (kind, checks) => {
      const id = "/site";
      const put = Date.now();
      const { status, body } = await cluster.marathon(`/v2/apps${id}`, "PUT", {
        id,
        ...server("hello"),
        ...checks,
      });
      expect([status, body]).toEqual([201, expect.anything()]);
      const times: Record<string, number> = {};
      const note = (name: string) => {
        times[name] ??= (Date.now() - put) / 1000;
      };
      await until("the task is routed", 120, async () => {
        const app = await cluster.app(id);
        const [task] = app?.tasks ?? [];
        if (task) note("staged");
        if (task?.state === "TASK_RUNNING") {
          note("running");
          const results = task.healthCheckResults ?? [];
          if (
            !("healthChecks" in checks) ||
            (results.length > 0 && results.every(({ alive }: { alive: boolean }) => alive))
          )
            note("healthy");
        }
        const reply = await get("/");
        if (reply.body !== "hello") return false;
        note("routed");
        return true;
      });
      console.info(`${kind}: ${JSON.stringify(times)}`);
      expect(times.routed! - (times.healthy ?? times.running)!).toBeLessThan(10);
      await cluster.marathon(`/v2/apps${id}?force=true`, "DELETE");
      await cluster.settled();
      await until("the route is gone", 30, async () => (await get("/")).status !== 200);
    },
  );

  test("loses no request while an app is upgraded", async () => {
    const id = "/site";
    const app = (words: string) => ({
      id,
      instances: 2,
      ...server(words),
      healthChecks: health("MESOS_HTTP"),
    });
    await cluster.deploy(app("one"));
    await until("it is routed", 60, async () => (await get("/")).body === "one");
    let over = false;
    const answers: Record<string, number> = {};
    const count = (answer: string) => {
      answers[answer] = (answers[answer] ?? 0) + 1;
    };
    const client = async () => {
      while (!over) {
        await get("/").then(
          ({ status, body }) => count(`${status} ${status === 200 ? body : ""}`.trim()),
          (error: Error) => count(error.message),
        );
        await sleep(20);
      }
    };
    const clients = [client(), client(), client(), client()];
    const start = Date.now();
    await cluster.deploy(app("two"), 180);
    await until("only the new one answers", 60, async () => {
      for (let i = 0; i < 20; i++) if ((await get("/")).body !== "two") return false;
      return true;
    });
    await sleep(5000);
    over = true;
    await Promise.all(clients);
    console.info(`upgraded in ${(Date.now() - start) / 1000} s; answers ${JSON.stringify(answers)}`);
    expect(Object.keys(answers).sort()).toEqual(["200 one", "200 two"]);
  });
});
