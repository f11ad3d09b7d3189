import type { VolumeOptions } from "../../plan/volume";
import type { AwsContext } from "./context";

/**
 * What a running instance keeps when it changes in the program: Terraform would replace the instance, or stop and
 * start it. New instances get the new values; an old one does when it is replaced on purpose (`-replace`).
 */
export const onlyNewInstances = {
  ignoreChanges: ["ami", "user_data", "user_data_base64", "key_name"],
};

/** The same for a pool's instances, whose volumes and zone are part of the machine. */
export const onlyNewAgents = {
  ignoreChanges: [
    ...onlyNewInstances.ignoreChanges,
    "subnet_id",
    "availability_zone",
    "ebs_block_device",
    "ephemeral_block_device",
  ],
};

/** Only IMDSv2, and not for containers: a hop limit of one ends at the host. */
export const secureMetadata = { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 };

/** Type and speed of an EBS volume. */
export function volumeSettings(volume: VolumeOptions): { type: string; iops?: number; throughput?: number } {
  return {
    type: volume.type ?? "gp3",
    ...(volume.iops ? { iops: volume.iops } : {}),
    ...(volume.throughputMiBps ? { throughput: volume.throughputMiBps } : {}),
  };
}

/** A block device that comes and goes with its instance. */
export function blockDevice(context: AwsContext, volume: VolumeOptions) {
  const { type, ...speed } = volumeSettings(volume);
  return {
    volumeSize: volume.sizeGiB,
    volumeType: type,
    ...speed,
    encrypted: true,
    ...(context.kmsKeyId ? { kmsKeyId: context.kmsKeyId } : {}),
    deleteOnTermination: true,
  };
}

/**
 * The machine's own disks under the names that nodes look for them: older types have those that are mapped, at most
 * four here. Types with NVMe have all of theirs, and EC2 ignores this.
 */
export function instanceStoreMappings(disks: number): { deviceName: string; virtualName: string }[] {
  return [..."bcde"]
    .slice(0, disks)
    .map((letter, i) => ({ deviceName: `/dev/sd${letter}`, virtualName: `ephemeral${i}` }));
}
