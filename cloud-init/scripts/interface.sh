#!/bin/bash
# Writes the interface with this node's address for keepalived: interface ADDRESS FILE
set -euo pipefail

readonly address=$1 file=$2

name=$(ip -4 -oneline address show to "$address/32" | awk 'NR == 1 { print $2 }')
if [[ -z $name ]]; then
  echo "no interface has the address $address yet" >&2
  exit 1
fi
echo "\$INTERFACE=$name" >"$file"
