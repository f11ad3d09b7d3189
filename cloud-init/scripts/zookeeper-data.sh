#!/bin/bash
# Prepares ZooKeeper's data directory: zookeeper-data DIRECTORY ID
# Fails for a volume of another server: two servers with the same id break the ensemble.
set -euo pipefail

readonly dir=$1 id=$2

# A volume from an earlier machine may have a different user id.
if [[ -d $dir && $(stat --format %U "$dir") != zookeeper ]]; then
  chown -R zookeeper:zookeeper "$dir"
fi
install -d -o zookeeper -g zookeeper -m 0750 "$dir"
if [[ ! -e $dir/myid ]]; then
  printf '%s\n' "$id" >"$dir/myid"
elif [[ $(cat "$dir/myid") != "$id" ]]; then
  echo "zookeeper: $dir belongs to server $(cat "$dir/myid"), this is server $id" >&2
  exit 1
fi
