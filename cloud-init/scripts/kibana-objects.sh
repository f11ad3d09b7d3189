#!/bin/bash
# Imports saved objects into Kibana: kibana-objects URL FILE
# Replaces objects with the same ids only.
set -euo pipefail

readonly url=$1 file=$2

/usr/local/sbin/cdktf-mesos-wait-for 600 http "$url/api/status"
answer=$(curl --fail --silent --show-error --max-time 60 --request POST --header 'kbn-xsrf: true' \
  --form "file=@$file;type=application/ndjson" "$url/api/saved_objects/_import?overwrite=true")
# A partial import is answered with 200 too.
[[ $answer == *'"success":true'* ]] || {
  echo "kibana-objects: not all objects were imported: $answer" >&2
  exit 1
}
