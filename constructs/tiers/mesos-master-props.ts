import { z } from "zod";
import type { PackageSources } from "../../cloud-init";
import { InvalidInput } from "../../cloud-init/checks/invalid-input";
import type { Flags } from "../../cloud-init/checks/mesos-text";
import { packagesCheck } from "../checks/package-checks";
import {
  anyText,
  checkProps,
  instanceOf,
  listOf,
  nested,
  type PropChecks,
  wholeNumber,
  yesOrNo,
} from "../checks/props";
import type { VpcNetwork } from "../network/vpc-network";
import { type DataVolumeOptions, dataVolumeChecks } from "../plan/volume";
import { type HaproxyOptions, haproxyChecks } from "./haproxy-pair";
import { checkMachine, type NodeProps, nodeChecks } from "./machine-options";
import { checkMachineSystem } from "./machine-system";

/** Marathon beside each master. */
export interface MarathonOptions {
  /** More flags, by their documented names. @default none */
  readonly flags?: Flags;
}

/** The load balancer before Marathon and the Mesos pages. */
export interface BalancerOptions {
  /** In the public subnets. @default false: reachable within the network */
  readonly isPublic?: boolean;
  /** The ranges that may reach it beside the network's gateway. @default none */
  readonly allowFrom?: readonly string[];
  /** Confirms a range of `0.0.0.0/0`. @default false */
  readonly allowFromAnywhere?: boolean;
  /** A pair of machines with HAProxy instead, for a cloud that has no load balancers. @default the cloud's */
  readonly haproxy?: HaproxyOptions;
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

/** The checks of {@link BalancerOptions}. */
export const balancerChecks: PropChecks<BalancerOptions> = {
  isPublic: yesOrNo.optional(),
  allowFrom: listOf(anyText, "address ranges").optional(),
  allowFromAnywhere: yesOrNo.optional(),
  haproxy: nested(haproxyChecks).optional(),
};

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
