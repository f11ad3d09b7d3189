import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { App, LocalBackend } from "cdktf";
import { openStackCloud } from "../stacks";
import { Jenkins2000 } from "../stacks/jenkins-2000";
import { settingsFrom } from "../stacks/settings";
import { emulatorPublicKey } from "../tools/emulator";
import { Failure } from "../tools/failure";
import { ensureOpenstackProvider } from "../tools/openstack/provider-binary";
import { Processes } from "../tools/processes";
import { terraformEnvironment } from "../tools/terraform-environment";
import { lastErrors } from "../tools/terraform-errors";
import { type Calls, total } from "./counting-proxy";
import { agentsInAll } from "./jenkins-2000";
import type { Measurement } from "./measurement";
import { callsIn, withoutWaiting } from "./openstack-calls";
import { benchFolder, projectRoot } from "./settings";

const stackId = "jenkins-2000-openstack";

/** Two sizes of the cluster; their difference is the cost of the additional agents. */
const sizes = { small: 6, large: 26 } as const;

const settings = settingsFrom({ ...process.env, CDKTF_MESOS_SSH_PUBLIC_KEY: emulatorPublicKey });

interface Counted {
  readonly deploy: Calls;
  readonly idle: Calls;
  /** Wall time of the deploy. */
  readonly seconds: number;
}

/**
 * OpenStack API calls and time of a deployment and of a second plan without changes, compared with hand-written
 * Terraform. Empty without `OS_CLOUD`.
 */
export async function openstackMeasurements(): Promise<Measurement[]> {
  if (!process.env.OS_CLOUD) {
    console.error("  OS_CLOUD is not set: skipped (use npm run with-cloud -- npm run bench -- openstack)");
    return [];
  }
  const processes = new Processes();
  await ensureOpenstackProvider(processes);
  const counted = async (side: "ours" | "baseline", agents: number): Promise<Counted> => {
    const folder = path.join(benchFolder, `openstack-${side}-${agents}`);
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    const made = side === "ours" ? writeOurs(folder, agents) : writeBaseline(folder, agents);
    return count(made, processes);
  };
  const sides = { ours: [] as Counted[], baseline: [] as Counted[] };
  for (const agents of [sizes.small, sizes.large]) {
    sides.ours.push(await counted("ours", agents));
    sides.baseline.push(await counted("baseline", agents));
  }
  writeFileSync(path.join(benchFolder, "openstack.json"), JSON.stringify({ sizes, ...sides }, undefined, 2));

  const against = "hand-written Terraform for the same nodes (bench/baseline-openstack)";
  const rows: [string, string, (counted: Counted) => number][] = [
    ["OpenStack calls of a deployment, without polling", "", ({ deploy }) => total(withoutWaiting(deploy))],
    ["OpenStack calls of a second plan without changes", "", ({ idle }) => total(idle)],
    ["time of a deployment on OpenStack", "s", ({ seconds }) => seconds],
  ];
  return rows.flatMap(([name, unit, value]) => {
    const perAgent = ([small, large]: Counted[]) =>
      (value(large!) - value(small!)) / (sizes.large - sizes.small);
    const ofAll = ([, large]: Counted[]) => value(large!);
    const both = (figure: (side: Counted[]) => number) => ({
      ours: figure(sides.ours),
      baseline: figure(sides.baseline),
    });
    return [
      { name: `${name}, per agent`, unit, against, ...both(perAgent) },
      { name: `${name}, ${sizes.large} agents and 11 other machines`, unit, against, ...both(ofAll) },
    ];
  });
}

/** Deploys the Terraform in a folder, plans it again, and destroys it. */
async function count(folder: string, processes: Processes): Promise<Counted> {
  const requests = path.join(folder, "provider.log");
  const pluginCache = path.join(projectRoot, ".cache", "terraform-plugins");
  const env = {
    ...terraformEnvironment({ folder: benchFolder, pluginCache }),
    OS_DEBUG: "1",
    TF_LOG_PROVIDER: "DEBUG",
    TF_LOG_PATH: requests,
  };
  const terraform = async (...args: string[]) => {
    rmSync(requests, { force: true });
    const lines: string[] = [];
    const log = path.join(folder, "terraform.log");
    const onLine = (line: string) => lines.push(line);
    const started = performance.now();
    const code = await processes.run({
      command: "terraform",
      args: [...args, "-no-color"],
      cwd: folder,
      env,
      log,
      onLine,
    });
    if (code !== 0) {
      throw new Failure(`terraform ${args[0]} in ${folder}: ${lastErrors(lines)}`);
    }
    return (performance.now() - started) / 1000;
  };
  const calls = () => callsIn(readFileSync(requests, "utf8"));
  await terraform("init");
  try {
    const seconds = await terraform("apply", "-auto-approve");
    const deploy = calls();
    await terraform("plan", "-detailed-exitcode");
    return { deploy, idle: calls(), seconds };
  } finally {
    await terraform("destroy", "-auto-approve");
  }
}

function writeOurs(folder: string, agents: number): string {
  const app = new App({ outdir: folder });
  const stack = new Jenkins2000(app, stackId, {
    createCloud: (scope) => openStackCloud(scope, "jenkins-2000", settings),
    sshFrom: settings.sshFrom,
    retainData: false,
    agents: agentsInAll(agents),
  });
  // cdktf's default is in the current folder, which would mix up the states of the sizes.
  new LocalBackend(stack, { path: path.join(folder, "terraform.tfstate") });
  app.synth();
  return path.join(folder, "stacks", stackId);
}

function writeBaseline(folder: string, agents: number): string {
  const made = path.join(folder, "baseline");
  mkdirSync(made, { recursive: true });
  cpSync(path.join(__dirname, "baseline-openstack"), made, { recursive: true });
  cpSync(path.join(__dirname, "baseline", "user-data.yaml"), path.join(made, "user-data.yaml"));
  const { builds, jenkinsSmall, jenkinsLarge } = agentsInAll(agents);
  const { image = "ubuntu-24.04", externalNetwork = "public", flavors = {} } = settings.openStack ?? {};
  const variables = {
    image,
    external_network: externalNetwork,
    flavors,
    public_key: emulatorPublicKey,
    agents: { builds, jenkins_small: jenkinsSmall, jenkins_large: jenkinsLarge },
  };
  writeFileSync(path.join(made, "terraform.tfvars.json"), JSON.stringify(variables));
  return made;
}
