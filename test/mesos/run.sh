#!/bin/bash
# npm run test:mesos. Runs the tests in namespaces of their own, in which the real programs lie where packages install
# them: no port, process or file of it is this machine's, and all of it ends when this ends, however it ends.
set -euo pipefail
cd "$(dirname "$0")/../.."

skip() {
  echo "test:mesos: its tests are skipped: $1 (see docs/decisions/0033-real-programs.md)" >&2
  unset CDKTF_MESOS_REAL
  exec node_modules/.bin/jest --selectProjects mesos --runInBand "${@:2}"
}
[[ $(uname) == Linux && $(id -u) == 0 ]] || skip "they need Linux and root" "$@"
for program in apt-get curl ip java python3 setpriv unshare; do
  command -v "$program" >/dev/null || skip "$program is missing here" "$@"
done
roots=$(node tools/start.js test/mesos/prepare.ts) || skip "the real programs are unavailable" "$@"

# Groups of this run's own in hierarchies of cgroups v1: agents with images or limits make theirs below them.
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
    # The last process of a group may still be going.
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
  # shellcheck disable=SC2016 # for the shell within
  exec setpriv --pdeathsig KILL unshare --mount --net --pid --cgroup --fork --kill-child=KILL --mount-proc bash -euo pipefail -c '
    layers=/usr
    while IFS= read -r root; do
      if [[ -d $root/usr ]]; then layers=$root/usr:$layers; fi
      if [[ -d $root/opt ]]; then mkdir -p /opt; opt=$root/opt; fi
    done <<<"$ROOTS"
    mount -t overlay overlay -o "lowerdir=$layers" /usr
    mount -t overlay overlay -o "lowerdir=$opt:/opt" /opt
    # As on a node with cgroups v1 alone; how they are mounted on this machine is no agent'\''s business.
    umount --recursive /sys/fs/cgroup 2>/dev/null || true
    if [[ $GROUPS_V1 -gt 0 ]]; then
      mount -t tmpfs none /sys/fs/cgroup
      for controller in freezer cpu cpuacct memory; do
        mkdir "/sys/fs/cgroup/$controller"
        mount -t cgroup -o "$controller" none "/sys/fs/cgroup/$controller"
      done
    fi
    # Where the programs keep their files: gone with them.
    mount -t tmpfs none /tmp
    ip link set lo up
    # Not exec: this shell collects the processes whose parents are gone.
    node_modules/.bin/jest --selectProjects mesos --runInBand "$@"
  ' bash "$@"
)
