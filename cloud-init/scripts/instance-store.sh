#!/bin/bash
# Mounts the disks of the machine itself, striped into one: instance-store COUNT MOUNT_POINT xfs|ext4, at each boot.
# A reboot keeps what they hold; a new machine, or a stop and a start, brings empty ones. So what carries our label is
# mounted, and anything else is made anew, from disks that are blank or as EC2 hands them out.
set -euo pipefail

readonly count=$1 mount_point=$2 filesystem=$3
readonly label=scratch timeout=${CDKTF_MESOS_DISK_TIMEOUT:-60}

fail() { echo "instance store for $mount_point: $1" >&2 && exit 1; }

# NVMe ones tell by their model, whatever their number; older machine types have them under the names mapped to them.
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

# No cache: it would name what there was at an earlier boot.
with() { blkid --cache-file /dev/null --match-token "$1" --output device | sed -n 1p; }

# EC2 hands some out with an empty ext3 on them. Anything else may be somebody's.
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
    ((SECONDS < timeout)) || fail "$count disks are wanted, there are ${#found[@]}: ${found[*]}"
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
# udev does this, where mdadm is there when it starts.
[[ -n $(with "LABEL=$label") || -z $(with TYPE=linux_raid_member) ]] || mdadm --assemble --scan --quiet || true
[[ -n $(with "LABEL=$label") ]] || create
mkdir -p "$mount_point"
mount --options noatime --source "$(with "LABEL=$label")" --target "$mount_point"
