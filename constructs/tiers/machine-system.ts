import { defaultPackageSources, type PackageSource, type PackageSources } from "../../cloud-init";
import { InvalidInput, show } from "../../cloud-init/checks/invalid-input";
import type { KnownFrom } from "../clouds/cloud";
import type { VpcNetwork } from "../network/vpc-network";

/**
 * @param tier what its machines are, and the tier's own sources
 * @param programs what is installed on them
 * @throws InvalidInput where a source is known to have nothing for the machines' system or architecture
 */
export function checkMachineSystem(
  owner: string,
  network: VpcNetwork,
  tier: { readonly machineType: string; readonly packages?: PackageSources },
  programs: readonly (keyof PackageSources)[],
): void {
  const { sources } = network.documentDefaults(tier.packages);
  const machine = network.cloud.machineSystem(tier.machineType);
  for (const program of programs) {
    const source: PackageSource = sources[program] ?? defaultPackageSources[program];
    if (source.kind !== "apt" && source.kind !== "container") continue;
    refuseOther(owner, program, machine.architecture, source.architectures);
    if (source.kind === "apt" && typeof source.uri !== "string") {
      refuseOther(owner, program, machine.system, Object.keys(source.uri));
    }
  }
}

function refuseOther(
  owner: string,
  program: string,
  known: KnownFrom<string> | undefined,
  has: readonly string[] | undefined,
): void {
  if (!known || !has || has.includes(known.value)) return;
  throw new InvalidInput(
    `${owner}: ${known.prop} must be for ${has.join(" or ")}, which packages.${program} has, got ${show(known.given)}, which is for ${known.value}; choose another, or give packages.${program} a source that has ${known.value}`,
  );
}
