import type { ComputeInstanceV2BlockDevice } from "@cdktf/provider-openstack/lib/compute-instance-v2";
import type { VolumeOptions } from "../../plan/volume";
import type { OpenStackContext } from "./context";

/**
 * What a running server keeps when it changes in the program: Terraform would replace or rebuild the server. New servers
 * get the new values; an old one does when it is replaced on purpose (`-replace`).
 */
export const onlyNewServers = {
  ignoreChanges: [
    "image_id",
    "user_data",
    "key_pair",
    "block_device",
    "scheduler_hints",
    "config_drive",
    // Nova's list of zones can change; existing servers stay in their zone.
    "availability_zone",
  ],
};

/** What a document has for the id of its machine's data volume, which Terraform puts in. */
export const DATA_VOLUME_ID = "DATA-VOLUME-ID";

/**
 * The disks of a server: the root and what is beside it. None where Nova's own way of booting from an image does: the
 * image is then an attribute of the server.
 */
export function blockDevices(
  context: OpenStackContext,
  root: VolumeOptions,
  beside: readonly ComputeInstanceV2BlockDevice[],
): { imageId?: string; blockDevice?: ComputeInstanceV2BlockDevice[] } {
  const { boot = { from: "image" } } = context.choices;
  const image = { bootIndex: 0, sourceType: "image", uuid: context.imageId };
  if (boot.from === "volume") {
    const volumeType = root.type ?? boot.type;
    return {
      blockDevice: [
        {
          ...image,
          destinationType: "volume",
          volumeSize: root.sizeGiB,
          ...(volumeType ? { volumeType } : {}),
          deleteOnTermination: boot.deleteWithServer ?? true,
        },
        ...beside,
      ],
    };
  }
  return {
    imageId: context.imageId,
    ...(beside.length > 0
      ? { blockDevice: [{ ...image, destinationType: "local", deleteOnTermination: true }, ...beside] }
      : {}),
  };
}

/** A volume that comes and goes with its server. */
export function ownVolume(volume: VolumeOptions): ComputeInstanceV2BlockDevice {
  return {
    bootIndex: -1,
    sourceType: "blank",
    destinationType: "volume",
    volumeSize: volume.sizeGiB,
    ...(volume.type ? { volumeType: volume.type } : {}),
    deleteOnTermination: true,
  };
}

/** What a port has of the firewall: nothing where `port_security` is off, which Neutron insists on. */
export function portSecurity({ choices }: OpenStackContext, securityGroupId: string) {
  return choices.portSecurity === false
    ? { portSecurityEnabled: false, noSecurityGroups: true }
    : { portSecurityEnabled: choices.portSecurity, securityGroupIds: [securityGroupId] };
}
