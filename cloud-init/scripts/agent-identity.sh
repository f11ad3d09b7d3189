#!/bin/bash
# Writes the flags of mesos-agent that differ between nodes: ip, hostname, zone, and the isolation that its cgroups
# support. They cannot be in the document, which all agents of a pool share.
set -euo pipefail

readonly etc=/etc/mesos-agent
# ISOLATION=auto|given, ZONE_ATTRIBUTE=name or empty, ON_INCOMPATIBLE_CHANGE=fresh-identity|refuse, WORK_DIR
# shellcheck source=/dev/null
. /etc/cdktf-mesos/mesos-agent.env

# A failure to log must not prevent the agent's start.
warn() {
  logger --stderr --tag cdktf-mesos-agent-identity --priority user.warning -- "$1" || echo "$1" >&2
}

write_flag() {
  [[ -e $1 && $(cat "$1") == "$2" ]] || printf '%s\n' "$2" >"$1"
}

address=$(/usr/local/sbin/cdktf-mesos-address)
mkdir -p "$etc/attributes"
write_flag "$etc/ip" "$address"
# Not the host name, which masters and frameworks could not resolve without a DNS zone.
write_flag "$etc/hostname" "$address"

if [[ -n $ZONE_ATTRIBUTE && ! -s $etc/attributes/$ZONE_ATTRIBUTE ]]; then
  zone=$(cloud-init query v1.availability_zone 2>/dev/null || true)
  case $zone in
    "" | None | null) ;;
    *) write_flag "$etc/attributes/$ZONE_ATTRIBUTE" "$zone" ;;
  esac
fi

# The agent's support for systemd needs cgroups v1: with v2 only, the agent exits.
readonly cgroup=/sys/fs/cgroup no_systemd="$etc/?no-systemd_enable_support"

# The agent creates the cgroups v2 of tasks below this one, and requires it to exist with both controllers.
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

use_cgroups() {
  write_flag "$etc/launcher" linux
  write_flag "$etc/isolation" cgroups/cpu,cgroups/mem
}

if [[ $(stat --file-system --format %T "$cgroup") == cgroup2fs ]] && prepare_cgroup2; then
  # Required with any isolation.
  : >"$no_systemd"
  [[ $ISOLATION != auto ]] || use_cgroups
elif [[ $ISOLATION == auto && ! -e $cgroup/cgroup.controllers && ! -d $cgroup/unified ]]; then
  use_cgroups
  rm -f "$no_systemd"
elif [[ $ISOLATION == auto ]]; then
  # Both versions mixed, or missing controllers: the agent runs, but without limits for tasks.
  write_flag "$etc/launcher" posix
  write_flag "$etc/isolation" posix/cpu,posix/mem
  : >"$no_systemd"
  warn "tasks have no limits: this machine has neither pure cgroups v1 nor cgroups v2 with the controllers cpu and memory"
fi

# A master accepts additional attributes and resources of a known agent, but no removed or changed ones: the agent would
# exit on each start. With fresh-identity, it registers as a new agent instead.
readonly record=$WORK_DIR/cdktf-mesos-identity
cd "$etc"

# Prints one line each of default_role:ROLE, attributes/NAME:VALUE, resources/NAME:VALUE or resources:JSON.
identity() {
  local text
  echo "default_role:$(cat default_role 2>/dev/null || echo "*")"
  grep -r . attributes 2>/dev/null || true
  if [[ -d resources ]]; then
    grep -r . resources || true
  elif [[ -e resources ]]; then
    text=$(tr -d '\n' <resources)
    case $text in
      "["* | "{"*) echo "resources:$text" ;;
      *) tr ';' '\n' <<<"$text" | sed 's#^ *#resources/#' ;;
    esac
  fi
}

# Prints the members of ranges such as [1-3, 5] or of a set such as {a, b}, one per line.
members() {
  tr -d '[]{} ' <<<"$1" | tr , '\n' | while IFS=- read -r first last; do
    if [[ $1 == "["* ]]; then seq "$first" "${last:-$first}"; else echo "$first${last:+-$last}"; fi
  done | sort
}

# Whether resource $1 includes $2: a larger number, range or set does.
includes() {
  [[ $1 != "$2" ]] || return 0
  case ${1:0:1}${2:0:1} in
    "[[" | "{{") [[ -z $(comm -13 <(members "$1") <(members "$2")) ]] ;;
    [0-9.][0-9.]) awk -v now="$1" -v before="$2" 'BEGIN { exit !(now + 0 >= before + 0) }' ;;
    *) return 1 ;;
  esac
}

# Prints the lines of the record that the identity $1 no longer has.
removed() {
  local line name
  local -A now=()
  while IFS= read -r line; do now[${line%%:*}]=${line#*:}; done <<<"$1"
  while IFS= read -r line; do
    name=${line%%:*}
    if [[ -v now[$name] ]]; then
      [[ ${now[$name]} != "${line#*:}" ]] || continue
      [[ $name != resources/* ]] || ! includes "${now[$name]}" "${line#*:}" || continue
    fi
    echo "$line"
  done <"$record"
}

now=$(identity | sort)
lost=
if [[ -e $record ]]; then lost=$(removed "$now"); fi
if [[ -n $lost ]]; then
  # The master will refuse this agent: keep the record of its old identity.
  [[ $ON_INCOMPATIBLE_CHANGE == fresh-identity ]] || exit 0
  warn "new identity for this agent, because it no longer has: ${lost//$'\n'/, }"
  rm -f "$WORK_DIR/meta/slaves/latest"
fi
mkdir -p "$WORK_DIR"
# Atomically: a full disk must not truncate the record.
if [[ ! -e $record || $(<"$record") != "$now" ]]; then
  printf '%s\n' "$now" >"$record.new"
  mv "$record.new" "$record"
fi
