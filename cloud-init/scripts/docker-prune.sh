#!/bin/bash
# Frees Docker's disk once it is fuller than PERCENT: docker-prune PERCENT
# Removes old stopped containers first, then unused images except for cached ones.
set -euo pipefail

readonly limit=$1 cached=/etc/cdktf-mesos/cached-images

root=$(docker info --format '{{.DockerRootDir}}')
usage() { df --output=pcent "$root" | tr -dc '0-9'; }

(($(usage) >= limit)) || exit 0
docker container prune --force --filter until=24h

# Compared by id, as an image may have several names.
kept=$(while read -r image _; do docker image inspect --format '{{.Id}}' "$image"; done 2>/dev/null <"$cached") || true
remove() {
  docker image ls --no-trunc "$@" | while read -r id image; do
    # Without --force, Docker keeps images that are in use.
    grep -qxF "$id" <<<"$kept" || docker image rm "$image" >/dev/null 2>&1 || true
  done
}
# Not `docker image prune`, which removes images pulled by digest.
remove --filter dangling=true --format '{{.ID}} {{.ID}}'
(($(usage) >= limit)) || exit 0
remove --format '{{.ID}} {{.Repository}}:{{.Tag}}'
