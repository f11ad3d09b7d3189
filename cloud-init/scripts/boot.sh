#!/bin/bash
# Runs the steps of a node's first boot and records their results.
#   boot begin | boot step COMMAND [ARGUMENT...] | boot configured | boot finish | boot stop UNIT...
# After a failed step, the others are skipped and no service starts, so that no half-configured node joins the cluster.
set -euo pipefail

readonly dir=/var/lib/cdktf-mesos/boot
# Synchronizing SysV scripts takes seconds for each service.
export SYSTEMCTL_SKIP_SYSV=1

log() { logger --stderr --tag cdktf-mesos-boot --priority "user.$1" -- "$2"; }

# Writes the status file: state, step, message.
status() {
  printf 'state=%s\nstep=%s\nmessage=%s\ntime=%s\n' "$1" "$2" "$3" "$(date --utc +%FT%TZ)" >"$dir/status.new"
  mv "$dir/status.new" "$dir/status"
}

begin() {
  mkdir -p "$dir"
  rm -f "$dir/configured" "$dir/failed" "$dir/steps"
  status running begin ""
  systemctl daemon-reload
  systemctl enable cdktf-mesos-boot-retry.service cdktf-mesos-ready.service
}

step() {
  local name="$*" started=$SECONDS code=0 message
  if [[ -e $dir/failed ]]; then
    echo "skipped $name" >>"$dir/steps"
    return 0
  fi
  status running "$name" ""
  "$@" 2>"$dir/stderr" || code=$?
  cat "$dir/stderr" >&2
  if [[ $code -eq 0 ]]; then
    echo "ok $((SECONDS - started))s $name" >>"$dir/steps"
    return 0
  fi
  message=$(grep -v '^[[:space:]]*$' "$dir/stderr" | tail -n 1 || true)
  echo "failed $((SECONDS - started))s $name" >>"$dir/steps"
  status failed "$name" "exit status $code: $message"
  cp "$dir/status" "$dir/failed"
  log err "boot failed at step: $name: exit status $code: $message"
}

# The services of a node start only if this file exists: packages enable them before they are configured.
configured() {
  [[ -e $dir/failed ]] || touch "$dir/configured"
}

# Ignores units that do not exist or are not running.
stop() {
  local unit
  for unit; do
    if systemctl is-active --quiet "$unit"; then systemctl stop "$unit"; fi
  done
}

finish() {
  # cloud-init reports this exit status.
  [[ ! -e $dir/failed ]] || exit 1
  status ok finish ""
  log info "boot finished"
  systemctl start --no-block cdktf-mesos-ready.service
}

case ${1:-} in
  begin | configured | finish) "$1" ;;
  step | stop) "$@" ;;
  *) echo "usage: $0 begin | step COMMAND [ARGUMENT...] | configured | finish | stop UNIT..." >&2 && exit 2 ;;
esac
