#!/usr/bin/python3
"""Collects metrics of this node and its services once a minute: collect [--once]

Each measurement is a document with the name of its dataset, and the values below that name. rsyslog receives them and
queues what it cannot send. The environment names the services: MESOS, MARATHON (URLs), ZOOKEEPER (HOST:PORT), DOCKER.
"""

import datetime
import json
import os
import socket
import subprocess
import sys
import time
import urllib.request

import psutil

SOCKET = os.environ.get("SOCKET", "/run/cdktf-mesos/metrics")
TIMEOUT = 10

MESOS = (
    "elected uptime_secs cpus_total cpus_used cpus_percent mem_total mem_used mem_percent disk_percent "
    "slaves_active slaves_inactive slaves_connected slaves_disconnected slaves_unreachable slave_removals "
    "frameworks_active frameworks_inactive frameworks_disconnected "
    "tasks_running tasks_staging tasks_failed tasks_lost event_queue_messages"
).split()
MARATHON = {
    "apps": "apps.active.gauge",
    "deployments": "deployments.active.gauge",
    "instances_running": "instances.running.gauge",
    "instances_staged": "instances.staged.gauge",
    "launch_overdue": "instances.launch-overdue.gauge",
    "leadership_seconds": "leadership.duration.gauge.seconds",
}
ZOOKEEPER = (
    "avg_latency max_latency outstanding_requests num_alive_connections znode_count watch_count "
    "approximate_data_size open_file_descriptor_count synced_followers"
).split()


def fetch(url):
    with urllib.request.urlopen(url, timeout=TIMEOUT) as response:
        return json.load(response)


def system():
    memory, swap = psutil.virtual_memory(), psutil.swap_memory()
    yield "system", {
        "cpu_percent": psutil.cpu_percent(interval=1),
        "load1": os.getloadavg()[0],
        "memory_percent": memory.percent,
        "memory_total_bytes": memory.total,
        "swap_percent": swap.percent,
    }
    seen = set()
    # The root is missing from the partitions in a container, or if its device is mounted elsewhere too.
    for mount in ["/", *sorted(part.mountpoint for part in psutil.disk_partitions())]:
        try:
            device = os.stat(mount).st_dev
            if device not in seen and os.path.isdir(mount):
                seen.add(device)
                usage = psutil.disk_usage(mount)
                inodes = os.statvfs(mount)
                yield "filesystem", {
                    "mount": mount,
                    "used_percent": usage.percent,
                    "inodes_percent": 100 * (1 - inodes.f_favail / inodes.f_files) if inodes.f_files else 0,
                    "total_bytes": usage.total,
                    "free_bytes": usage.free,
                }
        except OSError as error:
            yield "filesystem", {"mount": mount, "up": 0, "error": str(error)}


def docker(_):
    command = ["docker", "info", "--format", "{{json .}}"]
    info = json.loads(subprocess.run(command, capture_output=True, timeout=TIMEOUT, check=True).stdout)
    names = {"containers": "Containers", "running": "ContainersRunning", "images": "Images"}
    yield "docker", {"up": 1, **{name: info[key] for name, key in names.items()}}


def mesos(url):
    values = fetch(f"{url}/metrics/snapshot")
    yield "mesos_master", {"up": 1, **{name: values[f"master/{name}"] for name in MESOS if f"master/{name}" in values}}
    # Only the leading master knows the agents.
    if values.get("master/elected") == 1:
        state = fetch(f"{url}/state-summary")
        yield from roles([agent for agent in state["slaves"] if agent["active"]])
        for framework in state["frameworks"]:
            yield "mesos_framework", {"name": framework["name"], "active": framework["active"]}


def roles(agents):
    """For each role, the resources reserved for it and the unreserved ones, and how much of these is used."""
    names = {"*"}.union(*(agent.get("reserved_resources", {}) for agent in agents))
    for name in sorted(names):
        values = {"name": name}
        for kind in ("cpus", "mem"):
            total = free = largest = 0
            for agent in agents:
                reserved = agent.get("reserved_resources", {}).get(name, {}).get(kind, 0)
                share = reserved + agent["unreserved_resources"].get(kind, 0)
                available = max(0, min(share, agent["resources"].get(kind, 0) - agent["used_resources"].get(kind, 0)))
                total, free, largest = total + share, free + available, max(largest, available)
            # "*" has nothing if all resources are reserved.
            if total:
                used = 100 * (total - free) / total
                values |= {f"{kind}_total": total, f"{kind}_free": free, f"{kind}_used_percent": used}
                values[f"{kind}_largest_free"] = largest
        if len(values) > 1:
            yield "mesos_role", values


def marathon(url):
    gauges = fetch(f"{url}/metrics")["gauges"]
    values = {name: gauges.get(f"marathon.{key}", {}).get("value") for name, key in MARATHON.items()}
    yield "marathon", {"up": 1, **{name: value for name, value in values.items() if value is not None}}


def zookeeper(address):
    host, port = address.split(":")
    with socket.create_connection((host, int(port)), timeout=TIMEOUT) as connection:
        connection.sendall(b"mntr")
        text = b"".join(iter(lambda: connection.recv(65536), b"")).decode()
    stats = dict(line.split("\t", 1) for line in text.splitlines() if "\t" in line)
    # Missing without a quorum.
    state = stats.get("zk_server_state")
    values = {name: float(stats[f"zk_{name}"]) for name in ZOOKEEPER if f"zk_{name}" in stats}
    yield "zookeeper", {"up": 1, "serving": state is not None, "leads": state in ("leader", "standalone"), **values}


SOURCES = {"mesos_master": ("MESOS", mesos), "marathon": ("MARATHON", marathon), "zookeeper": ("ZOOKEEPER", zookeeper), "docker": ("DOCKER", docker)}


def measurements():
    yield from system()
    for dataset, (variable, source) in SOURCES.items():
        if os.environ.get(variable):
            try:
                yield from source(os.environ[variable])
            except (OSError, ValueError, KeyError, subprocess.SubprocessError) as error:
                yield dataset, {"up": 0, "error": f"{type(error).__name__}: {error}"[:200]}


def number(value):
    """Elasticsearch derives the type of a field from the first document: an integer there would truncate later values."""
    return float(value) if isinstance(value, (int, float)) else value


def send(dataset, values, source):
    now = datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="milliseconds")
    document = {"@timestamp": now, **source, "dataset": dataset, dataset: {name: number(value) for name, value in values.items()}}
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as rsyslog:
        rsyslog.settimeout(TIMEOUT)
        rsyslog.connect(SOCKET)
        rsyslog.send(b"<14>cdktf-mesos-collect: " + json.dumps(document).encode())


def main():
    source = {"host": socket.gethostname(), "role": os.environ.get("ROLE", ""), "node": os.environ.get("NODE", socket.gethostname())}
    while True:
        started = time.monotonic()
        try:
            for dataset, values in measurements():
                send(dataset, values, source)
        except OSError as error:
            print(f"collect: {error}", file=sys.stderr)
        if "--once" in sys.argv:
            return
        time.sleep(max(1, 60 - (time.monotonic() - started)))


main()
