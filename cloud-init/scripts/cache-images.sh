#!/bin/bash
# Brings the images of /etc/cdktf-mesos/cached-images (a line each: IMAGE [URL SHA256]) onto the node, so that
# no task waits for them. One that cannot be had is logged and stops nothing.
set -euo pipefail

while read -r -a image; do
  if ! /usr/local/sbin/cdktf-mesos-container-image "${image[@]}" </dev/null; then
    logger --stderr --tag cdktf-mesos-cache-images --priority user.err -- "image ${image[0]} is not cached"
  fi
done </etc/cdktf-mesos/cached-images
