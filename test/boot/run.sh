#!/bin/bash
# npm run test:boot. Boots the nodes of a cluster in a lab with separate namespaces, so that all its processes, mounts,
# interfaces and addresses end with this script. With --prepare, it only prepares the lab.
set -euo pipefail
cd "$(dirname "$0")/../.."

# Not by default: a measurement for `npm run bench -- boot`, and a complete cluster that takes half an hour.
[[ $# -gt 0 ]] || set -- --testPathIgnorePatterns 'test/boot/(boot-times|jenkins-ha)'

missing=()
[[ $(uname) == Linux ]] || missing+=(Linux)
[[ $(id -u) == 0 ]] || missing+=(root)
for program in ab systemd-nspawn debootstrap dpkg-deb apt-ftparchive gpg mvn javac unzip gcc skopeo qemu-system-x86_64; do
  command -v "$program" >/dev/null || missing+=("$program")
done
if [[ ${#missing[@]} -gt 0 ]]; then
  [[ $1 != --prepare ]] || exit 1
  echo "test:boot: tests are skipped: missing: ${missing[*]} (see docs/boot-lab.md)" >&2
  unset CDKTF_MESOS_LAB
  exec node_modules/.bin/jest --selectProjects boot --runInBand "$@"
fi

parameters() { sysctl --all --pattern '^(kernel|vm|fs)\.' 2>/dev/null | grep -vE '(random|nr|-state|ns_last_pid|boot_id|fs\.quota)' || true; }
groups() { find /sys/fs/cgroup -depth -type d -path '*/cdktf-mesos-boot*' 2>/dev/null || true; }
# Possible remains of a lab.
leftovers() {
  ip -oneline link show 2>/dev/null | grep -E 'cdktf-lab|vb-' || true
  losetup --list --noheadings --output BACK-FILE | grep -F "$PWD/.cache/boot/" || true
  grep -F "$PWD/.cache/boot/" /proc/self/mounts || true
  groups
  parameters
}

# Concurrent labs in one checkout would delete each other's nodes.
mkdir -p .cache/boot
exec 9>.cache/boot/lock
if ! flock --nonblock 9; then
  echo "test:boot: another lab runs in this checkout; wait for it, or stop it" >&2
  exit 1
fi

node tools/start.js test/boot/prepare.ts
[[ $1 != --prepare ]] || exit 0

# Removes cgroups without processes.
remove_groups() {
  local group
  while IFS= read -r group; do
    [[ -z $group ]] || rmdir "$group" 2>/dev/null || true
  done <<<"$(groups)"
}
# Of an earlier lab that was killed.
remove_groups
before=$(leftovers)
known=$(parameters)
tidy() {
  local key value now
  # Restore kernel parameters that nodes share with this machine.
  now=$(parameters)
  while IFS= read -r line; do
    key=${line%% = *} value=${line#* = }
    grep -qxF "$line" <<<"$now" || sysctl --quiet --write "$key=$value" || true
  done <<<"$known"
  # The last process of a group may still be ending.
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
    echo "test:boot: the lab left the resources listed above" >&2
    status=1
  fi
  exit "$status"
}
lab=
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

# Killed when this script ends, together with everything in its namespaces.
export CDKTF_MESOS_LAB=1
setpriv --pdeathsig KILL unshare --mount --net --pid --fork --kill-child=KILL --mount-proc \
  node_modules/.bin/jest --selectProjects boot --runInBand "$@" &
lab=$!
wait "$lab"
