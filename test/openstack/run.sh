#!/bin/bash
# npm run test:openstack. Against the cloud that OS_CLOUD names in a clouds.yaml; else against a control plane on this
# machine, where there is a lab that makes one (OPENSTACK_LAB: a folder with oslab-up and oslab-down). The lab's
# processes have ids of their own, so that all of them are gone when this ends, however it ends.
set -euo pipefail
cd "$(dirname "$0")/../.."
jest=(node_modules/.bin/jest --selectProjects openstack --runInBand)

if [[ ${1:-} == --with-lab ]]; then
  lab=$2
  shift 2
  # What a killed run has left is no cloud to start from.
  "$lab/oslab-down" --wipe >/dev/null
  "$lab/oslab-up" >&2
  export OS_CLOUD=oslab OS_CLIENT_CONFIG_FILE=$OSLAB_STATE/clouds.yaml
  status=0
  "${jest[@]}" "$@" || status=$?
  "$lab/oslab-down" >&2
  exit "$status"
fi

lab=${OPENSTACK_LAB:-../shared/openstack-lab}
if [[ -n ${OS_CLOUD:-} ]]; then
  exec "${jest[@]}" "$@"
fi
if [[ $(uname) != Linux || $(id -u) != 0 || ! -x $lab/oslab-up ]]; then
  echo "test:openstack: OS_CLOUD names no cloud, and there is no lab to start as root: what needs one is skipped" >&2
  exec "${jest[@]}" "$@"
fi

# The ports are the lab's own: it would start half of itself beside another one, and wait for the other's answers.
if (exec 3<>/dev/tcp/127.0.0.1/5000) 2>/dev/null; then
  echo "test:openstack: port 5000, the lab's for Keystone, is taken: end what has it, or name its cloud in OS_CLOUD" >&2
  exit 1
fi

export OSLAB_STATE=$PWD/.cache/openstack-lab
# A socket's path has room for 107 characters.
if ((${#OSLAB_STATE} > 80)); then
  OSLAB_STATE=${TMPDIR:-/tmp}/openstack-lab
fi
trap 'kill -KILL "$inside" 2>/dev/null; exit 130' INT
trap 'kill -KILL "$inside" 2>/dev/null; exit 143' TERM HUP
setpriv --pdeathsig KILL unshare --mount --pid --fork --kill-child=KILL --mount-proc \
  bash test/openstack/run.sh --with-lab "$lab" "$@" &
inside=$!
wait "$inside"
