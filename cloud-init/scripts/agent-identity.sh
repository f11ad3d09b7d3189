#!/bin/bash
# Writes the flags of mesos-agent that only the running node knows: ip, hostname, its zone, and the isolation
# that its cgroups allow. The agents of a pool share one document, so none of these can be in it.
set -euo pipefail

readonly etc=/etc/mesos-agent
# ISOLATION=auto|given, ZONE_ATTRIBUTE=name or nothing
# shellcheck source=/dev/null
. /etc/cdktf-mesos/mesos-agent.env

put() {
  [[ -e $1 && $(cat "$1") == "$2" ]] || printf '%s\n' "$2" >"$1"
}

address=$(/usr/local/sbin/cdktf-mesos-address)
mkdir -p "$etc/attributes"
put "$etc/ip" "$address"
# The address and not the name: masters and frameworks must be able to resolve it without a zone of ours.
put "$etc/hostname" "$address"

if [[ -n $ZONE_ATTRIBUTE && ! -s $etc/attributes/$ZONE_ATTRIBUTE ]]; then
  zone=$(cloud-init query v1.availability_zone 2>/dev/null || true)
  case $zone in
    "" | None | null) ;;
    *) put "$etc/attributes/$ZONE_ATTRIBUTE" "$zone" ;;
  esac
fi

if [[ $ISOLATION == auto ]]; then
  # One hierarchy, of version 2 or 1, is what the agent can use; with both at once it exits.
  if [[ $(stat --file-system --format %T /sys/fs/cgroup) == cgroup2fs || ! -d /sys/fs/cgroup/unified ]]; then
    put "$etc/launcher" linux
    put "$etc/isolation" cgroups/cpu,cgroups/mem
    rm -f "$etc/?no-systemd_enable_support"
  else
    put "$etc/launcher" posix
    put "$etc/isolation" posix/cpu,posix/mem
    : >"$etc/?no-systemd_enable_support"
  fi
fi
