#!/usr/bin/python3
"""Manages the indices of a cluster's logs and metrics: indices SETTINGS

Writes the index templates. Deletes daily indices: those older than retainDays, then the oldest while the disks are
fuller than maxDiskPercent, except for today's and the newest of each prefix. Skips indices of future days, which a
wrong clock may have created. Idempotent. SETTINGS is a JSON file:
  hosts (HOST:PORT, any of the cluster), templates (by name), daily (prefixes of daily indices), plain (names of indices
  without a day, which are recreated on use), retainDays, maxDiskPercent.
"""

import datetime
import http.client
import json
import sys
import urllib.error
import urllib.request


def call(hosts, method, path, body=None):
    for host in hosts:
        request = urllib.request.Request(
            f"http://{host}{path}",
            method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={"Content-Type": "application/json"},
        )
        try:
            with urllib.request.urlopen(request, timeout=60) as response:
                return json.load(response)
        except urllib.error.HTTPError as error:
            # Already deleted, by another run for example.
            if error.code == 404 and method == "DELETE":
                return {}
            sys.exit(f"indices: {method} {path}: {error.code} {error.read(500).decode(errors='replace')}")
        except (OSError, http.client.HTTPException, ValueError) as error:
            message = f"{host}: {getattr(error, 'reason', error) or error}"
    sys.exit(f"indices: no answer from Elasticsearch: {message}")


def parse_daily(name, prefixes):
    for prefix in prefixes:
        if name.startswith(prefix):
            try:
                return prefix, datetime.datetime.strptime(name[len(prefix) :], "%Y.%m.%d").date()
            except ValueError:
                pass
    return None, None


def main():
    with open(sys.argv[1]) as file:
        settings = json.load(file)
    hosts, prefixes = settings["hosts"], settings["daily"]
    for name, template in settings["templates"].items():
        call(hosts, "PUT", f"/_index_template/{name}", template)
    today = datetime.datetime.now(datetime.timezone.utc).date()
    first = today - datetime.timedelta(days=settings["retainDays"])

    # Only this cluster's indices: others may share the Elasticsearch.
    patterns = ",".join(f"{prefix}*" for prefix in prefixes + settings["plain"])
    indices = call(hosts, "GET", f"/_cat/indices/{patterns}?format=json&bytes=b&h=index,store.size,creation.date")
    daily, old = [], []
    for index in indices:
        name = index["index"]
        created = datetime.datetime.fromtimestamp(int(index["creation.date"]) / 1000, datetime.timezone.utc).date()
        prefix, day = (name, created) if name in settings["plain"] else parse_daily(name, prefixes)
        if day is None or day > today + datetime.timedelta(days=1):
            continue
        if day < first:
            old.append(name)
        elif name not in settings["plain"]:
            daily.append((day, prefix, name, int(index["store.size"] or 0)))
    for name in old:
        print(f"indices: {name} is older than {settings['retainDays']} days")
        call(hosts, "DELETE", f"/{name}")

    daily.sort()
    newest = {prefix: day for day, prefix, *_ in daily if day <= today}
    disks = [node for node in call(hosts, "GET", "/_cat/allocation?format=json&bytes=b") if node["disk.total"]]
    total = sum(int(node["disk.total"]) for node in disks)
    free = sum(int(node["disk.avail"]) for node in disks)
    for day, prefix, name, size in daily:
        if not total or 100 * (total - free) / total <= settings["maxDiskPercent"]:
            break
        if day >= today or day == newest[prefix]:
            continue
        print(f"indices: disks are {100 * (total - free) / total:.0f} % full, deleting {name}")
        call(hosts, "DELETE", f"/{name}")
        free += size


main()
