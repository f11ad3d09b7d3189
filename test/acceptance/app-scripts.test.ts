import { type ChildProcess, spawn } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MarathonStandIn } from "../support/marathon-stand-in";
import { statusOf } from "../support/status-file";

jest.setTimeout(120_000);

const program = join(__dirname, "..", "..", "cloud-init", "programs", "apps.py");

let work: string;
/** The location of the definitions. */
let location: string;
let marathon: MarathonStandIn;
const children = new Set<ChildProcess>();

beforeEach(async () => {
  work = mkdtempSync(join(tmpdir(), "cdktf-mesos-apps-"));
  location = join(work, "object");
  // Fetches from a file instead of a store.
  writeFileSync(join(work, "fetch"), '#!/bin/sh\nexec cp "$1" "$2"\n', { mode: 0o755 });
  marathon = await MarathonStandIn.start();
});
afterEach(async () => {
  for (const child of children) child.kill("SIGKILL");
  await marathon.down();
  rmSync(work, { recursive: true, force: true });
});

type App = Record<string, unknown> & { readonly id: string };
const hello: App = { id: "/hello", cmd: "sleep 1000", cpus: 0.1 };
const web: App = { id: "/web/nginx", container: { type: "DOCKER", docker: { image: "nginx:1.27" } } };

const define = (apps: readonly App[], more: object = {}) =>
  writeFileSync(
    join(work, "object"),
    JSON.stringify({ version: 1, owner: "ci", removeUnknown: false, apps, ...more }),
  );

/** Starts the deployer as a node's timer does. */
function start(...options: string[]) {
  const state = join(work, "state");
  const args = [program, location, marathon.url, "--state", state, "--fetch", join(work, "fetch")];
  const child = spawn("python3", [...args, "--seconds", "20", "--timeout", "1", ...options]);
  children.add(child);
  let journal = "";
  child.stderr.on("data", (chunk) => {
    journal += chunk;
  });
  const ended = new Promise<{ code: number | null; journal: string; status: Record<string, string> }>(
    (resolve) => child.on("close", (code) => resolve({ code, journal, status: status() })),
  );
  return { child, ended };
}
const run = (...options: string[]) => start(...options).ended;

function status(): Record<string, string> {
  const file = join(work, "state", "status");
  return existsSync(file) ? statusOf(readFileSync(file, "utf8")) : {};
}

describe("apps", () => {
  test("are deployed, and left alone once up to date", async () => {
    define([hello, web]);
    const first = await run();
    expect(first).toMatchObject({ code: 0, status: { state: "ok", apps: "2", changed: "2" } });
    expect(first.journal).toMatch(
      /^\/hello is deploying, definition [0-9a-f]{16}\n\/web\/nginx is deploying/,
    );
    expect(marathon.apps.get("/web/nginx")).toMatchObject({ ...web, labels: { "cdktf-mesos/owner": "ci" } });
    marathon.log.length = 0;
    expect(await run()).toMatchObject({
      code: 0,
      journal: "",
      status: { state: "ok", same: "2", changed: "0" },
    });
    expect(marathon.changes).toEqual([]);
  });

  test("are deployed on a change; others are left alone", async () => {
    define([hello, web]);
    await run();
    marathon.log.length = 0;
    define([{ ...hello, cmd: "sleep 2000", labels: { team: "a" } }, web]);
    await run();
    expect(marathon.changes).toEqual(["PUT /hello force=false 200"]);
    expect(marathon.apps.get("/hello")).toMatchObject({ cmd: "sleep 2000", labels: { team: "a" } });
  });

  test("are scaled without a new digest, and keep a number of instances that was set elsewhere", async () => {
    define([{ ...hello, instances: 2 }, web]);
    await run();
    const digest = () => marathon.apps.get("/hello")!.labels!["cdktf-mesos/definition"];
    const before = digest();
    define([{ ...hello, instances: 5 }, web]);
    await run();
    expect(marathon.apps.get("/hello")).toMatchObject({ instances: 5 });
    // A changed label would restart every task.
    expect(digest()).toBe(before);
    marathon.apps.set("/web/nginx", { ...marathon.apps.get("/web/nginx")!, instances: 7 });
    define([
      { ...hello, instances: 5 },
      { ...web, cpus: 2 },
    ]);
    await run();
    expect(marathon.apps.get("/web/nginx")).toMatchObject({ cpus: 2, instances: 7 });
  });

  test("that are no longer defined are removed only with removeUnknown, foreign ones never", async () => {
    define([hello, web]);
    await run();
    marathon.apps.set("/by-hand", { id: "/by-hand", cmd: "sleep 1" });
    marathon.apps.set("/other", { id: "/other", cmd: "sleep 1", labels: { "cdktf-mesos/owner": "another" } });
    define([hello]);
    expect(await run()).toMatchObject({ code: 0, status: { state: "ok", kept: "1" } });
    expect([...marathon.apps.keys()]).toEqual(["/hello", "/web/nginx", "/by-hand", "/other"]);
    define([hello], { removeUnknown: true });
    expect(await run()).toMatchObject({ code: 0, status: { state: "ok", kept: "0", removed: "1" } });
    expect([...marathon.apps.keys()]).toEqual(["/hello", "/by-hand", "/other"]);
  });

  test("are written to files that can be PUT by hand without a later change", async () => {
    define([hello, web]);
    await run();
    const folder = join(work, "state", "definitions");
    expect(readdirSync(folder).sort()).toEqual(["hello.json", "web_nginx.json"]);
    const body = readFileSync(join(folder, "hello.json"), "utf8");
    marathon.apps.delete("/hello");
    const put = await fetch(`${marathon.url}/v2/apps/hello?partialUpdate=false`, { method: "PUT", body });
    expect(put.status).toBe(201);
    marathon.log.length = 0;
    await run();
    expect(marathon.changes).toEqual([]);
    define([web]);
    await run();
    expect(readdirSync(folder)).toEqual(["web_nginx.json"]);
  });
});

