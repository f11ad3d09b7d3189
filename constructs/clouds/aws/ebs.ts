import { InvalidInput, show } from "../../../cloud-init/checks/invalid-input";
import type { VolumeOptions } from "../../plan/volume";

interface VolumeType {
  /** The least GiB. @default 1 */
  readonly leastGiB?: number;
  /** Whether an instance starts from one. @default true */
  readonly boots?: false;
  /** The least IOPS to ask for, and the most a GiB; left out where they cannot be asked for. */
  readonly iops?: { readonly least: number; readonly mostPerGiB: number };
  /** Whether it has to be asked for IOPS. @default false */
  readonly needsIops?: true;
}

/** EBS's types with their lower limits and ratios (EBS User Guide, "Amazon EBS volume types"). AWS raises the upper ones. */
const TYPES: Readonly<Record<string, VolumeType>> = {
  gp2: {},
  gp3: { iops: { least: 3000, mostPerGiB: 500 } },
  io1: { leastGiB: 4, iops: { least: 100, mostPerGiB: 50 }, needsIops: true },
  io2: { leastGiB: 4, iops: { least: 100, mostPerGiB: 1000 }, needsIops: true },
  st1: { leastGiB: 125, boots: false },
  sc1: { leastGiB: 125, boots: false },
  standard: {},
};

/** What gp3 has without being asked, and the least throughput in MiB/s that it can be asked for. */
const GP3 = { iops: 3000, leastThroughput: 125 };

/** @throws InvalidInput for a volume that EBS would refuse half-way through a deploy */
export function checkEbsVolume(owner: string, volume: VolumeOptions): void {
  const { type = "gp3", sizeGiB, iops, throughputMiBps } = volume;
  const known = Object.hasOwn(TYPES, type) ? TYPES[type] : undefined;
  const refusal = (message: string) => new InvalidInput(`${owner}: ${message}`);
  if (!known) throw refusal(`volume type must be one of ${Object.keys(TYPES).join(", ")}, got ${show(type)}`);
  if (sizeGiB < (known.leastGiB ?? 1)) {
    throw refusal(`sizeGiB must be ${known.leastGiB} or more for ${type}, got ${sizeGiB}`);
  }
  if (known.needsIops && !iops) throw refusal(`a volume of type ${type} needs iops, got nothing`);
  if (iops) {
    if (!known.iops) throw refusal(`iops can be set for gp3, io1 and io2, got ${iops} for ${type}`);
    const { least, mostPerGiB } = known.iops;
    const most = Math.max(type === "gp3" ? GP3.iops : 0, mostPerGiB * sizeGiB);
    if (iops < least || iops > most) {
      throw refusal(
        `iops must be ${least} to ${most} for ${sizeGiB} GiB of ${type}, got ${iops}; for more take a larger sizeGiB`,
      );
    }
  }
  if (throughputMiBps) {
    if (type !== "gp3") throw refusal(`throughputMiBps is gp3's alone, got ${throughputMiBps} for ${type}`);
    const most = Math.floor((iops ?? GP3.iops) / 4);
    if (throughputMiBps < GP3.leastThroughput || throughputMiBps > most) {
      throw refusal(
        `throughputMiBps must be ${GP3.leastThroughput} to ${most}, a quarter of the iops, got ${throughputMiBps}; for more ask for more iops`,
      );
    }
  }
}

/** @throws InvalidInput as {@link checkEbsVolume}, and for a type that no instance starts from */
export function checkEbsRootVolume(owner: string, volume: VolumeOptions): void {
  const { type = "gp3" } = volume;
  checkEbsVolume(owner, volume);
  if (TYPES[type]?.boots === false) {
    throw new InvalidInput(
      `${owner}: rootVolume must be of a type that instances start from, got ${show(type)}; take gp3`,
    );
  }
}
