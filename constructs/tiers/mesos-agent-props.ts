import { z } from "zod";
import type { CachedImage, InstanceStoreInput, NfsMountInput, PackageSources } from "../../cloud-init";
import { InvalidInput, show, withOwner } from "../../cloud-init/checks/invalid-input";
import { checkResources, type Flags, type Resources } from "../../cloud-init/checks/mesos-text";
import { packagesCheck } from "../checks/package-checks";
import {
  absolutePath,
  anyText,
  checkProps,
  instanceOf,
  listOf,
  nested,
  objectWith,
  oneOf,
  type PropChecks,
  wholeNumber,
} from "../checks/props";
import type { PoolCapacity } from "../clouds/cloud";
import type { Volume } from "../plan/volume";
import { type MachineProps, machineChecks } from "./machine-options";
import { checkMachineSystem } from "./machine-system";
import type { MesosMasterTier } from "./mesos-master-tier";
import type { SharedMount } from "./shared-storage";

/** A pool of like agents. */
export interface MesosAgentPoolProps extends MachineProps {
  /** The masters that the agents register with; the pool lives in their network. */
  readonly masters: MesosMasterTier;
  readonly machineType: string;
  /** How many agents, 0 or more. Give this or `capacity`. */
  readonly count?: number;
  /** Bounds between which the cloud scales, where it can. Give this or `count`. */
  readonly capacity?: PoolCapacity;
  /** Those of the network's zones that agents are in, by number from 1. @default all of them */
  readonly zoneNumbers?: readonly number[];
  /** What Jenkins and Marathon choose agents by: `{ workload: "build" }`; the zone is added at boot. @default none */
  readonly attributes?: Readonly<Record<string, string>>;
  /** The role that the agents' resources are reserved for. @default "*": everyone's */
  readonly role?: string;
  /** What agents offer, in Mesos's units (memory and disk in MB): `{ cpus: 7, mem: 14000 }`. @default what Mesos finds */
  readonly resources?: Resources;
  /** More flags of mesos-agent, by their documented names. @default none */
  readonly flags?: Flags;
  /**
   * What an agent does that starts with an attribute or resource changed or gone, which Mesos does not take from an agent
   * it knows: come up as a new agent, whose old tasks are lost, or stay away until it has them again.
   * @default "fresh-identity"
   */
  readonly onIncompatibleChange?: "fresh-identity" | "refuse";
  /** More volumes, gone with their agent. @default none */
  readonly volumes?: readonly Volume[];
  /**
   * The machines' own disks, striped into one filesystem, such as `{ disks: 2, mountPoint: "/var/lib/docker" }` for a
   * c3.2xlarge. @default they are not used
   */
  readonly instanceStore?: InstanceStoreInput;
  /**
   * Directories of NFS servers: `storage.mount("/srv/builds")` of a `SharedStorage`, or
   * `{ source: "10.0.0.9:/export/builds", mountPoint: "/srv/builds" }`. @default none
   */
  readonly nfsMounts?: readonly (NfsMountInput | SharedMount)[];
  /** Images that are on an agent before it registers: by name, or with the archive to load them from. @default none */
  readonly cachedImages?: readonly CachedImage[];
  /** Where Mesos and Docker come from, for an upgrade pool by pool. @default the network's */
  readonly packages?: PackageSources;
}

const checks: PropChecks<MesosAgentPoolProps> = {
  masters: instanceOf("MesosMasterTier"),
  machineType: anyText,
  count: wholeNumber(0).optional(),
  capacity: nested<PoolCapacity>({
    min: wholeNumber(0),
    max: wholeNumber(1),
    spotPercentage: wholeNumber(0, 100).optional(),
  }).optional(),
  zoneNumbers: listOf(wholeNumber(1), "zone numbers from 1").optional(),
  attributes: z.record(z.string(), z.unknown()).optional(),
  role: anyText.optional(),
  resources: z.record(z.string(), z.unknown()).optional(),
  flags: z.record(z.string(), z.unknown()).optional(),
  onIncompatibleChange: oneOf("fresh-identity", "refuse").optional(),
  volumes: listOf(
    instanceOf("Volume", 'a volume such as Volume.ephemeral("/var/lib/docker", { sizeGiB: 200 })'),
    "volumes",
  ).optional(),
  instanceStore: nested<InstanceStoreInput>({
    disks: wholeNumber(1),
    mountPoint: absolutePath("/var/lib/docker"),
    filesystem: oneOf("xfs", "ext4").optional(),
  }).optional(),
  nfsMounts: listOf(
    nested<SharedMount>({
      source: anyText,
      mountPoint: absolutePath("/srv/builds"),
      options: anyText.optional(),
      storage: instanceOf("SharedStorage").optional(),
    }),
    "NFS mounts",
  ).optional(),
  cachedImages: listOf(
    z.union([anyText, objectWith("image", "an image")], {
      error: "must be an image's name or { image, url, sha256 }",
    }),
    "images",
  ).optional(),
  packages: packagesCheck.optional(),
  ...machineChecks,
};

