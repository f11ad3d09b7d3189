#!/bin/bash
# Waits until a service responds:
#   wait-for SECONDS tcp HOST PORT | zookeeper HOST PORT | http URL | registered URL | unit UNIT
# {address} in HOST and URL is replaced by this node's address.
set -euo pipefail

readonly seconds=$1 kind=$2
shift 2

expand() {
  local address=
  [[ $1 != *'{address}'* ]] || address=$(/usr/local/sbin/cdktf-mesos-address)
  printf '%s' "${1//'{address}'/$address}"
}

# Both run in a subshell with a timeout, as a connection may hang.
tcp() { exec 3<>"/dev/tcp/$1/$2"; }
# A server without a quorum listens too, but has no mode.
zookeeper() { tcp "$1" "$2" && printf srvr >&3 && grep -q '^Mode: ' <&3; }
export -f tcp zookeeper

get() { curl --fail --silent --max-time 5 "$@"; }
# An agent listens and reports itself as healthy before it is registered.
registered() { get "$1/metrics/snapshot" | grep -qE '"slave\\?/registered": *1(\.0)?[,}]'; }

responds() {
  case $kind in
    tcp | zookeeper) timeout 5 bash -c "$kind \"\$@\"" "$kind" "$(expand "$1")" "$2" 2>/dev/null ;;
    http) get --output /dev/null "$(expand "$1")" ;;
    registered) registered "$(expand "$1")" ;;
    unit) systemctl is-active --quiet "$1" ;;
    *) echo "wait-for: unknown kind $kind" >&2 && exit 2 ;;
  esac
}

deadline=$((SECONDS + seconds))
until responds "$@"; do
  if ((SECONDS >= deadline)); then
    echo "no response within $seconds s: $kind $*" >&2
    exit 1
  fi
  sleep 1
done
