import { writeFileSync } from "node:fs";
import path from "node:path";
import {
  type Emulator,
  emulatorEnvironment,
  emulatorImage,
  emulatorPublicKey,
  findEmulator,
  startEmulator,
  stopEmulator,
} from "../emulator";
import { Failure } from "../failure";
import { describeChange, plannedChanges } from "../plan";
import type { Command, Processes } from "../processes";
import { terraformEnvironment } from "../terraform-environment";
import { lastErrors } from "../terraform-errors";
import { virtualEnvironment } from "../virtual-environment";
import { formatOutputs } from "./outputs";
import { progressBar } from "./progress";
import { projectRoot, Workspace } from "./workspace";

/** Deploys stacks to an AWS emulator on this machine, and takes them down again. */
export class Demo {
  private readonly workspace: Workspace;
  private readonly unlock: () => void;
  private emulator: Emulator | undefined;
  private startedHere = false;

  /** @throws Failure where another demo is at work in the folder */
  constructor(
    folder: string,
    private readonly processes: Processes,
  ) {
    this.workspace = new Workspace(folder);
    this.unlock = this.workspace.lock();
  }

  /** @throws Failure where anything does not go as it should */
  async deploy(stack: string): Promise<void> {
    const began = Date.now();
    const emulator = await this.runningEmulator();
    const env = this.environment(emulator);

    await this.cdktf("deploy", stack, env);
    const count = (await this.terraform(stack, ["state", "list"], env)).length;
    say(`deployed ${count} resources in ${seconds(began)}`);
    await this.proveUnchanged(stack, env);
    const outputs = await this.terraform(stack, ["output", "-json"], env);
    console.log(`\n${formatOutputs(JSON.parse(outputs.join("\n")))}\n`);
    console.log(this.guide(stack, emulator));
  }

  /** @throws Failure where anything does not go as it should */
  async destroy(stack: string): Promise<void> {
    const began = Date.now();
    this.emulator = await findEmulator(this.workspace.folder);
    if (!this.emulator) {
      const forgotten = this.workspace.forget();
      say(
        forgotten.length > 0
          ? "the emulator is gone, and all that was deployed with it"
          : "nothing is deployed",
      );
      return;
    }
    const deployed = this.workspace.deployed();
    if (deployed.includes(stack)) {
      // The stacks protect their data volumes: here they are let go of.
      await this.cdktf("destroy", stack, {
        ...this.environment(this.emulator),
        CDKTF_MESOS_RELEASE_DATA: stack,
      });
      say(`destroyed ${stack} in ${seconds(began)}`);
    } else {
      say(`${stack} is not deployed`);
    }
    const left = this.workspace.deployed();
    if (left.length > 0) {
      say(`the emulator stays up for ${left.join(", ")}: npm run demo -- ${left[0]} --destroy`);
      return;
    }
    await stopEmulator(this.workspace.folder, this.emulator);
    this.workspace.forget();
    say(`stopped the emulator (process ${this.emulator.pid}); nothing is left running`);
  }

  /** After a failure or an interrupt: ends the emulator if it was started for this, and forgets what was on it. */
  async abandon(): Promise<void> {
    if (this.emulator && this.startedHere) {
      await stopEmulator(this.workspace.folder, this.emulator);
      this.workspace.forget();
    }
  }

  close(): void {
    this.unlock();
  }

  private async runningEmulator(): Promise<Emulator> {
    this.emulator = await findEmulator(this.workspace.folder);
    if (this.emulator) {
      say(`the AWS emulator is up already at ${this.emulator.endpoint} (process ${this.emulator.pid})`);
      return this.emulator;
    }
    const forgotten = this.workspace.forget();
    if (forgotten.length > 0) {
      say(
        `the emulator is gone, and its memory with it: forgetting ${forgotten.join(", ")} and starting anew`,
      );
    }
    say("preparing the AWS emulator (moto, in a virtual environment of its own)");
    const environment = await virtualEnvironment(path.join(projectRoot, ".cache", "venv"), this.processes);
    this.startedHere = true;
    this.emulator = await startEmulator(this.workspace.folder, environment);
    say(`started the AWS emulator at ${this.emulator.endpoint} (process ${this.emulator.pid})`);
    return this.emulator;
  }

