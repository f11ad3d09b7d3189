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

export CDKTF_MESOS_REAL=1 ROOTS=$roots
# shellcheck disable=SC2016 # for the shell within
exec setpriv --pdeathsig KILL unshare --mount --net --pid --fork --kill-child=KILL --mount-proc bash -euo pipefail -c '
  layers=/usr
  while IFS= read -r root; do
    if [[ -d $root/usr ]]; then layers=$root/usr:$layers; fi
    if [[ -d $root/opt ]]; then mkdir -p /opt; opt=$root/opt; fi
  done <<<"$ROOTS"
  mount -t overlay overlay -o "lowerdir=$layers" /usr
  mount -t overlay overlay -o "lowerdir=$opt:/opt" /opt
  # Of control groups that are mounted otherwise than on a node, an agent wants none.
  umount --recursive /sys/fs/cgroup 2>/dev/null || true
  # Where the programs keep their files: gone with them.
  mount -t tmpfs none /tmp
  ip link set lo up
  # Not exec: this shell collects the processes whose parents are gone.
  node_modules/.bin/jest --selectProjects mesos --runInBand "$@"
' bash "$@"
