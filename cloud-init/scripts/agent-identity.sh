#!/bin/bash
# Writes the flags of mesos-agent that only the running node knows: ip, hostname, its zone, and the isolation
# that its cgroups allow. The agents of a pool share one document, so none of these can be in it.
set -euo pipefail

readonly etc=/etc/mesos-agent
# ISOLATION=auto|given, ZONE_ATTRIBUTE=name or nothing, ON_INCOMPATIBLE_CHANGE=fresh-identity|refuse, WORK_DIR
# shellcheck source=/dev/null
. /etc/cdktf-mesos/mesos-agent.env

# The agent starts whether or not anybody logs.
warn() {
  logger --stderr --tag cdktf-mesos-agent-identity --priority user.warning -- "$1" || echo "$1" >&2
}

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

if [[ $(stat --file-system --format %T "$cgroup") == cgroup2fs ]] && prepare_cgroup2; then
  # Without these no agent comes up, whatever isolation was given.
  : >"$no_systemd"
  [[ $ISOLATION != auto ]] || limit_by_cgroups
elif [[ $ISOLATION == auto && ! -e $cgroup/cgroup.controllers && ! -d $cgroup/unified ]]; then
  limit_by_cgroups
  rm -f "$no_systemd"
elif [[ $ISOLATION == auto ]]; then
  # Both versions at once, or no controllers: the agent runs, but nothing holds tasks to their limits.
  put "$etc/launcher" posix
  put "$etc/isolation" posix/cpu,posix/mem
  : >"$no_systemd"
  warn "tasks have no limits: this machine has neither cgroups v1 alone nor cgroups v2 with the controllers cpu and memory"
fi

# A master takes more attributes and resources from an agent it knows, but not fewer or other ones. An agent that
# has such would exit for ever: it comes up as a new one instead, if that is what was chosen.
readonly record=$WORK_DIR/cdktf-mesos-identity
cd "$etc"

# What the agent is, a line each: default_role:ROLE, attributes/NAME:VALUE, resources/NAME:VALUE or resources:JSON.
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

# What is in ranges such as [1-3, 5] or in a set such as {a, b}, a line each.
members() {
  tr -d '[]{} ' <<<"$1" | tr , '\n' | while IFS=- read -r first last; do
    if [[ $1 == "["* ]]; then seq "$first" "${last:-$first}"; else echo "$first${last:+-$last}"; fi
  done | sort
}

# Whether a resource is at least what it was: more of a number, a range or a set is taken.
holds() {
  [[ $1 != "$2" ]] || return 0
  case ${1:0:1}${2:0:1} in
    "[[" | "{{") [[ -z $(comm -13 <(members "$1") <(members "$2")) ]] ;;
    [0-9.][0-9.]) awk -v now="$1" -v before="$2" 'BEGIN { exit !(now + 0 >= before + 0) }' ;;
    *) return 1 ;;
  esac
}

# The lines of the record that are true no more.
gone() {
  local line name
  local -A now=()
  while IFS= read -r line; do now[${line%%:*}]=${line#*:}; done <<<"$1"
  while IFS= read -r line; do
    name=${line%%:*}
    if [[ -v now[$name] ]]; then
      [[ ${now[$name]} != "${line#*:}" ]] || continue
      [[ $name != resources/* ]] || ! holds "${now[$name]}" "${line#*:}" || continue
    fi
    echo "$line"
  done <"$record"
}

now=$(identity | sort)
lost=
if [[ -e $record ]]; then lost=$(gone "$now"); fi
if [[ -n $lost ]]; then
  # The master refuses this agent: what it was stays on record.
  [[ $ON_INCOMPATIBLE_CHANGE == fresh-identity ]] || exit 0
  warn "new identity for this agent, because it no longer has: ${lost//$'\n'/, }"
  rm -f "$WORK_DIR/meta/slaves/latest"
fi
mkdir -p "$WORK_DIR"
# In one step: a record that a full disk has emptied would forget what the agent was.
if [[ ! -e $record || $(<"$record") != "$now" ]]; then
  printf '%s\n' "$now" >"$record.new"
  mv "$record.new" "$record"
fi
