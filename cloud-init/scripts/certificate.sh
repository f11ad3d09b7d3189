#!/bin/bash
# Fetches HAProxy's certificate with its key: certificate LOCATION_FILE FILE
# An invalid certificate does not replace the current one. A new one is loaded without losing connections.
set -euo pipefail

readonly location=$1 file=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

/usr/local/sbin/cdktf-mesos-object "$(cat "$location")" "$work/pem"
if cmp --quiet "$work/pem" "$file"; then exit 0; fi
printf 'frontend check\n  mode http\n  timeout client 1s\n  bind :443 ssl crt %s\n' "$work/pem" >"$work/check.cfg"
if ! haproxy -c -f "$work/check.cfg" >"$work/output" 2>&1; then
  grep -m 1 ALERT "$work/output" >&2 || cat "$work/output" >&2
  exit 1
fi
install --mode 0600 "$work/pem" "$file.new"
mv "$file.new" "$file"
if systemctl is-active --quiet haproxy.service; then systemctl reload haproxy.service; fi
