#!/bin/bash
# Manages the monitoring node: monitoring fetch | install | alerts
#   fetch    fetches its files from the store
#   install  fetches them and installs ElastAlert: the packages of requirements.txt with their checksums
#   alerts   runs ElastAlert. Its secrets are not in the store but in files on the node; the file `secrets` has a line
#            NAME FILE for each
set -euo pipefail

readonly folder=/var/lib/cdktf-mesos/monitoring home=/opt/cdktf-mesos/elastalert
readonly bin=$home/bin

fetch() {
  mkdir -p "$folder"
  /usr/local/sbin/cdktf-mesos-object "$FILES" "$folder.json"
  /usr/local/lib/cdktf-mesos/unpack.py "$folder.json" "$folder"
}

install_all() {
  local wanted list
  fetch
  wanted=$(sha256sum <"$folder/requirements.txt")
  [[ ! -e $home/installed || $(cat "$home/installed") != "$wanted" ]] || return 0
  rm -rf "$home"
  python3 -m venv "$home"
  # Two packages have no wheel and need setuptools, which Ubuntu's virtual environments lack.
  grep '^setuptools==' "$folder/requirements.txt" >"$home/first.txt"
  for list in "$home/first.txt" "$folder/requirements.txt"; do
    "$bin/pip" install --quiet --no-build-isolation --no-input --disable-pip-version-check --no-cache-dir --no-compile --retries 10 \
      --require-hashes --requirement "$list"
  done
  printf '%s\n' "$wanted" >"$home/installed"
}

alerts() {
  local name file
  while read -r name file; do
    if [[ ! -r $file || ! -s $file ]]; then
      echo "monitoring: $file is missing or not readable by cdktf-alerts: create it with mode 0640, group cdktf-alerts" >&2
      exit 1
    fi
    export "$name=$(<"$file")"
  done <"$folder/secrets"
  "$bin/elastalert-create-index" --config "$folder/elastalert.yaml" </dev/null
  exec "$bin/elastalert" --config "$folder/elastalert.yaml"
}

set -a
# shellcheck source=/dev/null
. /etc/cdktf-mesos/monitoring.env
set +a
case $1 in
  fetch) fetch ;;
  install) install_all ;;
  alerts) alerts ;;
  *) echo "monitoring: unknown command $1" >&2 && exit 2 ;;
esac
