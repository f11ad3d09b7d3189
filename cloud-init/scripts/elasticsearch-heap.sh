#!/bin/bash
# Sets Elasticsearch's heap: elasticsearch-heap auto|GIB
# auto is half the memory, at most 31 GiB: larger heaps cannot use compressed references.
set -euo pipefail

readonly dir=/etc/elasticsearch/jvm.options.d

if [[ $1 == auto ]]; then
  mebibytes=$(awk '$1 == "MemTotal:" { m = int($2 / 2048); print (m > 31744 ? 31744 : m) }' /proc/meminfo)
else
  mebibytes=$(($1 * 1024))
fi
mkdir -p "$dir"
printf -- '-Xms%sm\n-Xmx%sm\n' "$mebibytes" "$mebibytes" >"$dir/cdktf-mesos-heap.options"
