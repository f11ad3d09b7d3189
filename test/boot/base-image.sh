#!/bin/bash
# Builds the root of a machine like a cloud's image, with nothing of this library: base-image FOLDER [bookworm|noble]
set -euo pipefail

readonly root=$1 release=${2:-bookworm}
others=()
unset "${!LC_@}"
export DEBIAN_FRONTEND=noninteractive LANG=C

case $release in
  bookworm)
    bootstrap=(bookworm "$root")
    login="admin"
    ;;
  noble)
    # Debian has no keyring of Ubuntu's; this one is of noble's own index.
    keyring=$(mktemp -d)
    trap 'rm -rf "$keyring"' EXIT
    curl --fail --silent --show-error --location --max-time 60 --output "$keyring/deb" \
      http://archive.ubuntu.com/ubuntu/pool/main/u/ubuntu-keyring/ubuntu-keyring_2023.11.28.1_all.deb
    sha256sum --check --quiet <<<"36de43b15853ccae0028e9a767613770c704833f82586f28eb262f0311adb8a8  $keyring/deb"
    dpkg-deb --extract "$keyring/deb" "$keyring"
    # Debian 12's debootstrap is older than noble; Ubuntu's releases all have the same script.
    bootstrap=("--components=main,universe"
      --keyring="$keyring/usr/share/keyrings/ubuntu-archive-keyring.gpg" --force-check-gpg
      noble "$root" http://archive.ubuntu.com/ubuntu /usr/share/debootstrap/scripts/gutsy)
    login="ubuntu"
    # cloud-init renders netplan here, and fails without udevadm; Ubuntu's images have it.
    others=(udev)
    ;;
  *) echo "base-image: release must be bookworm or noble, got $release" >&2 && exit 1 ;;
esac

# Without cloud-init: debootstrap alone cannot resolve the dependencies of its Python.
debootstrap --variant=minbase --include=ca-certificates "${bootstrap[@]}" >&2

in_root() { chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin DEBIAN_FRONTEND=noninteractive "$@"; }

printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d"
chmod 0755 "$root/usr/sbin/policy-rc.d"
mount -t proc proc "$root/proc"
trap 'umount "$root/proc"; rm -rf "${keyring-}"' EXIT
in_root apt-get update --quiet >&2
in_root apt-get install --quiet --yes --no-install-recommends \
  systemd systemd-sysv dbus cloud-init locales lsb-release iproute2 iputils-ping netbase openssh-server python3 sudo "${others[@]}" >&2
in_root apt-get clean
umount "$root/proc"
trap 'rm -rf "${keyring-}"' EXIT

rm -rf "$root"/var/lib/apt/lists/* "$root"/etc/ssh/ssh_host_* "$root/usr/sbin/policy-rc.d"
: >"$root/etc/machine-id"
: >"$root/etc/fstab"
rm -f "$root/etc/hostname" "$root/etc/resolv.conf" "$root/var/lib/dbus/machine-id"
: >"$root/etc/resolv.conf"
printf 'datasource_list: [NoCloud, None]\n' >"$root/etc/cloud/cloud.cfg.d/90-datasource.cfg"

# What the clouds' images have besides: their sources in this form, and a network that cloud-init configures.
rm -f "$root/etc/apt/sources.list"
entry() { printf 'Types: %s\nURIs: %s\nSuites: %s\nComponents: %s\nSigned-By: /usr/share/keyrings/%s\n\n' "$@"; }
if [[ $release == bookworm ]]; then
  readonly signer=debian-archive-keyring.gpg
  {
    entry "deb deb-src" https://deb.debian.org/debian "bookworm bookworm-updates bookworm-backports" main $signer
    entry "deb deb-src" https://deb.debian.org/debian-security bookworm-security main $signer
  } >"$root/etc/apt/sources.list.d/debian.sources"
else
  readonly signer=ubuntu-archive-keyring.gpg components="main universe restricted multiverse"
  {
    entry deb http://archive.ubuntu.com/ubuntu "noble noble-updates noble-backports" "$components" $signer
    entry deb http://security.ubuntu.com/ubuntu noble-security "$components" $signer
  } >"$root/etc/apt/sources.list.d/ubuntu.sources"
fi
# And their login on AWS.
printf 'manage_etc_hosts: true\nsystem_info:\n  default_user:\n    name: %s\n' "$login" \
  >"$root/etc/cloud/cloud.cfg.d/01_login.cfg"
in_root systemctl enable systemd-networkd.service systemd-networkd-wait-online.service >&2

# Beside a fixed address networkd would wait 13 s for an IPv6 router that is not there. In a cloud DHCP ends that wait at once.
for interface in host0 vec0; do
  folder=$root/etc/systemd/network/10-cloud-init-$interface.network.d
  mkdir -p "$folder"
  printf '[Network]\nIPv6AcceptRA=no\n' >"$folder/no-router.conf"
done
