#!/bin/bash
# Pulls the images of /etc/cdktf-mesos/cached-images (one per line: IMAGE [URL SHA256]), so that no task waits for
# them. Failures are logged and ignored.
set -euo pipefail

while read -r -a image; do
  if ! /usr/local/sbin/cdktf-mesos-container-image "${image[@]}" </dev/null; then
    logger --stderr --tag cdktf-mesos-cache-images --priority user.err -- "image ${image[0]} is not cached"
  fi
done </etc/cdktf-mesos/cached-images
