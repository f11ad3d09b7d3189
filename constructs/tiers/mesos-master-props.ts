import { z } from "zod";
import type { PackageSources } from "../../cloud-init";
import { InvalidInput } from "../../cloud-init/checks/invalid-input";
import type { Flags } from "../../cloud-init/checks/mesos-text";
import { packagesCheck } from "../checks/package-checks";
import {
  anyText,
  checkProps,
  instanceOf,
  nested,
  type PropChecks,
  wholeNumber,
  yesOrNo,
} from "../checks/props";
import type { VpcNetwork } from "../network/vpc-network";
import { type DataVolumeOptions, dataVolumeChecks } from "../plan/volume";
import { checkMachine, type NodeProps, nodeChecks } from "./machine-options";
import { checkMachineSystem } from "./machine-system";
import { type BalancerOptions, balancerChecks } from "./tier-balancer";

/** Marathon beside each master. */
export interface MarathonOptions {
  /** More flags, by their documented names. @default none */
  readonly flags?: Flags;
}

/** One, three or five masters. */
export interface MesosMasterTierProps extends NodeProps {
  readonly network: VpcNetwork;
  /** 1, 3 or 5. ZooKeeper and the Mesos registry need a majority of it. */
  readonly count: 1 | 3 | 5;
  readonly machineType: string;
  /** `false` leaves Marathon out. @default true, with its defaults */
  readonly marathon?: boolean | MarathonOptions;
  /** The retained volume of each master, for ZooKeeper's data. @default 20 GiB */
  readonly dataVolume?: DataVolumeOptions;
  /** @default internal */
  readonly loadBalancer?: BalancerOptions;
  /** More flags of mesos-master, by their documented names. @default none */
  readonly flags?: Flags;
  /** Weights by role: a role with weight 2 gets twice the share of one with 1. @default all 1 */
  readonly weights?: Readonly<Record<string, number>>;
  /** Where Mesos, ZooKeeper, Marathon and Docker come from. @default the network's */
  readonly packages?: PackageSources;
}

const checks: PropChecks<MesosMasterTierProps> = {
  network: instanceOf("VpcNetwork"),
  count: wholeNumber(1, 5),
  machineType: anyText,
  marathon: z
    .union([yesOrNo, nested<MarathonOptions>({ flags: z.record(z.string(), z.unknown()).optional() })], {
      error: "must be true, false or { flags }",
    })
    .optional(),
  dataVolume: nested(dataVolumeChecks).optional(),
  loadBalancer: nested(balancerChecks).optional(),
  flags: z.record(z.string(), z.unknown()).optional(),
  weights: z
    .record(z.string(), z.number().positive(), { error: "must be positive numbers by role" })
    .optional(),
  packages: packagesCheck.optional(),
  ...nodeChecks,
};

/** @throws InvalidInput for a prop that is missing, unknown or invalid, and for what Mesos would refuse */
export function checkMasterProps(id: string, props: MesosMasterTierProps): void {
  checkProps(id, checks, props);
  if (props.count % 2 === 0) {
    throw new InvalidInput(`${id}: count must be odd for a quorum, got ${props.count}; take 1, 3 or 5`);
  }
  const { cloud } = props.network;
  checkMachine(id, cloud, props);
  const marathon = props.marathon === false ? [] : (["marathon", "docker"] as const);
  checkMachineSystem(id, props.network, props, ["mesos", "zookeeper", ...marathon]);
}

/** Marathon's extra flags, as given. */
export function marathonFlags({ marathon }: MesosMasterTierProps): Flags {
  return typeof marathon === "object" ? (marathon.flags ?? {}) : {};
}
