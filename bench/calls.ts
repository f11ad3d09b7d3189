import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { App, LocalBackend } from "cdktf";
import {
  type Emulator,
  emulatorImage,
  emulatorPublicKey,
  startEmulator,
  stopEmulator,
} from "../tools/emulator";
import { Failure } from "../tools/failure";
import { Processes } from "../tools/processes";
import { lastErrors } from "../tools/terraform-errors";
import { virtualEnvironment } from "../tools/virtual-environment";
import { type Calls, CountingProxy, total } from "./counting-proxy";
import { agentsInAll, jenkins2000, stackId } from "./jenkins-2000";
import type { Measurement } from "./measurement";
import { benchEnvironment, benchFolder, projectRoot } from "./settings";

/** Two sizes of the cluster; their difference is the cost of the additional agents. */
const sizes = { small: 6, large: 26 } as const;

const limit = 1.05;

interface Counted {
  readonly deploy: Calls;
  readonly idle: Calls;
}

/** AWS API calls of a deployment and of a second plan without changes, compared with hand-written Terraform. */
export async function callMeasurements(): Promise<Measurement[]> {
  const processes = new Processes();
  const environment = await virtualEnvironment(path.join(projectRoot, ".cache", "venv"), processes);
  const counted = async (side: "ours" | "baseline", agents: number): Promise<Counted> => {
    const folder = path.join(benchFolder, `calls-${side}-${agents}`);
    rmSync(folder, { recursive: true, force: true });
    const emulator = await startEmulator(folder, environment, { staysUp: false });
    try {
      const made = side === "ours" ? writeOurs(folder, agents) : writeBaseline(folder, agents);
      return await count(made, emulator, processes);
    } finally {
      await stopEmulator(folder, emulator);
    }
  };
  const ours = { small: await counted("ours", sizes.small), large: await counted("ours", sizes.large) };
  const baseline = {
    small: await counted("baseline", sizes.small),
    large: await counted("baseline", sizes.large),
  };
  writeFileSync(
    path.join(benchFolder, "calls.json"),
    JSON.stringify({ sizes, ours, baseline }, undefined, 2),
  );

  const against = "hand-written Terraform for the same nodes (bench/baseline)";
  return (["deploy", "idle"] as const).flatMap((phase) => {
    const what = phase === "deploy" ? "a deployment" : "a second plan without changes";
    const agents = sizes.large - sizes.small;
    const perAgent = ({ small, large }: typeof ours) => (total(large[phase]) - total(small[phase])) / agents;
    return [
      {
        name: `calls of ${what}, per agent`,
        unit: "",
        ours: perAgent(ours),
        baseline: perAgent(baseline),
        limit,
        against,
      },
      {
        name: `calls of ${what}, ${sizes.large} agents and 11 other machines`,
        unit: "",
        ours: total(ours.large[phase]),
        baseline: total(baseline.large[phase]),
        against,
      },
    ];
  });
}

/** Deploys the Terraform in a folder, and plans it once more. */
async function count(folder: string, emulator: Emulator, processes: Processes): Promise<Counted> {
  const proxy = await CountingProxy.before(emulator.endpoint);
  const terraform = async (...args: string[]) => {
    const lines: string[] = [];
    const code = await processes.run({
      command: "terraform",
      args,
      cwd: folder,
      env: benchEnvironment(proxy.endpoint),
      log: path.join(folder, "terraform.log"),
      onLine: (line) => lines.push(line),
    });
    if (code !== 0) {
      throw new Failure(`terraform ${args[0]} in ${folder}: ${lastErrors(lines)}`);
    }
  };
  try {
    await terraform("init", "-no-color");
    proxy.take();
    await terraform("apply", "-auto-approve", "-no-color");
    const deploy = proxy.take();
    await terraform("plan", "-detailed-exitcode", "-no-color");
    return { deploy, idle: proxy.take() };
  } finally {
    await proxy.close();
  }
}

function writeOurs(folder: string, agents: number): string {
  const app = new App({ outdir: folder });
  const stack = jenkins2000(app, agentsInAll(agents));
  // cdktf's default is in the current folder, which would mix up the states of the sizes.
  new LocalBackend(stack, { path: path.join(folder, "terraform.tfstate") });
  app.synth();
  return path.join(folder, "stacks", stackId);
}

function writeBaseline(folder: string, agents: number): string {
  const made = path.join(folder, "baseline");
  mkdirSync(made, { recursive: true });
  cpSync(path.join(__dirname, "baseline"), made, { recursive: true });
  const { builds, jenkinsSmall, jenkinsLarge } = agentsInAll(agents);
  const variables = {
    image: emulatorImage,
    public_key: emulatorPublicKey,
    agents: { builds, jenkins_small: jenkinsSmall, jenkins_large: jenkinsLarge },
  };
  writeFileSync(path.join(made, "terraform.tfvars.json"), JSON.stringify(variables));
  return made;
}
