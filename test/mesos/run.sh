#!/bin/bash
# npm run test:mesos. Runs the tests in separate namespaces with the real programs in their usual folders. Ports, processes
# and files are isolated from this machine, and end with this script.
set -euo pipefail
cd "$(dirname "$0")/../.."

skip() {
  echo "test:mesos: tests are skipped: $1 (see docs/decisions/0033-real-programs.md)" >&2
  unset CDKTF_MESOS_REAL
  exec node_modules/.bin/jest --selectProjects mesos --runInBand "${@:2}"
}
[[ $(uname) == Linux && $(id -u) == 0 ]] || skip "they need Linux and root" "$@"
for program in apt-get curl ip java python3 setpriv unshare; do
  command -v "$program" >/dev/null || skip "$program is missing here" "$@"
done
roots=$(node tools/start.js test/mesos/prepare.ts) || skip "the real programs are unavailable" "$@"

# Parent groups in cgroups v1 for agents with images or limits.
groups=()
make_groups() {
  local controller below
  for controller in freezer cpu cpuacct memory; do
    below=$(awk -F: -v name="$controller" '$2 == name { print $3 }' /proc/self/cgroup)
    [[ -n $below && -w /sys/fs/cgroup/$controller$below ]] || return 0
    groups+=("/sys/fs/cgroup/$controller${below%/}/cdktf-mesos-tier-$$")
  done
  mkdir "${groups[@]}"
}
remove_groups() {
  local group
  for group in ${groups[@]+"${groups[@]}"}; do
    # The last process of a group may still be ending.
    for _ in 1 2 3 4 5; do
      find "$group" -depth -type d -exec rmdir {} + 2>/dev/null || true
      [[ -d $group ]] || break
      sleep 0.5
    done
  done
}
trap remove_groups EXIT
make_groups

export CDKTF_MESOS_REAL=1 ROOTS=$roots GROUPS_V1=${#groups[@]}
(
  for group in ${groups[@]+"${groups[@]}"}; do echo "$BASHPID" >"$group/cgroup.procs"; done
  # shellcheck disable=SC2016 # for the inner shell
  exec setpriv --pdeathsig KILL unshare --mount --net --pid --cgroup --fork --kill-child=KILL --mount-proc bash -euo pipefail -c '
    layers=/usr
    while IFS= read -r root; do
      if [[ -d $root/usr ]]; then layers=$root/usr:$layers; fi
      if [[ -d $root/opt ]]; then mkdir -p /opt; opt=$root/opt; fi
    done <<<"$ROOTS"
    mount -t overlay overlay -o "lowerdir=$layers" /usr
    mount -t overlay overlay -o "lowerdir=$opt:/opt" /opt
    # As on a node with cgroups v1 only, independent of the mounts of this machine.
    umount --recursive /sys/fs/cgroup 2>/dev/null || true
    if [[ $GROUPS_V1 -gt 0 ]]; then
      mount -t tmpfs none /sys/fs/cgroup
      for controller in freezer cpu cpuacct memory; do
        mkdir "/sys/fs/cgroup/$controller"
        mount -t cgroup -o "$controller" none "/sys/fs/cgroup/$controller"
      done
    fi
    # For the files of the programs.
    mount -t tmpfs none /tmp
    ip link set lo up
    # Not exec: this shell reaps orphaned processes.
    node_modules/.bin/jest --selectProjects mesos --maxWorkers=100% "$@"
  ' bash "$@"
)
