#!/bin/sh
# Starts Jenkins in its container. root only changes the owner of the home; everything else runs as uid 1000.
set -eu

export HOME="$JENKINS_HOME" JENKINS_SLAVE_AGENT_PORT="$PORT_JNLP"
if [ -n "${PORT_LIBPROCESS:-}" ]; then
  export LIBPROCESS_IP="$HOST" LIBPROCESS_PORT="$PORT_LIBPROCESS"
fi
as_jenkins() { setpriv --reuid=1000 --regid=1000 --clear-groups "$@"; }

# Docker creates the directory as root. With NFS root squashing, uid 1000 must own it already.
chown 1000:1000 "$JENKINS_HOME" || true
if ! as_jenkins test -w "$JENKINS_HOME"; then
  echo "$JENKINS_HOME is not writable by uid 1000, and its owner cannot be changed" >&2
  exit 1
fi
as_jenkins rm -rf "$CASC_JENKINS_CONFIG"
as_jenkins mkdir "$CASC_JENKINS_CONFIG"
printf '%s\n' "$JENKINS_CONFIGURATION" | as_jenkins tee "$CASC_JENKINS_CONFIG/cluster.yaml" >/dev/null
for file in "$MESOS_SANDBOX"/casc/*.yaml; do
  if [ -e "$file" ]; then as_jenkins tee "$CASC_JENKINS_CONFIG/${file##*/}" <"$file" >/dev/null; fi
done
exec setpriv --reuid=1000 --regid=1000 --clear-groups /usr/local/bin/jenkins.sh --httpPort="$PORT_HTTP"
