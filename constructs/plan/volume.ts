import { show, withOwner } from "../../cloud-init/checks/invalid-input";
import { checkAbsolutePath } from "../../cloud-init/checks/paths";
import { markInstances } from "../checks/instances";
import { anyText, checkProps, oneOf, type PropChecks, wholeNumber, yesOrNo } from "../checks/props";

/** A file system that a volume is formatted with, once. */
export type Filesystem = "xfs" | "ext4";

/** How large and fast a volume is; what the cloud does not know by that name is refused by the cloud. */
export interface VolumeOptions {
  /** GiB. */
  readonly sizeGiB: number;
  /** The cloud's name of a volume type. @default the cloud's: `gp3` on AWS */
  readonly type?: string;
  /** Provisioned operations a second. @default what the type gives */
  readonly iops?: number;
  /** Provisioned throughput in MiB/s. @default what the type gives */
  readonly throughputMiBps?: number;
  /** @default "xfs", made with ftype=1 as Docker's overlay2 wants it */
  readonly filesystem?: Filesystem;
}

/** The checks of {@link VolumeOptions}, for props that nest them. */
export const volumeChecks: PropChecks<VolumeOptions> = {
  sizeGiB: wholeNumber(1, 65536),
  type: anyText.optional(),
  iops: wholeNumber(1).optional(),
  throughputMiBps: wholeNumber(1).optional(),
  filesystem: oneOf("xfs", "ext4").optional(),
};

/** A volume with data that must outlive machines. */
export interface DataVolumeOptions extends VolumeOptions {
  /**
   * Whether Terraform refuses every plan that would destroy it. `false` is how it is let go of on purpose, before a
   * destroy. @default true
   */
  readonly retain?: boolean;
}

/** The checks of {@link DataVolumeOptions}. */
export const dataVolumeChecks: PropChecks<DataVolumeOptions> = {
  ...volumeChecks,
  retain: yesOrNo.optional(),
};

/** A volume of a pool's agents beside their root: made with the machine and gone with it. */
export class Volume {
  /**
   * A volume that lives as long as its agent: Docker's data, Mesos's work directory, build caches.
   *
   * @throws InvalidInput where the mount point or an option is invalid
   */
  static ephemeral(mountPoint: string, options: VolumeOptions): Volume {
    const owner = `volume ${show(mountPoint)}`;
    withOwner(owner, () => checkAbsolutePath("the mount point", mountPoint));
    checkProps(owner, volumeChecks, options);
    return new Volume(mountPoint, options);
  }

  private constructor(
    readonly mountPoint: string,
    readonly options: VolumeOptions,
  ) {}
}
markInstances(Volume, "Volume");
