#!/bin/bash
# Mounts a volume, and formats it once: disk DEVICE MOUNT_POINT xfs|ext4
# DEVICE is the name the cloud gave; kernels call /dev/sdf also /dev/xvdf, or some /dev/nvme?n1.
# Only a device that is blank through and through is ever formatted.
set -euo pipefail

readonly device=$1 mount_point=$2 filesystem=$3
readonly timeout=300

# NVMe controllers of EC2 keep the name that was asked for in the vendor's part of their identification.
nvme_name() {
  nvme id-ctrl --raw-binary "$1" 2>/dev/null | dd bs=1 skip=3072 count=32 status=none | tr -d ' \0'
}

find_device() {
  local candidate
  for candidate in "$device" "${device/#\/dev\/sd//dev/xvd}"; do
    [[ ! -b $candidate ]] || { readlink -f "$candidate" && return 0; }
  done
  for candidate in /dev/nvme*n1; do
    [[ -b $candidate ]] || continue
    case $(nvme_name "$candidate") in
      "$device" | "${device#/dev/}") echo "$candidate" && return 0 ;;
    esac
  done
  return 1
}

deadline=$((SECONDS + timeout))
# The cloud may attach a volume after it has started the machine.
until found=$(find_device); do
  if ((SECONDS >= deadline)); then
    echo "disk $device for $mount_point did not appear within $timeout s; there are: $(lsblk --nodeps --noheadings --paths --output NAME | paste -sd' ')" >&2
    exit 1
  fi
  udevadm settle --timeout=5 || true
  sleep 2
done

if mountpoint --quiet "$mount_point" && [[ $(findmnt --noheadings --output SOURCE "$mount_point") == "$found" ]]; then
  echo "$device ($found) is mounted on $mount_point"
  exit 0
fi

# blkid: 0 knows what is there, 2 found nothing, anything else is doubt.
code=0
present=$(blkid --probe --match-tag TYPE --output value "$found") || code=$?
if [[ $code -eq 0 && -n $present ]]; then
  if [[ $present != "$filesystem" ]]; then
    echo "disk $device ($found) for $mount_point holds $present, not $filesystem: not touched" >&2
    exit 1
  fi
elif [[ $code -eq 2 && -z $(wipefs --no-act --noheadings "$found") && $(lsblk --noheadings --output NAME "$found" | wc -l) -eq 1 ]]; then
  case $filesystem in
    xfs) mkfs.xfs -q -n ftype=1 "$found" ;;
    ext4) mkfs.ext4 -q "$found" ;;
  esac
else
  echo "disk $device ($found) for $mount_point is not blank and holds no filesystem that can be mounted: not touched" >&2
  exit 1
fi

uuid=$(blkid --probe --match-tag UUID --output value "$found")
mkdir -p "$mount_point"
if ! grep -q "^UUID=$uuid " /etc/fstab; then
  if awk -v at="$mount_point" '$1 !~ /^#/ && $2 == at { found = 1 } END { exit !found }' /etc/fstab; then
    echo "disk $device ($found): /etc/fstab already mounts something else on $mount_point: not touched" >&2
    exit 1
  fi
  # nofail: a node that lost a volume still boots far enough to say so; what needs the mount does not start.
  echo "UUID=$uuid $mount_point $filesystem defaults,noatime,nofail,x-systemd.growfs 0 2" >>/etc/fstab
fi
systemctl daemon-reload
mount "$mount_point"
