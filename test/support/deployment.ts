import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { emulatorEnvironment, emulatorImage, emulatorPublicKey } from "../../tools/emulator";
import { type Plan, type PlannedChanges, plannedChanges } from "../../tools/plan";
import { Processes } from "../../tools/processes";
import { terraformEnvironment } from "../../tools/terraform-environment";
import { lastErrors } from "../../tools/terraform-errors";
import { projectRoot } from "./aws-account";

/** A resource as synthesized. */
export type SynthesizedResource = Record<string, unknown> & {
  readonly lifecycle?: { prevent_destroy?: boolean };
};

/** Terraform JSON as synthesized, as far as tests read or change it. */
export interface TerraformJson {
  readonly resource: Record<string, Record<string, SynthesizedResource>>;
  readonly locals?: Record<string, string>;
}

/** What differs between one synthesis and the next. */
export type AppEnvironment = Readonly<
  Record<`CDKTF_MESOS_${string}` | "TEST_AGENTS" | "TEST_APPS" | "TEST_MASTERS", string>
>;

/** A stack that real Terraform deploys from the JSON that the real app synthesizes. */
export class Deployment {
  private readonly processes = new Processes();
  private readonly env: NodeJS.ProcessEnv;

  /**
   * @param app path of the app from the root of the project
   * @param endpoint of the AWS API; without one, Terraform can validate and no more
   */
  constructor(
    private readonly folder: string,
    private readonly stack: string,
    private readonly app: string,
    endpoint = "http://127.0.0.1:9",
  ) {
    mkdirSync(folder, { recursive: true });
    const pluginCache = path.join(projectRoot, ".cache", "terraform-plugins");
    this.env = {
      ...emulatorEnvironment(endpoint, terraformEnvironment({ folder, pluginCache })),
      CDKTF_MESOS_AWS_IMAGE: emulatorImage,
      CDKTF_MESOS_SSH_PUBLIC_KEY: emulatorPublicKey,
      CDKTF_MESOS_SSH_FROM: "203.0.113.0/24",
      TSX_TSCONFIG_PATH: path.join(projectRoot, "tsconfig.json"),
    };
  }

  /** Runs the app, and changes what it synthesized where a change is given. */
  synth(
    environment: Partial<AppEnvironment> = {},
    change: (json: TerraformJson) => void = () => {},
  ): TerraformJson {
    execFileSync(process.execPath, ["--import", require.resolve("tsx"), path.join(projectRoot, this.app)], {
      cwd: this.folder,
      env: { ...this.env, ...environment },
      stdio: ["ignore", "inherit", "inherit"],
    });
    const file = path.join(this.stackFolder, "cdk.tf.json");
    const json = JSON.parse(readFileSync(file, "utf8"));
    change(json);
    writeFileSync(file, JSON.stringify(json));
    return json;
  }

  async init(): Promise<void> {
    await this.terraform("init", "-no-color");
  }

  async validate(): Promise<{ readonly valid: boolean; readonly diagnostics: readonly unknown[] }> {
    return JSON.parse(await this.terraform("validate", "-json"));
  }

  /** The attributes and blocks of every resource that the provider knows, by type. */
  async resourceSchemas(): Promise<Readonly<Record<string, ReadonlySet<string>>>> {
    const { provider_schemas } = JSON.parse(await this.terraform("providers", "schema", "-json"));
    const [{ resource_schemas }] = Object.values(provider_schemas) as [
      { resource_schemas: Record<string, { block: { attributes?: object } }> },
    ];
    return Object.fromEntries(
      Object.entries(resource_schemas).map(([type, { block }]) => [
        type,
        new Set(Object.keys(block.attributes ?? {})),
      ]),
    );
  }

  async apply(): Promise<void> {
    await this.terraform("apply", "-auto-approve", "-no-color");
  }

  async plan(...options: string[]): Promise<PlannedChanges> {
    await this.terraform("plan", "-no-color", "-out=plan", ...options);
    return plannedChanges(JSON.parse(await this.terraform("show", "-json", "plan")) as Plan);
  }

  async destroy(): Promise<void> {
    await this.terraform("destroy", "-auto-approve", "-no-color");
  }

  async output<Value>(name: string): Promise<Value> {
    return JSON.parse(await this.terraform("output", "-json", name));
  }

  /** Ends a Terraform that still runs: after a test that took too long. */
  async close(): Promise<void> {
    await this.processes.end(0);
  }

  private get stackFolder(): string {
    return path.join(this.folder, "cdktf.out", "stacks", this.stack);
  }

  private async terraform(...args: string[]): Promise<string> {
    const lines: string[] = [];
    const code = await this.processes.run({
      command: "terraform",
      args,
      cwd: this.stackFolder,
      env: this.env,
      log: path.join(this.folder, `${this.stack}.log`),
      onLine: (line) => lines.push(line),
    });
    if (code !== 0) {
      throw new Error(`terraform ${args.join(" ")}: ${lastErrors(lines)}`);
    }
    return lines.join("\n");
  }
}
