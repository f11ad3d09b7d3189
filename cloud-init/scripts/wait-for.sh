#!/bin/bash
# Waits until something answers: wait-for SECONDS tcp HOST PORT | zookeeper HOST PORT | http URL | unit UNIT
# {address} in HOST and URL stands for this node's own address.
set -euo pipefail

readonly seconds=$1 kind=$2
shift 2

place() {
  local address=
  [[ $1 != *'{address}'* ]] || address=$(/usr/local/sbin/cdktf-mesos-address)
  printf '%s' "${1//'{address}'/$address}"
}

answers() {
  case $kind in
    # shellcheck disable=SC2016 # the inner shell expands them
    tcp) timeout 3 bash -c 'exec 3<>"/dev/tcp/$0/$1"' "$(place "$1")" "$2" 2>/dev/null ;;
    # A server without a quorum listens as well, but serves nobody and has no mode.
    # shellcheck disable=SC2016
    zookeeper) timeout 5 bash -c 'exec 3<>"/dev/tcp/$0/$1" && printf srvr >&3 && grep -q "^Mode: " <&3' "$(place "$1")" "$2" 2>/dev/null ;;
    http) curl --fail --silent --output /dev/null --max-time 5 "$(place "$1")" ;;
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
