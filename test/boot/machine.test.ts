import path from "node:path";
import { inLab } from "./lab/lab";
import { onMachine } from "./lab/machine";
import { projectRoot } from "./lab/places";

const booted = inLab ? describe : describe.skip;
const script = path.join(projectRoot, "cloud-init", "scripts", "instance-store.sh");

jest.setTimeout(400_000);

/** Each line that it prints is something that was looked at. */
const main = `
at=/var/lib/docker
boot() { bash /usr/local/sbin/cdktf-mesos-instance-store "$@" 2>&1 || echo "refused with $?"; }
off() { umount "$at"; mdadm --stop --scan --quiet; udevadm settle; }
blank() { for disk in sdb sdc; do wipefs --quiet --all --force "/dev/$disk"; dd if=/dev/zero of=/dev/$disk bs=1M count=8 status=none; done; udevadm settle; }
look() { findmnt --noheadings --output FSTYPE,OPTIONS "$at" | cut -d, -f1,2; }
export CDKTF_MESOS_DISK_TIMEOUT=4

boot 2 $at xfs
look
echo "MiB: $(($(df --output=size --block-size=1M $at | tail -n 1) > 400))"
cat /sys/block/md127/md/level
xfs_info $at | grep --only-matching ftype=1
echo kept >$at/file

off
boot 2 $at xfs
cat $at/file
boot 2 $at xfs
look

off
blank
boot 2 $at xfs
ls $at

off
blank
mkfs.ext4 -q /dev/sdc
boot 2 $at xfs
blkid --probe --match-tag TYPE --output value /dev/sdc

blank
mkfs.ext3 -q /dev/sdb
boot 1 $at ext4
look
umount $at

blank
boot 3 $at xfs
`;

booted("a machine's own disks, under a kernel of its own", () => {
  test("are striped once, kept over a reboot, made anew when they come back empty, and nobody else's", async () => {
    const output = await onMachine({
      main,
      programs: { "cdktf-mesos-instance-store": script },
      disks: 2,
    });
    // Of disks as small as these.
    const lines = output.split("\n").filter((line) => !line.includes("small data volume"));
    expect(lines).toEqual([
      "xfs    rw,noatime",
      "MiB: 1",
      "raid0",
      "ftype=1",
      // a reboot, and the same boot again
      "kept",
      "xfs    rw,noatime",
      // stopped and started: empty
      // somebody's filesystem
      "instance store for /var/lib/docker: /dev/sdc holds ext4: not touched",
      "refused with 1",
      "ext4",
      // one disk, as EC2 hands it out on older types
      "ext4   rw,noatime",
      // fewer disks than the program says
      "instance store for /var/lib/docker: 3 disks are wanted, there are 2: /dev/sdb /dev/sdc",
      "refused with 1",
      "ended with 0",
      "",
    ]);
  });
});
