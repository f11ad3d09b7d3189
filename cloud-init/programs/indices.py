#!/usr/bin/python3
"""Looks after the indices of a cluster's logs and metrics: indices SETTINGS

Puts the templates that new indices are made by, and deletes days: those that are older than is kept, and then the
oldest while the disks are fuller than they may be. The newest day of each kind stays, and today. What a clock that is
wrong has made for a day to come is left alone. SETTINGS is a file of JSON:
  hosts (HOST:PORT, any of which will do), templates (by name), daily (what names of indices begin with, before the
  day), plain (indices without a day that are only records and begin anew), retainDays, maxDiskPercent.
It can be run any number of times.
"""

import datetime
import http.client
import json
import sys
import urllib.error
import urllib.request


def ask(hosts, method, path, body=None):
    for host in hosts:
        request = urllib.request.Request(
            f"http://{host}{path}",
            method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={"Content-Type": "application/json"},
        )
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            # Another run may have deleted it.
            if error.code == 404 and method == "DELETE":
                return {}
            sys.exit(f"indices: {method} {path}: {error.code} {error.read(500).decode(errors='replace')}")
        except (OSError, http.client.HTTPException, ValueError) as error:
            said = f"{host}: {getattr(error, 'reason', error) or error}"
    sys.exit(f"indices: no answer from Elasticsearch: {said}")


def day_of(name, prefixes):
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
        ask(hosts, "PUT", f"/_index_template/{name}", template)
    today = datetime.datetime.now(datetime.timezone.utc).date()
    first = today - datetime.timedelta(days=settings["retainDays"])

    # By the names that this cluster gives, and by no others, whatever else is in Elasticsearch.
    names = ",".join(f"{begin}*" for begin in prefixes + settings["plain"])
    listed = ask(hosts, "GET", f"/_cat/indices/{names}?format=json&bytes=b&h=index,store.size,creation.date")
    days, old = [], []
    for index in listed:
        name = index["index"]
        made = datetime.datetime.fromtimestamp(int(index["creation.date"]) / 1000, datetime.timezone.utc).date()
        kind, day = (name, made) if name in settings["plain"] else day_of(name, prefixes)
        if day is None or day > today + datetime.timedelta(days=1):
            continue
        if day < first:
            old.append(name)
        elif name not in settings["plain"]:
            days.append((day, kind, name, int(index["store.size"] or 0)))
    for name in old:
        print(f"indices: {name} is older than {settings['retainDays']} days")
        ask(hosts, "DELETE", f"/{name}")

    days.sort()
    newest = {kind: day for day, kind, *_ in days if day <= today}
    disks = [node for node in ask(hosts, "GET", "/_cat/allocation?format=json&bytes=b") if node["disk.total"]]
    total = sum(int(node["disk.total"]) for node in disks)
    free = sum(int(node["disk.avail"]) for node in disks)
    for day, kind, name, size in days:
        if not total or 100 * (total - free) / total <= settings["maxDiskPercent"]:
            break
        if day >= today or day == newest[kind]:
            continue
        print(f"indices: the disks are {100 * (total - free) / total:.0f} % full: {name} goes")
        ask(hosts, "DELETE", f"/{name}")
        free += size


main()