/** @throws InvalidInput for a prop that is missing, unknown or invalid, and for what Mesos would refuse */
export function checkAgentProps(id: string, props: MesosAgentPoolProps): void {
  checkProps(id, checks, props);
  const { cloud } = props.masters.network;
  checkSize(id, props);
  cloud.checkMachineType(id, props.machineType);
  checkMachineSystem(id, props.masters.network, props, ["mesos", "docker"]);
  checkZoneNumbers(id, props);
  withOwner(id, () => checkResources(props.resources ?? {}));
  if (props.rootVolume) cloud.checkRootVolume(id, props.rootVolume);
  checkVolumes(id, props);
  checkMountPoints(id, props);
}

function checkSize(id: string, { count, capacity }: MesosAgentPoolProps): void {
  if ((count === undefined) === (capacity === undefined)) {
    throw new InvalidInput(
      `${id}: count or capacity must be given, and not both, got ${show({ count, capacity })}`,
    );
  }
  if (capacity && capacity.max < capacity.min) {
    throw new InvalidInput(
      `${id}: capacity.max must not be less than min, got ${capacity.min} to ${capacity.max}`,
    );
  }
}

function checkZoneNumbers(id: string, { zoneNumbers, masters }: MesosAgentPoolProps): void {
  if (!zoneNumbers) return;
  const { zoneCount } = masters.network;
  if (
    zoneNumbers.length === 0 ||
    new Set(zoneNumbers).size !== zoneNumbers.length ||
    zoneNumbers.some((number) => number > zoneCount)
  ) {
    throw new InvalidInput(
      `${id}: zoneNumbers must be different numbers from 1 to ${zoneCount}, got ${show(zoneNumbers)}; leave it out for all`,
    );
  }
}

function checkVolumes(id: string, { volumes = [], instanceStore, masters }: MesosAgentPoolProps): void {
  const { cloud } = masters.network;
  const { instanceStoreDisks } = cloud.traits;
  if (instanceStore && instanceStore.disks > instanceStoreDisks) {
    throw new InvalidInput(
      instanceStoreDisks
        ? `${id}: instanceStore.disks must be a whole number from 1 to ${instanceStoreDisks}, got ${instanceStore.disks}`
        : `${id}: instanceStore is not available on this cloud, got ${show(instanceStore)}; use volumes`,
    );
  }
  const names = cloud.traits.deviceNames;
  if (volumes.length > names.length) {
    throw new InvalidInput(
      `${id}: volumes must be at most ${names.length} beside the root, one for each name from ${names[0]} to ${names[names.length - 1]}, got ${volumes.length}; take fewer and larger ones`,
    );
  }
  for (const volume of volumes) cloud.checkVolume(id, volume.options);
}

/** A mount hides the one below it, and two units of systemd cannot have one name. */
function checkMountPoints(id: string, props: MesosAgentPoolProps): void {
  const { instanceStore, volumes = [], nfsMounts = [] } = props;
  const mounts = { instanceStore: instanceStore ? [instanceStore] : [], volumes, nfsMounts };
  const seen = new Set<string>();
  for (const [prop, list] of Object.entries(mounts)) {
    for (const { mountPoint } of list) {
      if (seen.has(mountPoint)) {
        throw new InvalidInput(
          `${id}: ${prop} must have mount points that nothing else has, got ${show(mountPoint)} twice; give one another path`,
        );
      }
      seen.add(mountPoint);
    }
  }
}
