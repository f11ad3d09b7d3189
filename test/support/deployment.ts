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

/** The used parts of synthesized Terraform JSON. */
export interface TerraformJson {
  readonly resource: Record<string, Record<string, SynthesizedResource>>;
  readonly locals?: Record<string, string>;
}

/** Environment variables of the app. */
export type AppEnvironment = Readonly<Record<`CDKTF_MESOS_${string}` | `TEST_${string}`, string>>;

/** Sets an environment's variables for a cloud, and removes those for others. */
export type CloudEnvironment = (env: NodeJS.ProcessEnv) => NodeJS.ProcessEnv;

/** @param endpoint of the AWS API */
export const onEmulator =
  (endpoint: string): CloudEnvironment =>
  (env) => ({ ...emulatorEnvironment(endpoint, env), CDKTF_MESOS_AWS_IMAGE: emulatorImage });

/** Deploys a stack with real Terraform from the app's synthesized JSON. */
export class Deployment {
  private readonly processes = new Processes();
  private readonly provider = new Processes();
  private started?: Promise<void>;
  private readonly env: NodeJS.ProcessEnv;

  /**
   * @param app path of the app from the root of the project
   * @param environment of the cloud; the default has no cloud, which is sufficient for validation only
   */
  constructor(
    private readonly folder: string,
    private readonly stack: string,
    private readonly app: string,
    environment: CloudEnvironment = onEmulator("http://127.0.0.1:9"),
  ) {
    mkdirSync(folder, { recursive: true });
    const pluginCache = path.join(projectRoot, ".cache", "terraform-plugins");
    this.env = {
      ...environment(terraformEnvironment({ folder, pluginCache })),
      // Less garbage collection in Terraform and its providers: a fifth less time, for more memory.
      GOGC: "400",
      CDKTF_MESOS_SSH_PUBLIC_KEY: emulatorPublicKey,
      CDKTF_MESOS_SSH_FROM: "203.0.113.0/24",
      TSX_TSCONFIG_PATH: path.join(projectRoot, "tsconfig.json"),
    };
  }

  /** Runs the app, and optionally changes the synthesized JSON. */
  synth(
    environment: Partial<AppEnvironment> = {},
    change: (json: TerraformJson) => void = () => {},
  ): TerraformJson {
    execFileSync(process.execPath, ["--import", require.resolve("tsx"), path.join(projectRoot, this.app)], {
      cwd: this.folder,
      env: { ...this.env, ...environment },
      stdio: ["ignore", "inherit", "inherit"],
    });
    const json = this.json();
    change(json);
    // Formatted, because Terraform quotes the line of an error.
    writeFileSync(this.jsonFile, JSON.stringify(json, undefined, 2));
    return json;
  }

  /** The JSON that was synthesized last. */
  json(): TerraformJson {
    return JSON.parse(readFileSync(this.jsonFile, "utf8"));
  }

  async init(): Promise<void> {
    await this.terraform("init", "-no-color");
  }

  async validate(): Promise<{ readonly valid: boolean; readonly diagnostics: readonly unknown[] }> {
    return JSON.parse(await this.terraform("validate", "-json"));
  }

  /** The attributes of all resources of the provider, by type. */
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

  async apply(...options: string[]): Promise<void> {
    this.started ??= this.startProvider();
    await this.started;
    await this.terraform("apply", "-auto-approve", "-no-color", ...options);
  }

  async plan(...options: string[]): Promise<PlannedChanges> {
    // Exits with 2 if there are changes.
    const { code } = await this.run(
      ["plan", "-no-color", "-out=plan", "-detailed-exitcode", ...options],
      [0, 2],
    );
    if (code === 0) {
      return { resources: [], outputs: [] };
    }
    return plannedChanges(JSON.parse(await this.terraform("show", "-json", "plan")) as Plan);
  }

  async destroy(): Promise<void> {
    await this.terraform("destroy", "-auto-approve", "-no-color");
  }

  async output<Value>(name: string): Promise<Value> {
    return JSON.parse(await this.terraform("output", "-json", name));
  }

  /** Ends the provider, and Terraform if it still runs, after a test with a timeout. */
  async close(): Promise<void> {
    await this.processes.end(0);
    await this.provider.end(0);
  }

  /** Starts the provider once for all commands, as each start takes more than 2 s of a processor. */
  private async startProvider(): Promise<void> {
    const folder = path.join(this.stackFolder, ".terraform", "providers");
    const find = ["-L", folder, "-name", "terraform-provider-*", "-type", "f"];
    const binary = execFileSync("find", find, { encoding: "utf8" }).trim();
    await new Promise<void>((resolve, reject) => {
      const onLine = (line: string) => {
        // As its debug mode prints it for a shell.
        const [, value] = /^\s*TF_REATTACH_PROVIDERS='(.*)'$/.exec(line) ?? [];
        if (value === undefined) return;
        this.env.TF_REATTACH_PROVIDERS = value;
        resolve();
      };
      this.provider
        .run({ command: binary, args: ["-debug"], cwd: this.stackFolder, env: this.env, onLine })
        .then((code) => reject(new Error(`${binary} ended with ${code}`)), reject);
    });
  }

  private get jsonFile(): string {
    return path.join(this.stackFolder, "cdk.tf.json");
  }

  private get stackFolder(): string {
    return path.join(this.folder, "cdktf.out", "stacks", this.stack);
  }

  private async terraform(...args: string[]): Promise<string> {
    const { lines } = await this.run(args);
    return lines.join("\n");
  }

  /** @param successful exit codes */
  private async run(args: string[], successful: readonly number[] = [0]) {
    const lines: string[] = [];
    const code = await this.processes.run({
      command: "terraform",
      args,
      cwd: this.stackFolder,
      env: this.env,
      log: path.join(this.folder, `${this.stack}.log`),
      onLine: (line) => lines.push(line),
    });
    if (!successful.includes(code)) {
      throw new Error(`terraform ${args.join(" ")}: ${lastErrors(lines)}`);
    }
    return { code, lines };
  }
}
