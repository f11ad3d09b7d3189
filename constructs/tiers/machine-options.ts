import { listOf, nested, textMap, wholeNumber } from "../checks/props";
import type { Cloud } from "../clouds/cloud";
import { type VolumeOptions, volumeChecks } from "../plan/volume";
import { partCheck } from "./tier-documents";

/** The checks of what the machines of every tier have. */
export const machineChecks = {
  rootVolume: nested(volumeChecks).optional(),
  extraParts: listOf(partCheck, "cloud-init parts").optional(),
  tags: textMap.optional(),
};

/** The checks of what every tier of planned addresses has. */
export const nodeChecks = { firstHost: wholeNumber(1).optional(), ...machineChecks };

/** @throws InvalidInput for a machine type or a volume that the cloud has not */
export function checkMachine(
  owner: string,
  cloud: Cloud,
  machine: {
    readonly machineType: string;
    readonly dataVolume?: VolumeOptions;
    readonly rootVolume?: VolumeOptions;
  },
): void {
  cloud.checkMachineType(owner, machine.machineType);
  if (machine.dataVolume) cloud.checkVolume(owner, machine.dataVolume);
  if (machine.rootVolume) cloud.checkRootVolume(owner, machine.rootVolume);
}
