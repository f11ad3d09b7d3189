import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import path from "node:path";
import { Failure } from "../failure";
import type { Processes } from "../processes";
import { comesFromRegistry, ownMirrors } from "../terraform-environment";
import { terraformPlatform } from "../terraform-mirrors";

export const openstackProvider = "registry.terraform.io/terraform-provider-openstack/openstack";

/** The mirror for the provider built here. */
export const openstackMirror = path.join(ownMirrors, "openstack");

const goModule = path.join(__dirname, "provider");
const goPackage = "github.com/terraform-provider-openstack/terraform-provider-openstack/v3";

/** Ensures that `terraform init` finds the OpenStack provider: builds it if neither the registry nor a mirror has it. */
export async function ensureOpenstackProvider(processes: Processes): Promise<void> {
  if (comesFromRegistry(openstackProvider) && !(await registryResponds())) {
    await buildOpenstackProvider(openstackMirror, processes);
  }
}

async function registryResponds(): Promise<boolean> {
  try {
    const [host] = openstackProvider.split("/");
    // Terraform's service discovery.
    const signal = AbortSignal.timeout(10_000);
    return (await fetch(`https://${host}/.well-known/terraform.json`, { signal })).ok;
  } catch {
    return false;
  }
}

/**
 * Builds the OpenStack provider from its Go module (`tools/openstack/provider`, with pinned checksums), for machines on
 * which Terraform cannot download it. The first build takes about 90 seconds; later calls reuse it.
 *
 * @param mirror a folder in the layout of a Terraform filesystem mirror
 * @throws Failure if Go is missing, or the build fails
 */
export async function buildOpenstackProvider(mirror: string, processes: Processes): Promise<void> {
  const version = moduleVersion();
  const name = `terraform-provider-openstack_v${version}`;
  const folder = path.resolve(mirror, openstackProvider, version, terraformPlatform());
  const binary = path.join(folder, name);
  if (existsSync(binary)) {
    return;
  }
  mkdirSync(folder, { recursive: true });
  // Moved into the version's folder once complete, so that Terraform never finds a partial file.
  const unfinished = path.resolve(mirror, `${name}.${process.pid}`);
  const lines: string[] = [];
  const code = await processes.run({
    command: "go",
    args: ["build", "-trimpath", "-ldflags", `-s -w -X main.version=${version}`, "-o", unfinished, goPackage],
    cwd: goModule,
    env: goEnvironment(),
    onLine: (line) => lines.push(line),
  });
  if (code !== 0) {
    rmSync(unfinished, { force: true });
    throw new Failure(`cannot build the OpenStack provider:\n${lines.slice(-5).join("\n")}`);
  }
  renameSync(unfinished, binary);
}

/** The version that `go.mod` pins, without the `v`. */
export function moduleVersion(): string {
  try {
    return execFileSync("go", ["list", "-m", "-f", "{{.Version}}", goPackage], {
      cwd: goModule,
      env: goEnvironment(),
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
    })
      .trim()
      .replace(/^v/, "");
  } catch (error) {
    throw new Failure(
      `install Go 1.24 or newer, which builds the OpenStack provider (${(error as Error).message})`,
    );
  }
}

// Overrides the user's settings.
function goEnvironment(): NodeJS.ProcessEnv {
  return { ...process.env, GOFLAGS: "-mod=readonly", GOWORK: "off", CGO_ENABLED: "0" };
}
