#!/bin/bash
# Deletes unused layers of the registry. Meanwhile the registry is read-only: a layer that is being pushed is not yet
# used by an image.
set -euo pipefail

readonly drop_in=/run/systemd/system/docker-registry.service.d/read-only.conf

restart() {
  systemctl daemon-reload
  systemctl restart docker-registry.service
}
writable() {
  rm -f "$drop_in"
  restart
}

mkdir -p "${drop_in%/*}"
trap writable EXIT
cat >"$drop_in" <<'END'
[Service]
Environment='REGISTRY_STORAGE_MAINTENANCE_READONLY={"enabled":true}'
END
restart
# Not --delete-untagged: this version would delete the images of a multi-architecture manifest.
runuser --user docker-registry -- docker-registry garbage-collect /etc/docker/registry/config.yml >/dev/null
