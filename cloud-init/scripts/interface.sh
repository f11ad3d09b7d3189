#!/bin/bash
# Tells keepalived which interface has this node's address: interface ADDRESS FILE
set -euo pipefail

readonly address=$1 file=$2

name=$(ip -4 -oneline address show to "$address/32" | awk 'NR == 1 { print $2 }')
if [[ -z $name ]]; then
  echo "no interface has the address $address yet" >&2
  exit 1
fi
echo "\$INTERFACE=$name" >"$file"
