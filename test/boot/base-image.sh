#!/bin/bash
# Builds the root of a machine like a cloud's Debian 12 image, with nothing of this library: base-image FOLDER
set -euo pipefail

readonly root=$1
unset "${!LC_@}"
export DEBIAN_FRONTEND=noninteractive LANG=C

# Without cloud-init: debootstrap alone cannot resolve the dependencies of its Python.
debootstrap --variant=minbase --include=ca-certificates bookworm "$root" >&2

in_root() { chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin DEBIAN_FRONTEND=noninteractive "$@"; }

printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d"
chmod 0755 "$root/usr/sbin/policy-rc.d"
mount -t proc proc "$root/proc"
trap 'umount "$root/proc"' EXIT
in_root apt-get update --quiet >&2
in_root apt-get install --quiet --yes --no-install-recommends \
  systemd systemd-sysv dbus cloud-init iproute2 iputils-ping netbase openssh-server python3 sudo >&2
in_root apt-get clean
umount "$root/proc"
trap - EXIT

rm -rf "$root"/var/lib/apt/lists/* "$root"/etc/ssh/ssh_host_* "$root/usr/sbin/policy-rc.d"
: >"$root/etc/machine-id"
: >"$root/etc/fstab"
rm -f "$root/etc/hostname" "$root/etc/resolv.conf" "$root/var/lib/dbus/machine-id"
: >"$root/etc/resolv.conf"
printf 'datasource_list: [NoCloud, None]\n' >"$root/etc/cloud/cloud.cfg.d/90-datasource.cfg"
# What Debian's cloud images have besides: their sources in this form, and a network that cloud-init configures.
rm -f "$root/etc/apt/sources.list"
cat >"$root/etc/apt/sources.list.d/debian.sources" <<'END'
Types: deb deb-src
URIs: https://deb.debian.org/debian
Suites: bookworm bookworm-updates bookworm-backports
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg

Types: deb deb-src
URIs: https://deb.debian.org/debian-security
Suites: bookworm-security
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg
END
# And their login on AWS.
printf 'manage_etc_hosts: true\nsystem_info:\n  default_user:\n    name: admin\n' \
  >"$root/etc/cloud/cloud.cfg.d/01_debian_cloud.cfg"
in_root systemctl enable systemd-networkd.service systemd-networkd-wait-online.service >&2
