import { InvalidInput, show } from "../checks/invalid-input";
import { checkAbsolutePath } from "../checks/paths";
import { Part } from "../document/parts";
import { scriptPath } from "../document/scripts";
import { unit } from "../document/systemd";
import type { DiskInput } from "./base";

/** The disks of a machine itself, striped into one filesystem. What it holds is gone with the machine. */
export interface InstanceStoreInput extends Omit<DiskInput, "device"> {
  /** How many the machine type has, 1 to 24. Types older than NVMe give four at most. */
  readonly disks: number;
}

/** The parts that stripe and mount a machine's own disks, at each boot. */
export function instanceStoreParts(input: InstanceStoreInput): readonly Part[] {
  const { disks, mountPoint, filesystem = "xfs" } = input;
  if (!Number.isInteger(disks) || disks < 1 || disks > 24) {
    throw new InvalidInput(`instanceStore.disks must be a whole number from 1 to 24, got ${show(disks)}`);
  }
  checkAbsolutePath("instanceStore.mountPoint", mountPoint);
  const service = "cdktf-mesos-instance-store.service";
  const start = [scriptPath("instance-store"), String(disks), mountPoint, filesystem];
  return [
    Part.script("instance-store"),
    unit(service, {
      Unit: {
        Description: "Mount the disks of this machine itself",
        After: ["local-fs.target", "cdktf-mesos-disks.service"],
        Before: ["docker.service", "mesos-agent.service"],
      },
      Service: {
        Type: "oneshot",
        RemainAfterExit: "yes",
        ExecStart: start.join(" "),
        Restart: "on-failure",
        RestartSec: "30",
      },
      // Without them a service would fill the root disk.
      Install: { RequiredBy: ["docker.service", "mesos-agent.service"], WantedBy: "multi-user.target" },
    }),
    // cloud-init would mount the first one of older machine types at /mnt.
    Part.config({ mounts: [["ephemeral0"]] }),
    Part.packages([
      ...(disks > 1 ? ["mdadm"] : []),
      "util-linux",
      filesystem === "xfs" ? "xfsprogs" : "e2fsprogs",
    ]),
    Part.run(start),
    Part.service(service, { enabled: true }),
  ];
}
