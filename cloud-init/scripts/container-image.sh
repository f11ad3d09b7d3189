#!/bin/bash
# Ensures that a container image is present: container-image IMAGE [URL SHA256]
# With a URL, loads it from that archive (docker save) after checking the checksum.
set -euo pipefail

readonly image=$1 url=${2:-} sha256=${3:-}
readonly attempts=6

if docker image inspect "$image" >/dev/null 2>&1; then
  exit 0
fi

obtain() {
  if [[ -z $url ]]; then
    docker pull --quiet "$image"
    return
  fi
  curl --fail --silent --show-error --location --retry 3 --retry-all-errors --output "$work/image" "$url" || return 1
  [[ $sha256 == - ]] || sha256sum --quiet --check <<<"$sha256  $work/image" || return 1
  docker load --quiet --input "$work/image" || return 1
  docker image inspect "$image" >/dev/null
}

work=$(mktemp -d -p /var/tmp)
trap 'rm -rf "$work"' EXIT
for ((attempt = 1, pause = 5; attempt <= attempts; attempt++, pause *= 2)); do
  ! obtain || exit 0
  ((attempt == attempts)) || sleep "$pause"
done
echo "cannot fetch image $image${url:+ from ${url%%\?*}} in $attempts attempts" >&2
exit 1
