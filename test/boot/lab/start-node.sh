#!/bin/bash
# Starts a machine from a root folder in separate cgroups: start-node NAME ROOT [NSPAWN_OPTION...]
set -euo pipefail

readonly name=$1 root=$2
shift 2

# With shared cgroups, the systemd of one machine would manage another's services.
unified=
while IFS=: read -r _ controllers place; do
  case $controllers in
    "") hierarchy=/sys/fs/cgroup unified=yes
        [[ ! -d /sys/fs/cgroup/unified ]] || hierarchy=/sys/fs/cgroup/unified unified= ;;
    name=*) hierarchy=/sys/fs/cgroup/${controllers#name=} ;;
    *) hierarchy=/sys/fs/cgroup/$controllers ;;
  esac
  [[ -d $hierarchy ]] || continue
  group=$hierarchy${place%/}/cdktf-mesos-boot/$name
  mkdir -p "$group"
  # A new cpuset is empty, and accepts no processes.
  for part in "${group%/*}" "$group"; do
    for list in cpuset.cpus cpuset.mems; do
      [[ ! -e $part/$list ]] || cat "${part%/*}/$list" >"$part/$list"
    done
  done
  echo $$ >"$group/cgroup.procs"
done <<<"$(cat /proc/self/cgroup)"

# Only cgroups v1 if available: neither dockerd nor a Mesos agent supports both.
[[ -n $unified ]] || export SYSTEMD_NSPAWN_UNIFIED_HIERARCHY=0

# Without permission to set this machine's time. Containers on the node need keyrings.
exec systemd-nspawn --quiet --boot --register=no --keep-unit --console=interactive \
  --machine="$name" --directory="$root" --capability=all --drop-capability=CAP_SYS_TIME \
  --system-call-filter="@keyring" --link-journal=no --resolv-conf=off --timezone=off "$@"
