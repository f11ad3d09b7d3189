#!/bin/sh
# Starts the volume driver on an agent, as a Mesos task.
set -eu

export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
programs=/etc/cdktf-mesos/volume-driver
if [ ! -r "$programs" ]; then
  echo "this agent was created before its pool had a volume driver; replace the agent" >&2
  exit 1
fi
cdktf-mesos-object "$(cat "$programs")-$PROGRAM" "$MESOS_SANDBOX/volumes.py"
# Runs in the host's mount namespace, so that Docker sees the mounts.
exec nsenter --target 1 --mount -- /usr/bin/python3 "$MESOS_SANDBOX/volumes.py" --cluster "$CLUSTER" \
  --devices "$DEVICES" --snapshot-hours "$SNAPSHOT_HOURS" --keep "$KEEP_SNAPSHOTS" --kms-key "${KMS_KEY:-}"
