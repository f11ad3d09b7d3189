import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { endProcess, identify, isRunning } from "../../tools/process-identity";
import { Processes } from "../../tools/processes";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "processes-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const node = (code: string) => ({
  command: process.execPath,
  args: ["-e", code],
  cwd: folder,
  env: process.env,
  log: path.join(folder, "log"),
});

describe("Processes", () => {
  it("returns the exit code, and passes on lines without colours to the log", async () => {
    const lines: string[] = [];
    const code = await new Processes().run({
      ...node(`console.log("\\x1b[31mred\\x1b[0m"); console.error("no newline"); process.exit(3)`),
      onLine: (line) => lines.push(line),
    });
    expect(code).toBe(3);
    expect(lines.sort()).toEqual(["no newline", "red"]);
    expect(readFileSync(path.join(folder, "log"), "utf8")).toMatch(
      /^\$ .*\n(red\nno newline|no newline\nred)\n$/,
    );
  });

  it("ends commands, and orphaned descendants in another session", async () => {
    const processes = new Processes();
    // A grandchild in its own session that ignores signals, without its parent.
    const stubborn = `for (const s of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(s, () => {}); require("fs").writeFileSync("pid", String(process.pid)); setInterval(() => {}, 1000)`;
    await processes.run(
      node(
        `const c = require("child_process").spawn(process.execPath, ["-e", ${JSON.stringify(stubborn)}], { detached: true, stdio: "ignore" }); c.unref(); const t = setInterval(() => { if (require("fs").existsSync("pid")) clearInterval(t) }, 10)`,
      ),
    );
    const pid = Number(readFileSync(path.join(folder, "pid"), "utf8"));
    const grandchild = identify(pid);
    expect(grandchild).toBeDefined();
    expect(await processes.alive()).toEqual([pid]);

    await processes.end(200);
    expect(isRunning(grandchild!)).toBe(false);
    expect(await processes.alive()).toEqual([]);
  });

  it("lets a command end by itself within the grace period", async () => {
    const processes = new Processes();
    const running = processes.run(
      node(
        `process.on("SIGINT", () => { require("fs").writeFileSync("tidy", ""); process.exit(7) }); require("fs").writeFileSync("up", ""); setInterval(() => {}, 1000)`,
      ),
    );
    await until(() => exists("up"));
    await processes.end(10_000);
    expect(await running).toBe(7);
    expect(exists("tidy")).toBe(true);
  });

  it("starts no command after end", async () => {
    const processes = new Processes();
    await processes.end(0);
    await expect(processes.run(node(""))).rejects.toThrow("interrupted");
  });

  it("does not affect other processes", async () => {
    const other = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "ignore" });
    const identity = identify(other.pid!)!;
    await new Processes().end(0);
    expect(isRunning(identity)).toBe(true);
    await endProcess(identity);
    expect(isRunning(identity)).toBe(false);
  });

  const exists = (name: string) => {
    try {
      readFileSync(path.join(folder, name));
      return true;
    } catch {
      return false;
    }
  };
});

describe("identify", () => {
  it("differs for processes that started at different times", async () => {
    const other = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "ignore" });
    const identity = identify(other.pid!)!;
    expect(identity.started).not.toBe(identify(process.pid)?.started);
    expect(identify(other.pid!)).toEqual(identity);
    await endProcess(identity);
    expect(identify(other.pid!)).toBeUndefined();
  });
});

describe("endProcess", () => {
  it("ignores a process with the same id but another start time", async () => {
    const other = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "ignore" });
    const identity = identify(other.pid!)!;
    await endProcess({ ...identity, started: "1" });
    expect(isRunning(identity)).toBe(true);
    await endProcess(identity);
  });
});

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) {
    await sleep(20);
  }
}
