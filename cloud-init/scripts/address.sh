#!/bin/bash
# Prints this node's address: the source address of the default route, or else the first that is not Docker's.
set -euo pipefail

route=$(ip -4 -oneline route get 192.0.2.1 2>/dev/null || true)
address=$(sed -n 's/.* src \([0-9.]*\).*/\1/p' <<<"$route")
if [[ -z $address ]]; then
  addresses=$(ip -4 -oneline address show scope global || true)
  address=$(awk '$2 !~ /^(docker|br-|veth)/ && !seen { sub("/.*", "", $4); print $4; seen = 1 }' <<<"$addresses")
fi
if [[ -z $address ]]; then
  echo "this node has no address yet" >&2
  exit 1
fi
echo "$address"