  private environment({ endpoint }: Emulator): NodeJS.ProcessEnv {
    const pluginCache = path.join(projectRoot, ".cache", "terraform-plugins");
    const terraform = terraformEnvironment({ folder: this.workspace.folder, pluginCache });
    const env = emulatorEnvironment(endpoint, terraform);
    const ours = Object.entries(env).filter(([name]) => !name.startsWith("CDKTF_"));
    return {
      ...Object.fromEntries(ours),
      CDKTF_MESOS_AWS_IMAGE: emulatorImage,
      CDKTF_MESOS_SSH_PUBLIC_KEY: emulatorPublicKey,
      CDKTF_MESOS_SSH_FROM: "203.0.113.0/24",
      TSX_TSCONFIG_PATH: path.join(projectRoot, "tsconfig.json"),
    };
  }

  private async cdktf(action: "deploy" | "destroy", stack: string, env: NodeJS.ProcessEnv): Promise<void> {
    const log = this.workspace.log(action, stack);
    writeFileSync(log, "");
    say(`${action === "deploy" ? "deploying" : "destroying"} ${stack} with cdktf (log: ${this.shown(log)})`);
    const cdktf = require.resolve("cdktf-cli/bundle/bin/cdktf");
    const args = [cdktf, action, stack, "--auto-approve", "--skip-provider-lock"];
    const bar = progressBar();
    try {
      const cwd = this.workspace.folder;
      await this.run({ command: process.execPath, args, cwd, env, log, onLine: bar.onLine });
    } finally {
      bar.stop();
    }
  }

  private terraform(stack: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<string[]> {
    return this.run({ command: "terraform", args, cwd: this.workspace.stackFolder(stack), env });
  }

  /** Plans again, and finds nothing to change. */
  private async proveUnchanged(stack: string, env: NodeJS.ProcessEnv): Promise<void> {
    await this.terraform(stack, ["plan", "-no-color", "-out=second-plan"], env);
    const shown = await this.terraform(stack, ["show", "-json", "second-plan"], env);
    const { resources, outputs } = plannedChanges(JSON.parse(shown.join("\n")));
    if (resources.length > 0 || outputs.length > 0) {
      const changes = [...resources.map(describeChange), ...outputs.map((name) => `update output ${name}`)];
      throw new Failure(`a second plan should find nothing to change, and would\n  ${changes.join("\n  ")}`);
    }
    say("a second plan finds nothing to change");
  }

  /** Runs a command that must succeed; the lines that it printed. */
  private async run(command: Command): Promise<string[]> {
    const lines: string[] = [];
    const take = (line: string) => {
      lines.push(line);
      command.onLine?.(line);
    };
    const code = await this.processes.run({ ...command, onLine: take });
    if (code !== 0) {
      const log = command.log ? `; the whole log: ${this.shown(command.log)}` : "";
      throw new Failure(`${lastErrors(lines)}\n\nfailed with exit code ${code}${log}`);
    }
    return lines;
  }

  private guide(stack: string, { endpoint, pid }: Emulator): string {
    const folder = this.shown(this.workspace.stackFolder(stack));
    const option = stack === "hands-on-aws" ? "" : ` ${stack}`;
    const aws = Object.entries(emulatorEnvironment(endpoint, {})).filter(([name]) =>
      /^AWS_(ENDPOINT_URL|DEFAULT_REGION|ACCESS_KEY_ID|SECRET_ACCESS_KEY)$/.test(name),
    );
    return [
      "Look around:",
      "  what was deployed, by its Terraform addresses:",
      `    terraform -chdir=${folder} state list`,
      "  what cdktf made of the program, user data included:",
      `    ${folder}/cdk.tf.json`,
      "  the emulator's own view, in a browser:",
      `    ${endpoint}/moto-api/`,
      "  the same with any AWS tool:",
      `    ${aws.map(([name, value]) => `${name}=${value}`).join(" ")} \\`,
      "      aws ec2 describe-instances --output table",
      "",
      `The emulator goes on as process ${pid}. Take it down:`,
      `  npm run demo --${option} --destroy`,
    ].join("\n");
  }

  private shown(file: string): string {
    const relative = path.relative(process.cwd(), file);
    return relative.startsWith("..") ? file : relative;
  }
}

function say(text: string): void {
  console.log(`- ${text}`);
}

function seconds(since: number): string {
  return `${Math.round((Date.now() - since) / 1000)} s`;
}
