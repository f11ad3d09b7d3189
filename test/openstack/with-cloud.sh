#!/bin/bash
# with-cloud.sh COMMAND...: runs a command with an OpenStack cloud in OS_CLOUD: the given one, or else a control plane on
# this machine that is started for the command, if there is a lab (OPENSTACK_LAB: a folder with oslab-up and oslab-down).
# Without either, the command runs without a cloud. The lab runs in a PID namespace, so that all its processes end with
# this script.
set -euo pipefail

if [[ ${1:-} == --inside ]]; then
  lab=$2
  shift 2
  # Discard the state of an earlier run that was killed.
  "$lab/oslab-down" --wipe >/dev/null
  # Some of its ports are ephemeral ones, which may be in use for a minute.
  for attempt in 1 2 3; do
    if "$lab/oslab-up" >&2; then break; fi
    "$lab/oslab-down" --wipe >/dev/null
    if ((attempt == 3)); then
      echo "the lab's control plane did not start: see above" >&2
      exit 1
    fi
    echo "the lab's control plane did not start: retry in ${WITH_CLOUD_PAUSE:=40} s" >&2
    sleep "$WITH_CLOUD_PAUSE"
  done
  export OS_CLOUD=oslab OS_CLIENT_CONFIG_FILE=$OSLAB_STATE/clouds.yaml
  # The lab's only image; no server boots from it.
  export CDKTF_MESOS_OPENSTACK_IMAGE=debian-12
  # With the SDK of the lab's packages. On failure, the command reports its own error.
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
  echo "OS_CLOUD is not set, and there is no lab to start as root: tests that need a cloud are skipped" >&2
  exec "$@"
fi
# The lab has fixed ports: it would start only partially, and use the services of another lab.
if (exec 3<>/dev/tcp/127.0.0.1/5000) 2>/dev/null; then
  echo "port 5000, used by the lab for Keystone, is in use: stop that process, or set OS_CLOUD to its cloud" >&2
  exit 1
fi

export OSLAB_STATE=$project/.cache/openstack-lab
# The path of a socket is limited to 107 characters.
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
