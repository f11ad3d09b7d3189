#!/bin/bash
# Makes what a machine needs to boot with a kernel of its own, over a cloud's root: kernel-root BASE_ROOT MIRROR FOLDER
# Leaves linux (Debian's user-mode Linux) and the layer over the root in the folder. Its mounts are gone when it ends.
set -euo pipefail

if [[ ${CDKTF_MESOS_MOUNTS:-} != own ]]; then
  CDKTF_MESOS_MOUNTS=own exec unshare --mount "$0" "$@"
fi
readonly base=$1 mirror=$2 folder=$3
here=$(realpath "$(dirname "$0")")
readonly here scripts=$here/../../cloud-init/scripts

readonly root=$folder/root
mkdir -p "$folder"/{layer,work,root}
mount -t overlay overlay -o "lowerdir=$base,upperdir=$folder/layer,workdir=$folder/work" "$root"
in_root() {
  chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin DEBIAN_FRONTEND=noninteractive LANG=C "$@" >&2
}
cp "$scripts/apt-mirror.sh" "$root/tmp/apt-mirror"
in_root bash /tmp/apt-mirror "$mirror/debian" -
in_root apt-get update --quiet --error-on=any
in_root apt-get install --quiet --yes --no-install-recommends user-mode-linux udev kmod iptables
in_root apt-get clean
# This kernel has no nf_tables for IPv4; those of clouds do.
in_root update-alternatives --set iptables /usr/sbin/iptables-legacy
in_root update-alternatives --set ip6tables /usr/sbin/ip6tables-legacy
cp "$root/usr/bin/linux.uml" "$folder/linux"
mkdir -p "$root/lib/modules"
mv "$root"/usr/lib/uml/modules/* "$root/lib/modules"
in_root depmod "$(ls "$root/lib/modules")"
rm -rf "$root"/var/lib/apt/lists/* "$root/usr/bin/linux.uml" "$root/tmp/apt-mirror" "$root"/etc/ssh/ssh_host_*
# As the image had it: the mirror is for user data to set.
rm "$root/etc/apt/sources.list.d/cdktf-mesos-mirror.sources"
mv "$root/etc/apt/sources.list.d/debian.sources.disabled" "$root/etc/apt/sources.list.d/debian.sources"
: >"$root/etc/machine-id"
# Its disks are ubda, ubdb, …; a cloud's image names them as the cloud does.
cat >"$root/etc/udev/rules.d/80-cloud-disks.rules" <<'END'
KERNEL=="ubdb", SYMLINK+="sdf"
END
# User data comes from a folder of the lab, which this kernel can mount.
mkdir -p "$root/var/lib/cloud/seed/nocloud"
cat >"$root/etc/systemd/system/var-lib-cloud-seed-nocloud.mount" <<'END'
[Unit]
ConditionVirtualization=uml
DefaultDependencies=no
After=systemd-remount-fs.service
Before=cloud-init-local.service local-fs.target umount.target
Conflicts=umount.target

[Mount]
What=none
Where=/var/lib/cloud/seed/nocloud
Type=hostfs

[Install]
RequiredBy=cloud-init-local.service
END
in_root systemctl enable var-lib-cloud-seed-nocloud.mount
umount "$root"
rm -rf "$root" "$folder/work"
