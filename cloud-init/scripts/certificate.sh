#!/bin/bash
# Fetches the certificate that HAProxy presents, with its key: certificate LOCATION_FILE FILE
# What HAProxy would not take leaves the one that is there; a new one is taken up without a connection lost.
set -euo pipefail

readonly location=$1 file=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

/usr/local/sbin/cdktf-mesos-object "$(cat "$location")" "$work/pem"
if cmp --quiet "$work/pem" "$file"; then exit 0; fi
printf 'frontend check\n  mode http\n  timeout client 1s\n  bind :443 ssl crt %s\n' "$work/pem" >"$work/check.cfg"
if ! haproxy -c -f "$work/check.cfg" >"$work/said" 2>&1; then
  grep -m 1 ALERT "$work/said" >&2 || cat "$work/said" >&2
  exit 1
fi
install --mode 0600 "$work/pem" "$file.new"
mv "$file.new" "$file"
if systemctl is-active --quiet haproxy.service; then systemctl reload haproxy.service; fi