describe("converges", () => {
  test("despite errors, lost responses, broken connections and timeouts", async () => {
    define([hello, web]);
    marathon.faults.push(503, "no answer", "cut", 500, "lost answer");
    expect(await run()).toMatchObject({ code: 0, status: { state: "ok", same: "2" } });
    expect([...marathon.apps.keys()].sort()).toEqual(["/hello", "/web/nginx"]);
    expect(marathon.faults).toEqual([]);
  });

  test.each([403, 408, 429, 500, 503])("after a response with status %i", async (status) => {
    define([hello]);
    marathon.faults.push(status);
    expect(await run()).toMatchObject({ code: 0, status: { state: "ok", changed: "1" } });
  });

  test("once Marathon is up and has a leader", async () => {
    define([hello]);
    await marathon.down();
    const { ended } = start();
    await new Promise((resolve) => setTimeout(resolve, 1500));
    const leader = marathon.leader;
    marathon.leader = undefined;
    await marathon.up();
    await new Promise((resolve) => setTimeout(resolve, 2500));
    expect(marathon.log.filter((line) => line.startsWith("GET /v2/leader 404")).length).toBeGreaterThan(0);
    marathon.leader = leader;
    expect(await ended).toMatchObject({ code: 0, status: { state: "ok" } });
  });

  test("across restarts of Marathon and of the program", async () => {
    const apps = Array.from({ length: 60 }, (_, i) => ({ ...hello, id: `/many/${i}` }));
    define(apps);
    marathon.latency = 20;
    const reached = async (count: number) => {
      while (marathon.apps.size < count) await new Promise((resolve) => setTimeout(resolve, 5));
    };
    for (const count of [1, 10, 25]) {
      const { child, ended } = start();
      await reached(count);
      child.kill("SIGKILL");
      await ended;
      expect(marathon.apps.size).toBeLessThan(60);
    }
    const { ended } = start();
    await reached(40);
    await marathon.down();
    expect(marathon.apps.size).toBeLessThan(60);
    await marathon.up();
    expect(await ended).toMatchObject({ code: 0, status: { state: "ok", same: "60" } });
    expect(marathon.apps.size).toBe(60);
  });

  test("with more apps than Marathon's limit of deployments", async () => {
    define(Array.from({ length: 7 }, (_, i) => ({ ...hello, id: `/many/${i}` })));
    marathon.maxDeployments = 3;
    marathon.slow = true;
    const finisher = setInterval(() => marathon.finishDeployments(), 300);
    const done = await run();
    clearInterval(finisher);
    expect(done).toMatchObject({ code: 0, status: { state: "ok", same: "7" } });
    expect(marathon.changes.some((line) => line.endsWith("403"))).toBe(true);
  });

  test("for a locked app once its deployment has finished", async () => {
    define([hello]);
    await run();
    marathon.apps.get("/hello")!.deployments = [{ id: "scaling" }];
    define([{ ...hello, cpus: 1 }]);
    const { ended } = start();
    await new Promise((resolve) => setTimeout(resolve, 2000));
    expect(marathon.apps.get("/hello")).toMatchObject({ cpus: 0.1 });
    marathon.finishDeployments();
    expect(await ended).toMatchObject({ code: 0, status: { state: "ok" } });
    expect(new Set(marathon.changes)).toEqual(
      new Set(["PUT /hello force=false 201", "PUT /hello force=false 409", "PUT /hello force=false 200"]),
    );
  });
});

