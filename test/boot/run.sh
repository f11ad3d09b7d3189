#!/bin/bash
# npm run test:boot. Boots the nodes of a cluster in a lab of its own: no process, mount, interface or address of it
# is this machine's, so that all of them are gone when it ends, however it ends.
set -euo pipefail
cd "$(dirname "$0")/../.."

readonly jest=(node_modules/.bin/jest --selectProjects boot --runInBand "$@")
if [[ $(uname) != Linux || $(id -u) != 0 ]] || ! command -v systemd-nspawn debootstrap >/dev/null; then
  echo "test:boot: needs Linux, root, systemd-nspawn (systemd-container) and debootstrap: its tests are skipped" >&2
  exec "${jest[@]}"
fi

node tools/start.js test/boot/prepare.ts

# What namespaces do not hold: kernel parameters that nodes set, and control groups.
parameters=$(mktemp)
tidy() {
  local group key value
  while IFS='=' read -r key value; do
    [[ $(sysctl --values "$key" 2>/dev/null) == "$value" ]] || sysctl --quiet "$key=$value" 2>/dev/null || true
  done <"$parameters"
  rm -f "$parameters"
  for group in $(find /sys/fs/cgroup -depth -type d -path '*/cdktf-mesos-boot*' 2>/dev/null); do
    rmdir "$group" 2>/dev/null || true
  done
}
sysctl --all --pattern '^(kernel|vm|fs)\.' 2>/dev/null | sed 's/ = /=/' >"$parameters"
trap tidy EXIT
trap 'kill -KILL "$lab" 2>/dev/null; wait "$lab"; exit 143' INT TERM HUP

export CDKTF_MESOS_LAB=1
unshare --mount --net --pid --fork --kill-child=KILL --mount-proc "${jest[@]}" &
lab=$!
wait "$lab"
