#!/bin/bash
# Makes a machine with a kernel of its own, for what the kernel of this one has not (md, NFS): machine BASE_ROOT MIRROR FOLDER
# Leaves vmlinuz, initrd.img and root.img in the folder. Its mounts are gone when it ends.
set -euo pipefail

if [[ ${CDKTF_MESOS_MOUNTS:-} != own ]]; then
  CDKTF_MESOS_MOUNTS=own exec unshare --mount "$0" "$@"
fi
readonly base=$1 mirror=$2 folder=$3
scripts=$(realpath "$(dirname "$0")/../../cloud-init/scripts")
readonly scripts

mkdir -p "$folder"
layer=$(mktemp -d)
trap 'umount --recursive "$layer" && rmdir "$layer"' EXIT
mount -t tmpfs none "$layer"
mkdir "$layer/upper" "$layer/work" "$layer/root"
mount -t overlay overlay -o "lowerdir=$base,upperdir=$layer/upper,workdir=$layer/work" "$layer/root"
mount -t proc proc "$layer/root/proc"
in_root() {
  chroot "$layer/root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin DEBIAN_FRONTEND=noninteractive LANG=C "$@" >&2
}
cp "$scripts/apt-mirror.sh" "$layer/root/tmp/apt-mirror"
in_root bash /tmp/apt-mirror "$mirror/debian" -
in_root apt-get update --quiet --error-on=any
in_root apt-get install --quiet --yes --no-install-recommends linux-image-cloud-amd64 initramfs-tools mdadm xfsprogs nfs-kernel-server
in_root apt-get clean
umount "$layer/root/proc"
cp "$(dirname "$0")/machine-init.sh" "$layer/root/usr/local/sbin/machine-init"
cp "$(dirname "$0")"/machine.{target,service} "$layer/root/etc/systemd/system"
# Enabled by its package; a program that wants it says so.
in_root systemctl disable nfs-server.service
mv "$layer"/root/boot/vmlinuz-* "$folder/vmlinuz"
mv "$layer"/root/boot/initrd.img-* "$folder/initrd.img"
rm -f "$folder/root.img"
truncate --size 1500M "$folder/root.img"
mke2fs -q -t ext4 -d "$layer/root" "$folder/root.img"
