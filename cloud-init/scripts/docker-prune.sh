#!/bin/bash
# Removes what fills Docker's disk once it is fuller than PERCENT: docker-prune PERCENT
# Stopped containers of yesterday first, then images that no container uses; cached images stay.
set -euo pipefail

readonly limit=$1 cached=/etc/cdktf-mesos/cached-images

root=$(docker info --format '{{.DockerRootDir}}')
usage() { df --output=pcent "$root" | tr -dc '0-9'; }

(($(usage) >= limit)) || exit 0
docker container prune --force --filter until=24h
docker image prune --force
(($(usage) >= limit)) || exit 0
docker image ls --format '{{.Repository}}:{{.Tag}}' | while read -r image; do
  if [[ -e $cached ]] && awk -v image="$image" '$1 == image { found = 1 } END { exit !found }' "$cached"; then
    continue
  fi
  # Without --force Docker keeps an image that a container uses.
  docker image rm "$image" >/dev/null 2>&1 || true
done
