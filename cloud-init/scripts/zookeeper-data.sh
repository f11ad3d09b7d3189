#!/bin/bash
# Makes ZooKeeper's data directory this server's own: zookeeper-data DIRECTORY ID
# A volume that belongs to another server is refused: two servers with one id break the ensemble.
set -euo pipefail

readonly dir=$1 id=$2

# A volume that comes back on a new machine may carry another machine's user number.
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
