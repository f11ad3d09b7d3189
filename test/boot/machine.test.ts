import path from "node:path";
import { diskParts, nfsParts, nfsServerParts, type Part } from "../../cloud-init";
import { inLab } from "./lab/lab";
import { onMachine } from "./lab/machine";
import { projectRoot } from "./lab/places";

const booted = inLab ? describe : describe.skip;
const script = (name: string) => path.join(projectRoot, "cloud-init", "scripts", `${name}.sh`);

jest.setTimeout(400_000);

/** Writes the files of a document, as cloud-init does. */
const files = (parts: readonly Part[]) =>
  parts
    .flatMap((part) => (part.kind === "file" ? [part] : []))
    .map(({ path, content }) => `install -D -m 0644 /dev/stdin "${path}" <<'END'\n${content}END\n`)
    .join("");

/** Prints the observed state, line by line. */
const instanceStore = `
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

const disk = { device: "/dev/sdb", mountPoint: "/srv/shared", filesystem: "ext4" } as const;
const mount = { source: "10.16.32.20:/", mountPoint: "/srv/jenkins", options: "nfsvers=4.2,hard,noatime" };

/** A server and a client on one machine, as after the first boot, with data on the volume. */
const configured = `
off 2>/dev/null || true
blank
${files([...nfsServerParts({ clients: "10.16.0.0/16" }), ...nfsParts([mount]), ...diskParts([disk])])}
# A server that was away waits so long for those who come back, a client so long for its server.
printf '[nfsd]\\ngrace-time=10\\nlease-time=10\\n' >/etc/nfs.conf.d/short.conf
mkdir -p /etc/systemd/system/srv-jenkins.mount.d /etc/cdktf-mesos /var/lib/cdktf-mesos/boot
printf '[Mount]\\nTimeoutSec=8\\n' >/etc/systemd/system/srv-jenkins.mount.d/short.conf
echo "${disk.device} ${disk.mountPoint} ${disk.filesystem}" >/etc/cdktf-mesos/disks
touch /var/lib/cdktf-mesos/boot/configured
chmod 0755 /usr/local/sbin/cdktf-mesos-disks
cdktf-mesos-disks >/dev/null 2>&1
install -d -o 1000 -g 1000 -m 0755 /srv/shared
echo kept >/srv/shared/kept
umount /srv/shared
ip link set lo up
ip address add 10.16.32.20/16 dev lo
systemctl --quiet mask rpcbind.socket rpcbind.service rpc-statd.service 2>/dev/null
# The machine has no network but its own.
systemctl --quiet mask systemd-networkd-wait-online.service 2>/dev/null
systemctl --quiet enable cdktf-mesos-disks.service srv-jenkins.automount 2>/dev/null
# What it would start with.
systemctl --quiet add-wants machine.target nfs-server.service 2>/dev/null
`;

const shared = `
echo "== shared"
as() { setpriv --reuid="$1" --regid="$1" --clear-groups "\${@:2}"; }
# A mount that the server was too slow for is made when something looks there again.
soon() { for _ in {1..30}; do "$@" 2>/dev/null && return; sleep 2; done; "$@"; }
soon cat /srv/jenkins/kept
findmnt --noheadings --types nfs4 --output OPTIONS /srv/jenkins | grep --only-matching -E 'vers=4.2|hard' | sort
# Docker makes directories as root, and builds are uid 1000.
mkdir /srv/jenkins/team
stat --format '%u:%g' /srv/jenkins/team
as 1000 bash -c 'echo mine >/srv/jenkins/team/file; stat --format %u /srv/shared/team/file'
install -m 0600 -o 2000 -g 2000 /dev/null /srv/shared/secret
cat /srv/jenkins/secret 2>&1 || true

# The server goes away while a client works, and comes back.
systemctl stop nfs-server.service
as 1000 bash -c 'echo later >>/srv/jenkins/team/file' &
sleep 2
systemctl start nfs-server.service
wait "$!"
cat /srv/shared/team/file

# A client that is up before its server: what is meant for the share never lands on the disk underneath.
umount /srv/jenkins
systemctl stop nfs-server.service
touch /srv/jenkins/lost 2>&1 || true
systemctl start nfs-server.service
soon ls -1 /srv/jenkins

# A server without its volume shares nothing.
umount /srv/jenkins
# The kernel releases the export with a delay.
away() { exportfs -f && umount /srv/shared; }
soon away
ls /srv/jenkins 2>&1 || true
`;

booted("a machine with a kernel of its own", () => {
  let own: string[];
  let common: string[];
  beforeAll(async () => {
    const output = await onMachine({
      main: instanceStore + configured,
      booted: shared,
      programs: {
        "cdktf-mesos-instance-store": script("instance-store"),
        "cdktf-mesos-disks": script("disks"),
      },
      disks: 2,
    });
    // A warning about small disks.
    const lines = output.split("\n").filter((line) => !line.includes("small data volume"));
    own = lines.slice(0, lines.indexOf("== shared"));
    common = lines.slice(lines.indexOf("== shared") + 1);
  });

  test("stripes its disks once, keeps them across a reboot, recreates them when empty, and touches no others", () => {
    expect(own).toEqual([
      "xfs    rw,noatime",
      "MiB: 1",
      "raid0",
      "ftype=1",
      // reboot, and a second run
      "kept",
      "xfs    rw,noatime",
      // stopped and started: empty
      // foreign filesystem
      "instance store for /var/lib/docker: /dev/sdc holds ext4: not touched",
      "refused with 1",
      "ext4",
      // one disk, as on older instance types
      "ext4   rw,noatime",
      // fewer disks than expected
      "instance store for /var/lib/docker: expected 3 disks, found 2: /dev/sdb /dev/sdc",
      "refused with 1",
      "ended with 0",
    ]);
  });

  test("shares a directory by NFS and mounts it at boot, with files owned by the build user", () => {
    expect(common).toEqual([
      "kept",
      "hard",
      "vers=4.2",
      "1000:1000",
      "1000",
      "cat: /srv/jenkins/secret: Permission denied",
      // server restarted
      "mine",
      "later",
      // client before its server
      "touch: cannot touch '/srv/jenkins/lost': No such device",
      "kept",
      "lost+found",
      "secret",
      "team",
      // without the volume
      "ls: cannot open directory '/srv/jenkins': No such device",
      "ended with 0",
      "",
    ]);
  });
});
