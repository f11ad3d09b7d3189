import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, readlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { findEmulator } from "../../tools/emulator";
import { endProcess } from "../../tools/process-identity";
import { freshFolder, projectRoot } from "../support/aws-account";

jest.setTimeout(900_000);

const folder = freshFolder("demo");

interface Run {
  readonly code: number | null;
  readonly output: string;
}

/** Runs `npm run demo`; optionally sends a signal to npm once the output matches. */
function demo(
  args: readonly string[],
  interrupt?: { readonly signal: NodeJS.Signals; readonly at: RegExp },
): Promise<Run> {
  // The user's settings, which must not have an effect.
  const env = { ...process.env, AWS_PROFILE: "production", CDKTF_MESOS_AWS_IMAGE: "ami-of-the-user" };
  const npm = spawn("npm", ["run", "--silent", "demo", "--", ...args, "--folder", folder], {
    cwd: projectRoot,
    env,
  });
  let output = "";
  let sent = false;
  const take = (chunk: Buffer) => {
    output += chunk;
    if (interrupt && !sent && interrupt.at.test(output)) {
      sent = true;
      npm.kill(interrupt.signal);
    }
  };
  npm.stdout.on("data", take);
  npm.stderr.on("data", take);
  return new Promise((resolve) => npm.once("close", (code) => resolve({ code, output })));
}

/** The processes in the demo's folder: cdktf, Terraform, its providers and the emulator. */
function running(): string[] {
  return readdirSync("/proc").flatMap((pid) => {
    try {
      return readlinkSync(`/proc/${pid}/cwd`).startsWith(folder)
        ? readFileSync(`/proc/${pid}/comm`, "utf8").trim()
        : [];
    } catch {
      return []; // not a process, or ended
    }
  });
}

const states = (where: string) => readdirSync(where).filter((name) => name.includes(".tfstate"));

afterAll(async () => {
  const left = await findEmulator(folder);
  if (left) {
    await endProcess(left);
  }
});

describe("npm run demo", () => {
  const statesOfTheUser = states(projectRoot);

  it("deploys hands-on-aws, shows its outputs and the next steps", async () => {
    const { code, output } = await demo([]);
    expect(output).toMatch(/a second plan has no changes/);
    expect(output).toMatch(/\d+\/\d+ resources/);
    expect(output).toMatch(/marathon_url +http:\/\/\S+:8080\n/);
    expect(output).toMatch(/│ masters +│ +3 │ +6 │ +12 │/);
    expect(output).toMatch(/ssh_config\n {4}Host hands-on-gateway\n/);
    expect(output).toMatch(/npm run demo -- --destroy\n$/);
    expect(code).toBe(0);

    const emulator = await findEmulator(folder);
    expect(output).toContain(`The emulator keeps running as process ${emulator?.pid}.`);
    expect(running()).toEqual(["python"]);
    expect(states(folder)).toContain("terraform.hands-on-aws.tfstate");
    expect(states(projectRoot)).toEqual(statesOfTheUser);
  });

  it("changes nothing when run again", async () => {
    const { code, output } = await demo([]);
    expect(output).toMatch(/the AWS emulator already runs/);
    expect(output).not.toMatch(/\d+\/\d+ resources/);
    expect(readFileSync(path.join(folder, "deploy-hands-on-aws.log"), "utf8")).toMatch(/No changes\./);
    expect(code).toBe(0);
  });

  it("destroys it with --destroy, and stops the emulator", async () => {
    const { code, output } = await demo(["--destroy"]);
    expect(output).toMatch(/destroyed hands-on-aws in/);
    expect(output).toMatch(/stopped the emulator/);
    expect(code).toBe(0);
    expect(running()).toEqual([]);
    expect(states(folder)).toEqual([]);
  });

  it("does nothing for a second --destroy", async () => {
    expect(await demo(["--destroy"])).toEqual({ code: 0, output: "- nothing is deployed\n" });
  });

  it.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const)("leaves no process and no state behind after a %s", async (signal, code) => {
    const run = await demo([], { signal, at: / [1-9]\d*\/\d+ resources/ });
    expect(run.output).toMatch(/interrupted/);
    expect(run.output).not.toMatch(/^ +at /m);
    expect(run.code).toBe(code);
    expect(running()).toEqual([]);
    expect(states(folder)).toEqual([]);
    expect(existsSync(path.join(folder, "emulator.json"))).toBe(false);
  });

  it("starts over with a message if the emulator is gone", async () => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, "terraform.hands-on-aws.tfstate"), '{"resources":[{}]}');
    const { output } = await demo([], { signal: "SIGINT", at: /deploying/ });
    expect(output).toMatch(/the emulator is gone.*forgetting hands-on-aws/);
    expect(running()).toEqual([]);
  });

  it("fails with cdktf's error for an unknown stack, and leaves no process behind", async () => {
    const { code, output } = await demo(["no-such-aws"]);
    expect(output).toMatch(/Could not find stack for pattern 'no-such-aws'/);
    expect(output).toMatch(/complete log: \S+deploy-no-such-aws\.log/);
    expect(output).not.toMatch(/^ +at /m);
    expect(code).toBe(1);
    expect(running()).toEqual([]);
  });
});
