#!/bin/bash
# ZooKeeper's own client, for operators: zookeeper-client [-server HOST:PORT] [COMMAND]; ls /mesos, for example
set -euo pipefail

# Prints a warning about its missing logging configuration, which is harmless.
exec /usr/bin/java -cp /usr/share/java/zookeeper.jar org.apache.zookeeper.ZooKeeperMain "$@"
