import { spawnSync } from "node:child_process";
import path from "node:path";
import { missingTools, type Probe } from "../../tools/preflight";

const root = path.resolve(__dirname, "..", "..");

/** A machine with these versions; `null` for a missing tool. */
function machine(versions: { python?: string | null; venv?: boolean; terraform?: string | null }): Probe {
  const { python = "3.11.7", venv = true, terraform = "1.11.4" } = versions;
  return (command, args) => {
    if (command === "terraform") {
      return terraform === null ? undefined : JSON.stringify({ terraform_version: terraform }, undefined, 2);
    }
    const asksForVenv = args.some((arg) => arg.includes("ensurepip"));
    return python === null || (asksForVenv && !venv) ? undefined : `${python}\n`;
  };
}

describe("missingTools", () => {
  it("is empty for a machine with all tools", () => {
    expect(missingTools(["python", "terraform"], machine({}))).toEqual([]);
  });

  it.each([
    [{ python: null }, /^python3 is not installed: install Python 3\.10 or newer/],
    [{ python: "3.9.2" }, /^python 3\.9\.2 is too old: install Python 3\.10/],
    [{ venv: false }, /^python 3\.11\.7 has no venv module: install it .*python3-venv/],
    [{ terraform: null }, /^terraform is not installed: install Terraform 1\.7 or newer \(https:/],
    [{ terraform: "1.6.6" }, /^terraform 1\.6\.6 is too old: install Terraform 1\.7/],
  ])("reports what to install: %j", (versions, sentence) => {
    const missing = missingTools(["python", "terraform"], machine(versions));
    expect(missing).toEqual([expect.stringMatching(sentence)]);
    expect(missing[0]).not.toContain("\n");
  });

  it.each(["1.7.0", "1.11.4", "1.14.0-beta1", "2.0.0"])("accepts terraform %s", (terraform) => {
    expect(missingTools(["terraform"], machine({ terraform }))).toEqual([]);
  });

  it("checks only what is needed", () => {
    expect(missingTools(["terraform"], machine({ python: null }))).toEqual([]);
  });
});

describe("the start of a tool", () => {
  const start = (versions: string, ...args: string[]) =>
    spawnSync(
      process.execPath,
      // Overrides the version before the program is loaded.
      [
        "-e",
        `Object.defineProperty(process, "versions", { value: { node: "${versions}" } }); process.argv.splice(1, 0, "start.js"); require("./tools/start.js")`,
        ...args,
      ],
      { cwd: root, encoding: "utf8" },
    );

  it.each(["18.19.1", "20.8.1"])("fails immediately with Node.js %s", (version) => {
    const { status, stderr, stdout } = start(version, "tools/demo/main.ts", "--help");
    expect(stderr).toMatch(/^node \S+ is too old: install Node\.js 20\.9 or newer.*\n$/);
    expect(stderr).toContain(version);
    expect(stdout).toBe("");
    expect(status).toBe(1);
  });

  it.each(["20.9.0", "22.1.0"])("accepts Node.js %s", (version) => {
    const { status, stdout } = start(version, "tools/demo/main.ts", "--help");
    expect(stdout).toContain("npm run demo");
    expect(status).toBe(0);
  });

  it("reports missing terraform and python before anything is written", () => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ["tools/start.js", "tools/demo/main.ts", "--folder", "/nowhere/at/all"],
      {
        cwd: root,
        encoding: "utf8",
        env: { PATH: "/nowhere" },
      },
    );
    expect(stderr.trim().split("\n")).toEqual([
      expect.stringMatching(/^python3 is not installed/),
      expect.stringMatching(/^terraform is not installed/),
    ]);
    expect(stdout).toBe("");
    expect(status).toBe(1);
  });
});
