import { type SpawnSyncReturns, spawn, spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const script = path.resolve(__dirname, "..", "openstack", "with-cloud.sh");

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "with-cloud-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const { OS_CLOUD: _cloud, OS_CLIENT_CONFIG_FILE: _file, ...env } = process.env;
const tell = ["bash", "-c", 'echo "cloud=$OS_CLOUD file=$OS_CLIENT_CONFIG_FILE"; exit 7'];

const run = (extra: NodeJS.ProcessEnv, args: string[] = [script, ...tell]): SpawnSyncReturns<string> =>
  spawnSync("bash", args, { encoding: "utf8", env: { ...env, ...extra } });

it("uses the cloud of OS_CLOUD, and returns the command's status", () => {
  const { stdout, stderr, status } = run({ OS_CLOUD: "mine", OPENSTACK_LAB: folder });
  expect({ stdout, stderr, status }).toEqual({ stdout: "cloud=mine file=\n", stderr: "", status: 7 });
});

it("runs the command with a warning if there is neither a cloud nor a lab", () => {
  const { stdout, stderr, status } = run({ OPENSTACK_LAB: folder });
  expect(stdout).toBe("cloud= file=\n");
  expect(stderr).toMatch(/^OS_CLOUD is not set, .* skipped\n$/);
  expect(status).toBe(7);
});

// In a separate network, as a lab's ports may be in use.
const canUnshare = spawnSync("unshare", ["--net", "--mount", "--pid", "--fork", "true"]).status === 0;

(canUnshare ? describe : describe.skip)("with a lab", () => {
  const mark = `WITH_CLOUD_TEST=${randomUUID()}`;
  const marked = () =>
    readdirSync("/proc").filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/environ`, "latin1").split("\0").includes(mark);
      } catch {
        return false; // not a process, or ended
      }
    });
  const log = () => readFileSync(path.join(folder, "log"), "utf8").trim().split("\n");
  const labEnv = () => ({
    OPENSTACK_LAB: folder,
    LAB_LOG: path.join(folder, "log"),
    WITH_CLOUD_TEST: mark.split("=")[1],
  });

  beforeEach(() => {
    const daemon = "setsid sleep 300 </dev/null >/dev/null 2>&1 &";
    for (const [name, also] of [
      ["oslab-up", daemon],
      ["oslab-down", ""],
    ] as const) {
      const text = `#!/bin/bash\necho "${name} $*" >>"$LAB_LOG"\n${also}\n`;
      writeFileSync(path.join(folder, name), text, { mode: 0o755 });
    }
  });

  it("starts it empty, sets OS_CLOUD, stops it, and ends its remaining processes", () => {
    const { stdout, status } = spawnSync("unshare", ["--net", "bash", script, ...tell], {
      encoding: "utf8",
      env: { ...env, ...labEnv() },
    });
    expect(stdout).toMatch(/^cloud=oslab file=\/.*\/clouds\.yaml\n$/);
    expect(status).toBe(7);
    expect(log().map((line) => line.trim())).toEqual(["oslab-down --wipe", "oslab-up", "oslab-down"]);
    expect(marked()).toEqual([]);
  });

  it("retries the start, for example if a port was in use, up to three times", () => {
    const fail = (times: number) =>
      writeFileSync(
        path.join(folder, "oslab-up"),
        `#!/bin/bash\necho oslab-up >>"$LAB_LOG"\n(($(grep -c oslab-up "$LAB_LOG") > ${times}))\n`,
      );
    const go = () =>
      spawnSync("unshare", ["--net", "bash", script, ...tell], {
        encoding: "utf8",
        env: { ...env, ...labEnv(), WITH_CLOUD_PAUSE: "0" },
      });
    fail(2);
    expect(go()).toMatchObject({ status: 7, stdout: expect.stringMatching(/^cloud=oslab /) });
    expect(log().filter((line) => line === "oslab-up")).toHaveLength(3);
    rmSync(path.join(folder, "log"));
    fail(3);
    const { status, stdout, stderr } = go();
    expect([status, stdout]).toEqual([1, ""]);
    expect(stderr).toContain("the lab's control plane did not start: see above");
    expect(marked()).toEqual([]);
  });

  it.each(["SIGKILL", "SIGTERM", "SIGINT"] as const)("ends it after a %s", async (signal) => {
    const child = spawn("unshare", ["--net", "bash", script, "bash", "-c", "echo there; sleep 300"], {
      env: { ...env, ...labEnv() },
      // wait-for-volumes.py fails with this stub of a lab.
      stdio: ["ignore", "pipe", "ignore"],
    });
    await new Promise((resolve) => child.stdout.once("data", resolve));
    // The script, the namespace's first process, the command and the lab's process.
    expect(marked().length).toBeGreaterThanOrEqual(4);
    child.kill(signal);
    for (let waited = 0; marked().length > 0 && waited < 5000; waited += 50) {
      await sleep(50);
    }
    expect(marked()).toEqual([]);
  });
});
