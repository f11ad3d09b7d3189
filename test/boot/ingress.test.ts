import { createServer, type Server } from "node:http";
import { request } from "node:https";
import type { TLSSocket } from "node:tls";
import { MarathonStandIn, type RunningApp } from "../support/marathon-stand-in";
import { clientAddress, proxyStandIn } from "../support/proxy-stand-in";
import { certificate } from "./lab/certificate";
import { bootReport, goodBoot, wrongFiles } from "./lab/checks";
import { userDataOf } from "./lab/documents";
import { masterAddresses } from "./lab/hands-on";
import { inLab, Lab, prepared } from "./lab/lab";
import type { LabNode } from "./lab/node";
import { bridge } from "./lab/places";
import { run } from "./lab/run";
import { store } from "./lab/store";
import { waitFor } from "./lab/wait";

const booted = inLab ? describe : describe.skip;

const routerAddress = "10.16.32.28";
/** The address of an agent, whose tasks run in the test. */
const agentAddress = "10.16.32.64";
const ports = [31001, 31002] as const;

jest.setTimeout(600_000);

/** A server that responds with its name and the request. */
async function serve(address: string, port: number): Promise<Server> {
  const server = createServer(({ url, headers }, response) => {
    response.end(JSON.stringify({ port, url, client: headers["x-forwarded-for"] }));
  });
  await new Promise<void>((resolve) => server.listen(port, address, resolve));
  return server;
}