describe("the status reports", () => {
  test("an app that is locked by an endless deployment, until it is updated by force", async () => {
    marathon.slow = true;
    define([{ ...hello, cmd: "exit 1" }]);
    await run();
    define([hello]);
    const held = await run("--seconds", "2", "--force-after", "4");
    expect(held).toMatchObject({ code: 1, status: { state: "waiting", waiting: "1" } });
    expect(held.status["waiting./hello"]).toBe("409 App is locked by one or more deployments.");
    // The time of the lock is remembered across runs.
    await new Promise((resolve) => setTimeout(resolve, 3000));
    expect(await run("--force-after", "4", "--seconds", "1.5")).toMatchObject({
      code: 0,
      status: { state: "ok" },
    });
    expect(marathon.apps.get("/hello")).toMatchObject({ cmd: "sleep 1000" });
    expect(marathon.changes.at(-1)).toBe("PUT /hello force=true 200");
  });

  test("an app that Marathon refuses; the others are deployed", async () => {
    define([{ ...hello, cpus: -1 }, web]);
    const { code, journal, status } = await run();
    expect([code, status.state, status.refused]).toEqual([1, "failed", "1"]);
    expect(status["refused./hello"]).toBe("422 Object is not valid; /cpus got -1.0, expected 0.0 or more");
    expect(journal).toContain("/hello is refused: 422 Object is not valid");
    expect([...marathon.apps.keys()]).toEqual(["/web/nginx"]);
  });

  test("that Marathon is down", async () => {
    define([hello]);
    await marathon.down();
    const { code, status } = await run("--seconds", "2");
    expect(code).toBe(1);
    expect(status).toMatchObject({
      state: "waiting",
      message: expect.stringMatching(/^no answer from marathon: .*refused/),
    });
  });

  test("a failed fetch, without a fallback to the definitions of an earlier run", async () => {
    define([hello]);
    await run();
    marathon.apps.clear();
    marathon.log.length = 0;
    rmSync(join(work, "object"));
    const { code, status } = await run();
    expect(code).toBe(1);
    expect(status).toMatchObject({
      state: "waiting",
      message: expect.stringMatching(/^cannot fetch \S+\/object: cp: /),
    });
    expect(marathon.log).toEqual([]);
  });

  test.each([
    ["a failed fetch", "echo 'curl: (22) 503' >&2; exit 22", "cannot fetch URL: curl: (22) 503"],
    ["a newer version", `echo '{"version":2}' >"$2"`, "URL has version 2, this program supports version 1"],
  ])("%s without the secret part of the URL", async (_, script, message) => {
    location = "https://swift.example.org/v1/apps.json?temp_url_sig=5ec3e7";
    writeFileSync(join(work, "fetch"), `#!/bin/sh\n${script}\n`);
    const { code, journal, status } = await run();
    expect(code).toBe(1);
    expect(status.message).toContain(message.replace("URL", "https://swift.example.org/v1/apps.json"));
    expect(journal + JSON.stringify(status)).not.toContain("5ec3e7");
  });

  test("nothing for files that cannot be written: apps are deployed regardless", async () => {
    const long = { ...hello, id: `/${"a".repeat(250)}` };
    for (const name of ["locked.json.new", "definitions/web_nginx.json.new"])
      mkdirSync(join(work, "state", name), { recursive: true });
    define([hello, long, web]);
    const { code, journal, status } = await run();
    expect([code, status.state, status.same]).toEqual([0, "ok", "3"]);
    expect(journal).toContain("File name too long");
    expect(journal).toContain("Is a directory");
    expect(readdirSync(join(work, "state", "definitions"))).toContain("hello.json");
    // Locked, and the time of the lock cannot be written.
    marathon.apps.get("/hello")!.deployments = [{ id: "scaling" }];
    define([{ ...hello, cpus: 1 }, web]);
    expect(await run("--seconds", "1")).toMatchObject({
      code: 1,
      status: { state: "waiting", waiting: "1" },
    });
    mkdirSync(join(work, "state", "status.new"));
    marathon.finishDeployments();
    expect(await run()).toMatchObject({ code: 0, status: { state: "waiting" } });
  });

  test.each([
    ["of a newer version", { version: 2 }, "has version 2, this program supports version 1"],
    ["that are malformed", { apps: 5 }, "invalid definitions"],
  ])("definitions %s", async (_, more, message) => {
    define([], more);
    const { code, status } = await run();
    expect([code, status.state]).toEqual([1, "failed"]);
    expect(status.message).toContain(message);
  });
});

test("a node whose Marathon does not lead writes the files and changes nothing", async () => {
  define([hello]);
  marathon.leader = "10.16.32.11:8080";
  expect(await run()).toMatchObject({ code: 0, status: { state: "following" } });
  expect(marathon.changes).toEqual([]);
  expect(readdirSync(join(work, "state", "definitions"))).toEqual(["hello.json"]);
});

test("2,000 apps are compared within seconds", async () => {
  define(Array.from({ length: 2000 }, (_, i) => ({ ...hello, id: `/jenkins/team-${i}` })));
  marathon.maxDeployments = 2000;
  expect(await run("--seconds", "60")).toMatchObject({ code: 0, status: { state: "ok", same: "2000" } });
  const start = Date.now();
  expect(await run()).toMatchObject({ code: 0, status: { changed: "0" } });
  expect(Date.now() - start).toBeLessThan(10_000);
});
