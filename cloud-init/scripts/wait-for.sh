#!/bin/bash
# Waits until something answers:
#   wait-for SECONDS tcp HOST PORT | zookeeper HOST PORT | http URL | registered URL | unit UNIT
# {address} in HOST and URL stands for this node's own address.
set -euo pipefail

readonly seconds=$1 kind=$2
shift 2

place() {
  local address=
  [[ $1 != *'{address}'* ]] || address=$(/usr/local/sbin/cdktf-mesos-address)
  printf '%s' "${1//'{address}'/$address}"
}

# Both run in a shell of their own, under a timeout: a connection may hang.
tcp() { exec 3<>"/dev/tcp/$1/$2"; }
# A server without a quorum listens as well, but serves nobody and has no mode.
zookeeper() { tcp "$1" "$2" && printf srvr >&3 && grep -q '^Mode: ' <&3; }
export -f tcp zookeeper

get() { curl --fail --silent --max-time 5 "$@"; }
# An agent listens, and calls itself healthy, before a master has taken it.
registered() { get "$1/metrics/snapshot" | grep -qE '"slave\\?/registered": *1(\.0)?[,}]'; }

answers() {
  case $kind in
    tcp | zookeeper) timeout 5 bash -c "$kind \"\$@\"" "$kind" "$(place "$1")" "$2" 2>/dev/null ;;
    http) get --output /dev/null "$(place "$1")" ;;
    registered) registered "$(place "$1")" ;;
    unit) systemctl is-active --quiet "$1" ;;
    *) echo "wait-for: unknown kind $kind" >&2 && exit 2 ;;
  esac
}

deadline=$((SECONDS + seconds))
until answers "$@"; do
  if ((SECONDS >= deadline)); then
    echo "no answer within $seconds s: $kind $*" >&2
    exit 1
  fi
  sleep 1
done
