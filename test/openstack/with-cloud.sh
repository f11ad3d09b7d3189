#!/bin/bash
# with-cloud.sh COMMAND...: runs a command with an OpenStack cloud in OS_CLOUD. That is the one which OS_CLOUD names
# already; else a control plane on this machine, where there is a lab that makes one (OPENSTACK_LAB: a folder with
# oslab-up and oslab-down), for as long as the command runs; else none, and it is for the command to say what it skips.
# The lab's processes have ids of their own, so that all of them are gone when this ends, however it ends.
set -euo pipefail

if [[ ${1:-} == --inside ]]; then
  lab=$2
  shift 2
  # What a killed run has left is no cloud to start from.
  "$lab/oslab-down" --wipe >/dev/null
  # Some of its ports are among those that the kernel gives to anybody's connection, and keeps for a minute after it.
  for attempt in 1 2 3; do
    if "$lab/oslab-up" >&2; then break; fi
    "$lab/oslab-down" --wipe >/dev/null
    if ((attempt == 3)); then
      echo "the lab's control plane did not come up: see above" >&2
      exit 1
    fi
    echo "the lab's control plane did not come up: once more in ${WITH_CLOUD_PAUSE:=40} s" >&2
    sleep "$WITH_CLOUD_PAUSE"
  done
  export OS_CLOUD=oslab OS_CLIENT_CONFIG_FILE=$OSLAB_STATE/clouds.yaml
  # The only image that the lab has; no server boots from it.
  export CDKTF_MESOS_OPENSTACK_IMAGE=debian-12
  # With the SDK of the packages that the lab is made of. Where it cannot ask, the command will tell.
  /usr/bin/python3 "$(dirname "$0")/wait-for-volumes.py" || true
  status=0
  "$@" || status=$?
  "$lab/oslab-down" >&2
  exit "$status"
fi

if [[ -n ${OS_CLOUD:-} ]]; then
  exec "$@"
fi
project=$(cd "$(dirname "$0")/../.." && pwd)
lab=${OPENSTACK_LAB:-$project/../shared/openstack-lab}
if [[ $(uname) != Linux || $(id -u) != 0 || ! -x $lab/oslab-up ]]; then
  echo "OS_CLOUD names no OpenStack cloud, and there is no lab to start as root: what needs one is skipped" >&2
  exec "$@"
fi
# The lab has fixed ports: it would start half of itself beside another one, and take the other's answers for its own.
if (exec 3<>/dev/tcp/127.0.0.1/5000) 2>/dev/null; then
  echo "port 5000, the lab's for Keystone, is taken: end what has it, or name its cloud in OS_CLOUD" >&2
  exit 1
fi

export OSLAB_STATE=$project/.cache/openstack-lab
# The path of a socket has room for 107 characters.
if ((${#OSLAB_STATE} > 80)); then
  OSLAB_STATE=${TMPDIR:-/tmp}/openstack-lab
fi
inside=
trap 'kill -KILL "$inside" 2>/dev/null; exit 130' INT
trap 'kill -KILL "$inside" 2>/dev/null; exit 143' TERM HUP
setpriv --pdeathsig KILL unshare --mount --pid --fork --kill-child=KILL --mount-proc \
  bash "$0" --inside "$lab" "$@" &
inside=$!
wait "$inside"
