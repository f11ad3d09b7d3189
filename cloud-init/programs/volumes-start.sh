#!/bin/sh
# Starts the volume driver on an agent, as a task of Mesos's.
set -eu

export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
programs=/etc/cdktf-mesos/volume-driver
if [ ! -r "$programs" ]; then
  echo "this agent was made before its pool had a volume driver and lacks what that needs; replace the agent" >&2
  exit 1
fi
cdktf-mesos-object "$(cat "$programs")-$PROGRAM" "$MESOS_SANDBOX/volumes.py"
# In the mounts of the machine, whatever Mesos isolates: Docker has to see what is mounted.
exec nsenter --target 1 --mount -- /usr/bin/python3 "$MESOS_SANDBOX/volumes.py" --cluster "$CLUSTER" \
  --devices "$DEVICES" --snapshot-hours "$SNAPSHOT_HOURS" --keep "$KEEP_SNAPSHOTS" --kms-key "${KMS_KEY:-}"
