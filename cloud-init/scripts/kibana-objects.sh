#!/bin/bash
# Puts saved objects into Kibana: kibana-objects URL FILE
# What is there under their ids is replaced, all else is left alone.
set -euo pipefail

readonly url=$1 file=$2

/usr/local/sbin/cdktf-mesos-wait-for 600 http "$url/api/status"
answer=$(curl --fail --silent --show-error --max-time 60 --request POST --header 'kbn-xsrf: true' \
  --form "file=@$file;type=application/ndjson" "$url/api/saved_objects/_import?overwrite=true")
# It answers 200 as well where it took some of them only.
[[ $answer == *'"success":true'* ]] || {
  echo "kibana-objects: kibana took not all of them: $answer" >&2
  exit 1
}
