#!/bin/bash
# Mounts the instance store disks, striped: instance-store COUNT MOUNT_POINT xfs|ext4, at each boot.
# Their content survives a reboot, but not a stop and start. If there is a filesystem with our label it is mounted,
# otherwise it is created from disks that are blank or unused since EC2 provided them.
set -euo pipefail

readonly count=$1 mount_point=$2 filesystem=$3
readonly label=scratch timeout=${CDKTF_MESOS_DISK_TIMEOUT:-60}

fail() { echo "instance store for $mount_point: $1" >&2 && exit 1; }

# NVMe disks are recognized by their model; older machine types use the device names of the block device mapping.
disks() {
  local block letter prefix
  for block in /sys/block/nvme*; do
    [[ -e $block/device/model && $(<"$block/device/model") == "Amazon EC2 NVMe Instance Storage"* ]] || continue
    echo "/dev/${block##*/}"
  done
  for letter in b c d e; do
    for prefix in sd xvd; do
      [[ ! -b /dev/$prefix$letter ]] || echo "/dev/$prefix$letter"
    done
  done
}

# The cache may be from an earlier boot.
find_by() { blkid --cache-file /dev/null --match-token "$1" --output device | sed -n 1p; }

# EC2 formats some with an empty ext3. Anything else may be user data.
check_unused() {
  local disk type
  for disk; do
    [[ -z $(findmnt --source "$disk") ]] || fail "$disk is mounted elsewhere: not touched"
    type=$(blkid --probe --match-tag TYPE --output value "$disk") || type=
    [[ -z $type || $type == ext3 ]] || fail "$disk holds $type: not touched"
  done
}

create() {
  local device found=()
  mapfile -t found < <(disks)
  until ((${#found[@]} >= count)); do
    ((SECONDS < timeout)) || fail "expected $count disks, found ${#found[@]}: ${found[*]}"
    sleep 2
    mapfile -t found < <(disks)
  done
  found=("${found[@]:0:count}")
  check_unused "${found[@]}"
  wipefs --quiet --all "${found[@]}"
  device=${found[0]}
  if ((count > 1)); then
    device=/dev/md/$label
    mdadm --create "$device" --quiet --run --homehost=any --name="$label" --level=0 --raid-devices="$count" "${found[@]}"
  fi
  case $filesystem in
    xfs) mkfs.xfs -q -f -n ftype=1 -L "$label" "$device" ;;
    ext4) mkfs.ext4 -q -L "$label" "$device" ;;
  esac
}

if mountpoint --quiet "$mount_point"; then exit 0; fi
# udev has done this already if mdadm was installed at boot.
[[ -n $(find_by "LABEL=$label") || -z $(find_by TYPE=linux_raid_member) ]] || mdadm --assemble --scan --quiet || true
[[ -n $(find_by "LABEL=$label") ]] || create
mkdir -p "$mount_point"
mount --options noatime --source "$(find_by "LABEL=$label")" --target "$mount_point"
