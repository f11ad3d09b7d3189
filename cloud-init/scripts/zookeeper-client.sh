#!/bin/bash
# ZooKeeper's own client, for operators: zookeeper-client [-server HOST:PORT] [COMMAND]; ls /mesos, for example
set -euo pipefail

# Without a configuration of its logging it says so, and no more.
exec /usr/bin/java -cp /usr/share/java/zookeeper.jar org.apache.zookeeper.ZooKeeperMain "$@"