booted("an ingress router, booted", () => {
  let lab: Lab;
  let node: LabNode;
  let marathon: MarathonStandIn;
  let balancer: Awaited<ReturnType<typeof proxyStandIn>>;
  let plain: Awaited<ReturnType<typeof proxyStandIn>>;
  let pem: string;
  const servers: Server[] = [];

  /** An app with a task for each of these ports. */
  const app = (id: string, labels: object, at: readonly number[]): RunningApp => ({
    id,
    labels: { HAPROXY_GROUP: "external", ...labels },
    healthChecks: [{ protocol: "MESOS_HTTP" }],
    tasks: at.map((port) => ({
      id: `${id.slice(1)}.${port}`,
      host: agentAddress,
      ports: [port],
      state: "TASK_RUNNING",
      startedAt: "2026-11-21T12:00:00.000Z",
      healthCheckResults: [{ alive: true, lastSuccess: "2026-11-21T12:00:10.000Z" }],
    })),
  });
  /** Changes Marathon's tasks, with an event. */
  const put = (...apps: readonly RunningApp[]) => {
    for (const one of apps) marathon.apps.set(one.id, one);
    marathon.emit("status_update_event", { taskStatus: "TASK_RUNNING" });
  };
  const putCertificate = (content: string) =>
    store(prepared().mirror, "pair-openstack", "tls/site.pem", content);
  const site = (at: readonly number[]) => app("/site", { HAPROXY_0_VHOST: "www.example.com" }, at);

  interface Answer {
    readonly status: number;
    readonly port?: number;
    readonly url?: string;
    readonly client?: string;
    readonly issuer: string;
  }
  const ask = (host: string, url = "/") =>
    new Promise<Answer>((resolve, reject) => {
      const options = {
        port: balancer.port,
        path: url,
        headers: { host },
        servername: host,
        agent: false,
      } as const;
      request({ ...options, rejectUnauthorized: false, timeout: 5000 }, (answer) => {
        const issuer = String((answer.socket as TLSSocket).getPeerCertificate().issuer.CN);
        let body = "";
        answer.on("data", (chunk) => {
          body += chunk;
        });
        answer.on("end", () =>
          resolve({ status: answer.statusCode!, issuer, ...(body.startsWith("{") ? JSON.parse(body) : {}) }),
        );
      })
        .on("error", reject)
        .end();
    });
  const status = async () => (await node.exec("cat", "/var/lib/cdktf-mesos/routes/status")).split("\n");

  beforeAll(async () => {
    lab = await Lab.open("ingress");
    for (const address of [...masterAddresses, agentAddress])
      await run("ip", ["address", "add", `${address}/32`, "dev", bridge.name]);
    ({ pem } = await certificate("first"));
    putCertificate(pem);
    for (const port of ports) servers.push(await serve(agentAddress, port));
    // Only one of three masters responds, and not the first.
    marathon = await MarathonStandIn.start(masterAddresses[1], 8080);
    put(
      site([ports[0]]),
      app("/team-a", { HAPROXY_0_VHOST: "www.example.com", HAPROXY_0_PATH: "/team-a" }, [ports[1]]),
      app("/hostile", { HAPROXY_0_VHOST: "x.com\n  server evil 10.0.0.1:22" }, [ports[1]]),
    );
    node = lab.node({
      name: "ingress-1",
      address: routerAddress,
      zone: "nova",
      userData: userDataOf("pair-openstack", "ingress_1"),
    });
    await node.create();
    console.log(`seconds to ready: router ${Math.round(await node.ready(600))}`);
    balancer = await proxyStandIn({ host: routerAddress, port: 443 });
    plain = await proxyStandIn({ host: routerAddress, port: 80 });
    await waitFor("the first routes", 20, async () => (await ask("www.example.com")).status === 200);
  });

  afterAll(async () => {
    balancer?.close();
    plain?.close();
    await marathon?.down();
    for (const server of servers) {
      server.closeAllConnections();
      server.close();
    }
    await lab?.close();
  });

  test("boots without an error, a warning or a failed unit, with all files as in the documents", async () => {
    expect(await bootReport(node)).toEqual(goodBoot);
    expect(await wrongFiles(node)).toEqual([]);
  });

  test("routes by domain and path to two servers, over HTTPS with the fetched certificate", async () => {
    expect(await ask("www.example.com", "/team-abc?x=1")).toEqual({
      status: 200,
      port: ports[0],
      url: "/team-abc?x=1",
      client: clientAddress,
      issuer: "first",
    });
    expect(await ask("www.example.com", "/team-a/job")).toMatchObject({ port: ports[1], url: "/team-a/job" });
    expect(await ask("other.example.com")).toMatchObject({ status: 404 });
    const redirected = await fetch(`http://127.0.0.1:${plain.port}/a?b=c`, { redirect: "manual" });
    expect([redirected.status, redirected.headers.get("location")]).toEqual([308, "https://127.0.0.1/a?b=c"]);
    expect(await status()).toEqual(
      expect.arrayContaining(["state=ok", "routes=2", "servers=2", "skipped=1", "events=attached"]),
    );
  });

  test("shows its statistics only on the node itself", async () => {
    expect(await node.exec("curl", "--silent", "--fail", "http://127.0.0.1:9090/")).toContain(
      "Statistics Report",
    );
    await expect(fetch(`http://${routerAddress}:9090/`)).rejects.toThrow("fetch failed");
  });

  test("updates its routes within 10 s after a change of tasks", async () => {
    const started = Date.now();
    put(site([ports[1]]));
    await waitFor("the new task", 10, async () => (await ask("www.example.com")).port === ports[1]);
    console.log(`seconds until the routes are updated: ${((Date.now() - started) / 1000).toFixed(1)}`);
  });

  test.each([
    ["a connection each", []],
    ["connections that are kept", ["-k"]],
  ])("fails no request while it reloads: %s", async (_what, options) => {
    const reloads = async () =>
      Number((await status()).find((line) => line.startsWith("reloads="))!.slice(8));
    const before = await reloads();
    const target = ["-H", "Host: www.example.com", `https://127.0.0.1:${balancer.port}/`];
    const bench = run("ab", ["-q", "-l", "-t", "10", "-n", "1000000", "-c", "8", ...options, ...target]);
    let running = true;
    const done = bench.finally(() => {
      running = false;
    });
    for (let i = 0; running; i += 1) {
      put(site([ports[i % 2]!]));
      await new Promise((resolve) => setTimeout(resolve, 2000));
    }
    const report = await done;
    const number = (name: string) => Number(new RegExp(`^${name}: +(\\d+)`, "m").exec(report)?.[1] ?? 0);
    const taken = (await reloads()) - before;
    console.log(
      `ab: ${number("Complete requests")} requests over ${taken} reloads, ${number("Failed requests")} failed`,
    );
    expect(taken).toBeGreaterThan(2);
    expect(number("Complete requests")).toBeGreaterThan(500);
    expect([number("Failed requests"), number("Non-2xx responses")]).toEqual([0, 0]);
  });

  test("loads a renewed certificate, but not an invalid one", async () => {
    putCertificate("-----BEGIN CERTIFICATE-----\n");
    const refused = await node.tryExec(
      "/usr/local/sbin/cdktf-mesos-certificate",
      "/etc/cdktf-mesos/certificate",
      "/etc/haproxy/certificate.pem",
    );
    expect([refused.status, refused.stderr]).toEqual([1, expect.stringContaining("ALERT")]);
    expect(await node.exec("cat", "/etc/haproxy/certificate.pem")).toBe(pem);
    putCertificate((await certificate("second")).pem);
    await node.exec("systemctl", "start", "cdktf-mesos-certificate.service");
    await waitFor("the second", 10, async () => (await ask("www.example.com")).issuer === "second");
  });

  test("keeps its routes without Marathon, also across a restart of HAProxy", async () => {
    await marathon.down();
    await waitFor("it to say so", 20, async () => (await status()).includes("state=stale"));
    await node.exec("systemctl", "restart", "haproxy.service", "cdktf-mesos-routes.service");
    await waitFor("an answer", 10, async () => (await ask("www.example.com")).status === 200);
    expect(await ask("www.example.com", "/team-a")).toMatchObject({ status: 200, port: ports[1] });
  });
});
