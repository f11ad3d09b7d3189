#!/bin/sh
# Stands in for Jenkins in its image: a page below its prefix, a home that it writes to, a log that it prints.
set -eu

port=${1#--httpPort=}
prefix=${JENKINS_OPTS#--prefix=}
echo started >>"$JENKINS_HOME/starts"
mkdir -p "$JENKINS_HOME/www$prefix"
wc -l <"$JENKINS_HOME/starts" >"$JENKINS_HOME/www$prefix/login"
touch "$JENKINS_HOME/log"
tail -n 0 -f "$JENKINS_HOME/log" &
exec /bin/httpd -f -p "$port" -h "$JENKINS_HOME/www"
