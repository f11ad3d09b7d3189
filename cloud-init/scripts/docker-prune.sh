#!/bin/bash
# Removes what fills Docker's disk once it is fuller than PERCENT: docker-prune PERCENT
# Stopped containers of yesterday first, then images that no container uses; cached images stay.
set -euo pipefail

readonly limit=$1 cached=/etc/cdktf-mesos/cached-images

root=$(docker info --format '{{.DockerRootDir}}')
usage() { df --output=pcent "$root" | tr -dc '0-9'; }

(($(usage) >= limit)) || exit 0
docker container prune --force --filter until=24h

# An image has many names and one id.
kept=$(while read -r image _; do docker image inspect --format '{{.Id}}' "$image"; done 2>/dev/null <"$cached") || true
remove() {
  docker image ls --no-trunc "$@" | while read -r id image; do
    # Without --force Docker keeps an image that a container uses.
    grep -qxF "$id" <<<"$kept" || docker image rm "$image" >/dev/null 2>&1 || true
  done
}
# Docker's own prune takes what was pulled by digest.
remove --filter dangling=true --format '{{.ID}} {{.ID}}'
(($(usage) >= limit)) || exit 0
remove --format '{{.ID}} {{.Repository}}:{{.Tag}}'
