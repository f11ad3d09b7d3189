#!/bin/bash
# Mounts the volumes of /etc/cdktf-mesos/disks at each boot: one per line, DEVICE MOUNT_POINT xfs|ext4.
# DEVICE is the device name of the cloud; kernels may rename /dev/sdf to /dev/xvdf or /dev/nvme?n1. OpenStack has no
# stable names, but the volume's id: /dev/disk/by-id/ID.
#
# A volume is formatted only if it is blank, and only for a mount point that never had a volume. From then on, /etc/fstab
# has its UUID, and no other volume is mounted or formatted for this mount point.
set -euo pipefail

readonly timeout=${CDKTF_MESOS_DISK_TIMEOUT:-300}
readonly by_id=${CDKTF_MESOS_DISK_IDS:-/dev/disk/by-id}

# EC2's NVMe controllers have the device name in the vendor-specific part of their identification.
nvme_name() {
  nvme id-ctrl --raw-binary "$1" 2>/dev/null | dd bs=1 skip=3072 count=32 status=none | tr -d ' \0'
}

# The serial number of a Cinder volume's disk is the volume's id, with virtio its first 20 characters.
cinder_disk() {
  local id=$1 link
  for link in "$by_id"/*; do
    case ${link##*/} in
      "virtio-${id:0:20}" | "virtio-$id" | scsi-*"_${id:0:20}" | scsi-*"_$id" | "wwn-0x${id//-/}")
        readlink -f "$link"
        return
        ;;
    esac
  done
  return 1
}

# Prints the block device of a cloud's device name, or of UUID=….
find_disk() {
  local name=$1 candidate
  if [[ $name == UUID=* ]]; then
    # The cache may be from an earlier boot.
    candidate=$(blkid --cache-file /dev/null --match-token "$name" --output device | sed -n 1p)
    [[ -n $candidate ]] && echo "$candidate"
    return
  fi
  if [[ $name == /dev/disk/by-id/* && ! -b $name ]]; then
    cinder_disk "${name##*/}"
    return
  fi
  for candidate in "$name" "${name/#\/dev\/sd//dev/xvd}"; do
    if [[ -b $candidate ]]; then
      readlink -f "$candidate"
      return
    fi
  done
  for candidate in /dev/nvme*n1; do
    [[ -b $candidate ]] || continue
    case $(nvme_name "$candidate") in
      "$name" | "${name#/dev/}") echo "$candidate" && return ;;
    esac
  done
  return 1
}

# The cloud may attach a volume after the machine's start.
await_disk() {
  local deadline=$((SECONDS + timeout))
  until find_disk "$1"; do
    ((SECONDS < deadline)) || return 1
    udevadm settle --timeout=5 2>/dev/null || true
    sleep 2
  done
}

list_disks() { lsblk --nodeps --noheadings --paths --output NAME | paste -sd' '; }

# Exit codes of blkid: 0 for a known type, 2 for nothing found, others are ambiguous.
format_if_blank() {
  local what=$1 found=$2 filesystem=$3 code=0 type
  type=$(blkid --probe --match-tag TYPE --output value "$found") || code=$?
  if [[ $code -eq 0 && -n $type ]]; then
    [[ $type == "$filesystem" ]] || {
      echo "$what holds $type, not $filesystem: not touched" >&2
      return 1
    }
  elif [[ $code -eq 2 && $(lsblk --noheadings --output NAME "$found" | wc -l) -eq 1 ]]; then
    case $filesystem in
      xfs) mkfs.xfs -q -n ftype=1 "$found" ;;
      ext4) mkfs.ext4 -q "$found" ;;
    esac
  else
    echo "$what is not blank and has no known filesystem: not touched" >&2
    return 1
  fi
}

attach() {
  local device=$1 mount_point=$2 filesystem=$3 known found what output
  known=$(awk -v at="$mount_point" '$1 !~ /^#/ && $2 == at { print $1 }' /etc/fstab)
  found=$(await_disk "${known:-$device}") || {
    if [[ -n $known ]]; then
      echo "volume $known (formerly $device) for $mount_point is missing; available: $(list_disks)" >&2
    else
      echo "disk $device for $mount_point did not appear within $timeout s; available: $(list_disks)" >&2
    fi
    return 1
  }
  if [[ -z $known ]]; then
    what="disk $device ($found) for $mount_point"
    if findmnt --source "$found" >/dev/null; then
      echo "$what is mounted elsewhere: not touched" >&2
      return 1
    fi
    format_if_blank "$what" "$found" "$filesystem" || return 1
    known=UUID=$(blkid --probe --match-tag UUID --output value "$found") || return 1
    # nofail: a node without the volume still boots and reports the error; services that need the mount do not start.
    echo "$known $mount_point $filesystem defaults,noatime,nofail,x-systemd.device-timeout=30s 0 2" >>/etc/fstab
    systemctl daemon-reload
  fi
  mkdir -p "$mount_point" || return 1
  mountpoint --quiet "$mount_point" || mount --options noatime --source "$found" --target "$mount_point" || return 1
  output=$(grow "$mount_point" "$found" "$filesystem" 2>&1) ||
    echo "$mount_point is mounted, but cannot be grown: $output" >&2
}

# Resizes the filesystem to the size of the volume.
grow() {
  case $3 in
    xfs) xfs_growfs -d "$1" ;;
    ext4) resize2fs "$2" ;;
  esac
}

failed=0
while read -r device mount_point filesystem; do
  attach "$device" "$mount_point" "$filesystem" </dev/null || failed=1
done </etc/cdktf-mesos/disks
exit "$failed"
