#!/bin/bash
# npm run test:boot. Boots the nodes of a cluster in a lab of its own: no process, mount, interface or address of it
# is this machine's, so that all of them are gone when it ends, however it ends.
set -euo pipefail
cd "$(dirname "$0")/../.."

# Not of themselves: a measurement, for `npm run bench -- boot`, and a whole cluster that takes half an hour.
[[ $# -gt 0 ]] || set -- --testPathIgnorePatterns 'test/boot/(boot-times|jenkins-ha)'

missing=()
[[ $(uname) == Linux ]] || missing+=(Linux)
[[ $(id -u) == 0 ]] || missing+=(root)
for program in ab systemd-nspawn debootstrap dpkg-deb apt-ftparchive gpg mvn javac unzip gcc skopeo qemu-system-x86_64; do
  command -v "$program" >/dev/null || missing+=("$program")
done
if [[ ${#missing[@]} -gt 0 ]]; then
  echo "test:boot: its tests are skipped: missing here: ${missing[*]} (see docs/boot-lab.md)" >&2
  unset CDKTF_MESOS_LAB
  exec node_modules/.bin/jest --selectProjects boot --runInBand "$@"
fi

parameters() { sysctl --all --pattern '^(kernel|vm|fs)\.' 2>/dev/null | grep -vE '(random|nr|-state|ns_last_pid|boot_id|fs\.quota)' || true; }
groups() { find /sys/fs/cgroup -depth -type d -path '*/cdktf-mesos-boot*' 2>/dev/null || true; }
# What a lab could leave behind.
leftovers() {
  ip -oneline link show 2>/dev/null | grep -E 'cdktf-lab|vb-' || true
  losetup --list --noheadings --output BACK-FILE | grep -F "$PWD/.cache/boot/" || true
  grep -F "$PWD/.cache/boot/" /proc/self/mounts || true
  groups
  parameters
}

# Two labs of one checkout would remove one another's nodes.
mkdir -p .cache/boot
exec 9>.cache/boot/lock
if ! flock --nonblock 9; then
  echo "test:boot: another lab runs in this checkout; wait for it, or end it" >&2
  exit 1
fi

node tools/start.js test/boot/prepare.ts

# Of groups that no process is in.
remove_groups() {
  local group
  while IFS= read -r group; do
    [[ -z $group ]] || rmdir "$group" 2>/dev/null || true
  done <<<"$(groups)"
}
# A lab that was killed has left its own.
remove_groups
before=$(leftovers)
known=$(parameters)
tidy() {
  local key value now
  # Nodes set parameters of the kernel that are this machine's too.
  now=$(parameters)
  while IFS= read -r line; do
    key=${line%% = *} value=${line#* = }
    grep -qxF "$line" <<<"$now" || sysctl --quiet --write "$key=$value" || true
  done <<<"$known"
  # The last process of a group may still be going.
  for _ in 1 2 3 4 5; do
    remove_groups
    [[ -n $(groups) ]] || break
    sleep 1
  done
}
finish() {
  local status=$?
  trap - EXIT
  kill -KILL "$lab" 2>/dev/null || true
  wait "$lab" 2>/dev/null || true
  tidy
  if ! diff <(sort <<<"$before") <(leftovers | sort) >&2; then
    echo "test:boot: the lab has left behind what is listed above" >&2
    status=1
  fi
  exit "$status"
}
lab=
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

# It ends by KILL alone, and when this script does, however: its namespaces end with it, and all that is in them.
export CDKTF_MESOS_LAB=1
setpriv --pdeathsig KILL unshare --mount --net --pid --fork --kill-child=KILL --mount-proc \
  node_modules/.bin/jest --selectProjects boot --runInBand "$@" &
lab=$!
wait "$lab"
