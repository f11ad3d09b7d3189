#!/bin/bash
# Writes the flags of mesos-agent that only the running node knows: ip, hostname, its zone, and the isolation
# that its cgroups allow. The agents of a pool share one document, so none of these can be in it.
set -euo pipefail

readonly etc=/etc/mesos-agent
# ISOLATION=auto|given, ZONE_ATTRIBUTE=name or nothing, ON_INCOMPATIBLE_CHANGE=fresh-identity|refuse, WORK_DIR
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

# systemd's own support is for cgroups v1: with v2 alone the agent exits at once.
readonly cgroup=/sys/fs/cgroup no_systemd="$etc/?no-systemd_enable_support"

# cgroups v2: the agent makes the groups of tasks below this one, and expects it there with both controllers.
prepare_cgroup2() {
  local group
  for controller in cpu memory; do
    grep -qw "$controller" "$cgroup/cgroup.controllers" || return 1
  done
  mkdir -p "$cgroup/mesos"
  for group in "$cgroup" "$cgroup/mesos"; do
    echo "+cpu +memory" >"$group/cgroup.subtree_control" || return 1
  done
}

limit_by_cgroups() {
  put "$etc/launcher" linux
  put "$etc/isolation" cgroups/cpu,cgroups/mem
}

if [[ $ISOLATION == auto ]]; then
  if [[ $(stat --file-system --format %T "$cgroup") == cgroup2fs ]] && prepare_cgroup2; then
    limit_by_cgroups
    : >"$no_systemd"
  elif [[ ! -e $cgroup/cgroup.controllers && ! -d $cgroup/unified ]]; then
    limit_by_cgroups
    rm -f "$no_systemd"
  else
    # Both versions at once, or no controllers: the agent runs, but nothing holds tasks to their limits.
    put "$etc/launcher" posix
    put "$etc/isolation" posix/cpu,posix/mem
    : >"$no_systemd"
    logger --stderr --tag cdktf-mesos-agent-identity --priority user.warning -- \
      "tasks have no limits: this machine has neither cgroups v1 alone nor cgroups v2 with the controllers cpu and memory"
  fi
fi

# A master takes more attributes and resources from an agent it knows, but not fewer or other ones. An agent that
# has such would exit for ever: it comes up as a new one instead, if that is what was chosen.
readonly record=$WORK_DIR/cdktf-mesos-identity
cd "$etc"
now=$({ grep -r . attributes resources 2>/dev/null || true; } | sort)
if [[ $ON_INCOMPATIBLE_CHANGE == fresh-identity && -e $record ]]; then
  gone=$(comm -23 "$record" - <<<"$now")
  if [[ -n $gone ]]; then
    logger --stderr --tag cdktf-mesos-agent-identity --priority user.warning -- \
      "new identity for this agent, because it no longer has: ${gone//$'\n'/, }"
    rm -f "$WORK_DIR/meta/slaves/latest"
  fi
fi
mkdir -p "$WORK_DIR"
printf '%s\n' "$now" >"$record"
