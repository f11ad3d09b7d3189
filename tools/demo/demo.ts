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

/** Deploys stacks to a local AWS emulator, and destroys them. */
export class Demo {
  private readonly workspace: Workspace;
  private readonly unlock: () => void;
  private emulator: Emulator | undefined;
  private startedHere = false;

  /** @throws Failure if another demo uses the folder */
  constructor(
    folder: string,
    private readonly processes: Processes,
  ) {
    this.workspace = new Workspace(folder);
    this.unlock = this.workspace.lock();
  }

  async deploy(stack: string): Promise<void> {
    const began = Date.now();
    const emulator = await this.runningEmulator();
    const env = this.environment(emulator);

    await this.cdktf("deploy", stack, env);
    const count = (await this.terraform(stack, ["state", "list"], env)).length;
    say(`deployed ${count} resources in ${seconds(began)}`);
    await this.verifyUnchanged(stack, env);
    const outputs = await this.terraform(stack, ["output", "-json"], env);
    console.log(`\n${formatOutputs(JSON.parse(outputs.join("\n")))}\n`);
    console.log(this.guide(stack, emulator));
  }

  async destroy(stack: string): Promise<void> {
    const began = Date.now();
    this.emulator = await findEmulator(this.workspace.folder);
    if (!this.emulator) {
      const forgotten = this.workspace.forget();
      say(
        forgotten.length > 0
          ? "the emulator is gone, with everything that was deployed"
          : "nothing is deployed",
      );
      return;
    }
    const deployed = this.workspace.deployed();
    if (deployed.includes(stack)) {
      // The stacks protect their data volumes; allow this one's to be destroyed.
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
      say(`the emulator keeps running for ${left.join(", ")}: npm run demo -- ${left[0]} --destroy`);
      return;
    }
    await stopEmulator(this.workspace.folder, this.emulator);
    this.workspace.forget();
    say(`stopped the emulator (process ${this.emulator.pid})`);
  }

  /** After a failure or an interrupt: stops the emulator if it was started here, and deletes its states. */
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
      say(`the AWS emulator already runs at ${this.emulator.endpoint} (process ${this.emulator.pid})`);
      return this.emulator;
    }
    const forgotten = this.workspace.forget();
    if (forgotten.length > 0) {
      say(`the emulator is gone, with everything that was deployed: forgetting ${forgotten.join(", ")}`);
    }
    say("preparing the AWS emulator (moto, in its own virtual environment)");
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

  /** Verifies that a second plan has no changes. */
  private async verifyUnchanged(stack: string, env: NodeJS.ProcessEnv): Promise<void> {
    await this.terraform(stack, ["plan", "-no-color", "-out=second-plan"], env);
    const shown = await this.terraform(stack, ["show", "-json", "second-plan"], env);
    const { resources, outputs } = plannedChanges(JSON.parse(shown.join("\n")));
    if (resources.length > 0 || outputs.length > 0) {
      const changes = [...resources.map(describeChange), ...outputs.map((name) => `update output ${name}`)];
      throw new Failure(`a second plan has unexpected changes:\n  ${changes.join("\n  ")}`);
    }
    say("a second plan has no changes");
  }

  /** Runs a command that must succeed, and returns the lines of its output. */
  private async run(command: Command): Promise<string[]> {
    const lines: string[] = [];
    const onLine = (line: string) => {
      lines.push(line);
      command.onLine?.(line);
    };
    const code = await this.processes.run({ ...command, onLine });
    if (code !== 0) {
      const log = command.log ? `; complete log: ${this.shown(command.log)}` : "";
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
      "Next steps:",
      "  list the deployed resources:",
      `    terraform -chdir=${folder} state list`,
      "  read the synthesized Terraform JSON, including user data:",
      `    ${folder}/cdk.tf.json`,
      "  browse the emulator's resources:",
      `    ${endpoint}/moto-api/`,
      "  use any AWS tool:",
      `    ${aws.map(([name, value]) => `${name}=${value}`).join(" ")} \\`,
      "      aws ec2 describe-instances --output table",
      "",
      `The emulator keeps running as process ${pid}. To stop it:`,
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
