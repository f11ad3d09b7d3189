import { InvalidInput, show } from "../checks/invalid-input";
import { checkAbsolutePath } from "../checks/paths";
import { Part } from "../document/parts";
import { unit } from "../document/systemd";

/** A directory of an NFS server, such as the workspaces that all builds share. */
export interface NfsMountInput {
  /** Such as `10.0.0.9:/export/builds`. */
  readonly source: string;
  readonly mountPoint: string;
  /** Further mount options, comma-separated. @default "hard,noatime" */
  readonly options?: string;
}

/**
 * Mounts of NFS directories, made by systemd when something looks there, and again as long as the server is away: what
 * is meant for the server never ends up on the disk underneath, whichever of the two is up first.
 */
export function nfsParts(mounts: readonly NfsMountInput[]): readonly Part[] {
  if (mounts.length === 0) return [];
  return [
    Part.packages(["nfs-common"]),
    ...mounts.flatMap(({ source, mountPoint, options = "hard,noatime" }, i) => {
      // A Terraform expression is a placeholder for a server that the cloud names.
      if (!/^(\[[0-9a-f:]+\]|[A-Za-z0-9.-]+|\$\{[^{}\s]+\}):\/\S*$/.test(source)) {
        throw new InvalidInput(`nfsMounts[${i}].source must have the form server:/path, got ${show(source)}`);
      }
      checkAbsolutePath(`nfsMounts[${i}].mountPoint`, mountPoint);
      if (!/^[a-z0-9=,._-]+$/.test(options)) {
        throw new InvalidInput(
          `nfsMounts[${i}].options must be mount options with commas between them, got ${show(options)}`,
        );
      }
      const name = mountUnit(mountPoint);
      const automount = name.replace(/mount$/, "automount");
      return [
        unit(name, {
          Unit: {
            Description: `NFS ${source}`,
            Wants: "network-online.target",
            After: "network-online.target",
            // However often it is asked for: past the limit systemd would not look there again.
            StartLimitIntervalSec: "0",
          },
          Mount: {
            What: source,
            Where: mountPoint,
            Type: "nfs",
            Options: `${options},_netdev`,
            TimeoutSec: "60",
          },
        }),
        unit(automount, {
          Unit: { Description: `NFS ${source}, when it is needed` },
          Automount: { Where: mountPoint },
          Install: { WantedBy: "remote-fs.target" },
        }),
        Part.service(automount, { enabled: true }),
      ];
    }),
  ];
}

/** The name that systemd demands of a mount's unit: the path with dashes for slashes, and dashes escaped. */
export const mountUnit = (mountPoint: string): string =>
  `${mountPoint.slice(1).replaceAll("-", "\\x2d").replaceAll("/", "-")}.mount`;
