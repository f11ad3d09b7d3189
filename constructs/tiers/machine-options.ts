import type { Part } from "../../cloud-init";
import { listOf, nested, type PropChecks, textMap, wholeNumber } from "../checks/props";
import type { Cloud } from "../clouds/cloud";
import { type VolumeOptions, volumeChecks } from "../plan/volume";
import { partCheck } from "./tier-documents";

/** What the machines of every tier take. */
export interface MachineProps {
  /** @default 50 GiB; 20 GiB for gateways, routers and HAProxy pairs, 30 GiB for monitoring */
  readonly rootVolume?: VolumeOptions;
  /** Further parts of the cloud-init document. @default none */
  readonly extraParts?: readonly Part[];
  /** @default only the cluster's own */
  readonly tags?: Readonly<Record<string, string>>;
}

/** What every tier with planned addresses takes. */
export interface NodeProps extends MachineProps {
  /**
   * The number of the first node's address in its zone's private subnet.
   * @default masters 10, registry 16, NFS server 20, monitoring 22, HAProxy pair 24, router 28, Elasticsearch 32
   */
  readonly firstHost?: number;
}

/** The checks of {@link MachineProps}. */
export const machineChecks: PropChecks<MachineProps> = {
  rootVolume: nested(volumeChecks).optional(),
  extraParts: listOf(partCheck, "cloud-init parts").optional(),
  tags: textMap.optional(),
};

/** The checks of {@link NodeProps}. */
export const nodeChecks: PropChecks<NodeProps> = { firstHost: wholeNumber(1).optional(), ...machineChecks };

/** @throws InvalidInput for a machine type or a volume that the cloud does not have */
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
