import { DataOpenstackComputeFlavorV2 } from "@cdktf/provider-openstack/lib/data-openstack-compute-flavor-v2";
import type { TerraformProvider } from "cdktf";
import type { Construct } from "constructs";
import { InvalidInput, show } from "../../../cloud-init/checks/invalid-input";
import { markInstances } from "../../checks/instances";
import { idOf } from "../support/expression-id";

/** A Nova flavor: what an OpenStack installation has for a machine type. */
export class OpenStackFlavor {
  /** @throws InvalidInput where the name is empty */
  static named(name: string): OpenStackFlavor {
    return new OpenStackFlavor({ name: notEmpty("name", name) });
  }

  /** @throws InvalidInput where the id is empty */
  static fromId(flavorId: string): OpenStackFlavor {
    return new OpenStackFlavor({ flavorId: notEmpty("id", flavorId) });
  }

  private constructor(private readonly query: { readonly name: string } | { readonly flavorId: string }) {}

  /** The flavor as Nova has it. @internal */
  resolve(scope: Construct, machineType: string, provider: TerraformProvider): DataOpenstackComputeFlavorV2 {
    // Nova's names may have spaces, which construct ids may not.
    const id = `flavor-${idOf(scope, machineType)}`;
    return new DataOpenstackComputeFlavorV2(scope, id, { provider, ...this.query });
  }
}
markInstances(OpenStackFlavor, "OpenStackFlavor");

function notEmpty(what: string, value: string): string {
  if (typeof value !== "string" || !value.trim()) {
    throw new InvalidInput(`flavor must be the ${what} of a flavor, got ${show(value)}`);
  }
  return value;
}
