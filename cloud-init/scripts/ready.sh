#!/bin/bash
# Reaches cdktf-mesos-ready.target once every check of /etc/cdktf-mesos/ready.d passes (see wait-for).
set -euo pipefail

failed=0
for file in /etc/cdktf-mesos/ready.d/*; do
  [[ -e $file ]] || continue
  while read -r -a check; do
    if ! /usr/local/sbin/cdktf-mesos-wait-for 300 "${check[@]}"; then
      logger --stderr --tag cdktf-mesos-ready --priority user.err -- "${file##*/} does not respond: ${check[*]}"
      failed=1
    fi
  done <"$file"
done
[[ $failed -eq 0 ]] || exit 1
logger --tag cdktf-mesos-ready --priority user.info -- "all services respond"
systemctl start cdktf-mesos-ready.target
