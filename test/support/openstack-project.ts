import { execFileSync } from "node:child_process";
import path from "node:path";
import { ensureOpenstackProvider } from "../../tools/openstack/provider-binary";
import { Processes } from "../../tools/processes";
import { type VirtualEnvironment, virtualEnvironment } from "../../tools/virtual-environment";
import { type Inventory, projectRoot } from "./aws-account";

/** Names of a cloud's resources that are suitable for a test. */
export interface Choices {
  /** Name of the smallest flavor. */
  readonly flavor: string;
  /** Name of an image. */
  readonly image: string;
  /** Name of the external network. */
  readonly externalNetwork: string;
  /** Name of a volume type. */
  readonly volumeType: string;
}

/** A server's properties. */
export interface Server {
  readonly id: string;
  readonly addresses: readonly string[];
  readonly ports: readonly string[];
  readonly volumes: readonly string[];
  readonly vcpus: number;
  readonly memoryMiB: number;
}

/** `describe` if there is a cloud in `OS_CLOUD`, see `test/openstack/with-cloud.sh`. */
export const describeOnOpenstack = process.env.OS_CLOUD ? describe : describe.skip;

/** The project of the OpenStack cloud that `OS_CLOUD` names. */
export class OpenstackProject {
  private constructor(private readonly environment: VirtualEnvironment) {}

  /** Also ensures that Terraform finds the provider. */
  static async open(): Promise<OpenstackProject> {
    const processes = new Processes();
    await ensureOpenstackProvider(processes);
    const requirements = path.join(projectRoot, "tools", "openstack", "requirements.txt");
    const folder = path.join(projectRoot, ".cache", "venv-openstack");
    return new OpenstackProject(await virtualEnvironment(folder, processes, requirements));
  }

  /** Runs a Python program with the OpenStack SDK, and parses its output as JSON. */
  python<Result>(args: readonly string[]): Result {
    return JSON.parse(execFileSync(this.environment.python, args, { encoding: "utf8" }));
  }

  inventory(): Inventory {
    return this.python([path.join(__dirname, "openstack-inventory.py")]);
  }

  /** The servers with this prefix, by name. */
  servers(prefix: string): Readonly<Record<string, Server>> {
    const all = this.python<Record<string, Server>>([path.join(__dirname, "openstack-servers.py")]);
    return Object.fromEntries(Object.entries(all).filter(([name]) => name.startsWith(prefix)));
  }

  choices(): Choices {
    return this.python([path.join(__dirname, "openstack-choices.py")]);
  }
}
