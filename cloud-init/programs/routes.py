#!/usr/bin/python3
"""Keeps HAProxy's routes what the tasks of Marathon are: routes MARATHON...

Each MARATHON is one of a cluster: http://ADDRESS:PORT. Its event stream says when to look, a timer looks in any case.
What cannot be had or read leaves the routes as they are; HAProxy reloads only where they change, and only to what it
has checked.
"""

import argparse
import http.client
import ipaddress
import json
import os
import re
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path

# Whoever may start apps may write any label: what is not of these forms never comes near the configuration.
APP = re.compile(r"(/[a-z0-9]([a-z0-9.-]*[a-z0-9])?)+")
DOMAIN = re.compile(r"(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*")
PATH = re.compile(r"(/(?!\.{1,2}(/|$))[A-Za-z0-9._~-]+){0,20}")
LABEL = re.compile(r"HAPROXY_([0-9]{1,3})_(VHOST|PATH)")

# Where a task may have come or gone, or its health changed.
EVENTS = [
    "api_post_event",
    "app_terminated_event",
    "deployment_step_success",
    "deployment_success",
    "failed_health_check_event",
    "health_status_changed_event",
    "instance_changed_event",
    "instance_health_changed_event",
    "status_update_event",
    "unhealthy_instance_kill_event",
]
MOST_BYTES = 256 * 1024 * 1024
# Tells that there are routes at all, to HAProxy's answer to health checks. No domain has this form.
KNOWN = "!known"


# Raised by a response that is not as documented.
UNREADABLE = (TypeError, ValueError, KeyError, AttributeError)


class TransientError(Exception):
    """The next attempt may succeed."""


class InvalidRoute(Exception):
    """A route that an app asks for and cannot have."""


class Marathon:
    """The Marathons of a cluster: any that answers will do."""

    def __init__(self, urls, timeout):
        self.urls, self.timeout = urls, timeout

    def open(self, path, accept, timeout):
        """An answer of the first that gives one; the others are asked after it from then on."""
        error = None
        for url in list(self.urls):
            request = urllib.request.Request(url + path, headers={"Accept": accept})
            try:
                answer = urllib.request.urlopen(request, timeout=timeout)
                self.urls = [url, *(other for other in self.urls if other != url)]
                return answer
            except (OSError, http.client.HTTPException, ValueError) as failure:
                error = failure
        raise TransientError(f"no answer from marathon: {getattr(error, 'reason', error) or error}") from None

    def apps(self):
        try:
            with self.open("/v2/apps?embed=apps.tasks&embed=apps.readiness", "application/json", self.timeout) as answer:
                body = answer.read(MOST_BYTES + 1)
        except (OSError, http.client.HTTPException) as error:
            raise TransientError(f"no whole answer from marathon: {error}") from None
        try:
            if len(body) > MOST_BYTES:
                raise ValueError(f"more than {MOST_BYTES} bytes")
            apps = json.loads(body)["apps"]
            if not isinstance(apps, list) or not all(isinstance(app, dict) and isinstance(app.get("id"), str) for app in apps):
                raise ValueError("no list of apps with ids")
            return apps
        except (ValueError, TypeError, KeyError, RecursionError) as error:
            # Another one may know better.
            self.urls = [*self.urls[1:], *self.urls[:1]]
            raise TransientError(f"marathon's answer cannot be read: {type(error).__name__} {error}") from None

    def follow(self, seen):
        """Calls `seen` for each event, until the stream ends."""
        query = "&".join(f"event_type={event}" for event in EVENTS)
        # Where nothing comes for a while, whoever sent it may be gone without a word.
        with self.open(f"/v2/events?{query}", "text/event-stream", 20) as stream:
            seen()
            for line in stream:
                if line.startswith(b"event:"):
                    seen()


class Changes:
    """What wakes the main loop."""

    def __init__(self, marathon):
        self.marathon, self.event, self.attached = marathon, threading.Event(), False
        threading.Thread(target=self.listen, daemon=True).start()

    def listen(self):
        while True:
            try:
                self.marathon.follow(self.seen)
            except (TransientError, OSError, http.client.HTTPException, ValueError):
                pass
            if self.attached:
                self.attached = False
                # What happened meanwhile, nobody has told.
                self.event.set()
            time.sleep(2)

    def seen(self):
        self.attached = True
        self.event.set()

    def wait(self, options, all_well):
        self.event.wait(options.poll_attached if self.attached and all_well else options.poll)
        # Events come in bursts.
        time.sleep(options.settle)
        self.event.clear()


def serves(app, task, serving):
    """Whether requests may go to a task. `serving` are those that they go to now."""
    if task.get("state", "TASK_RUNNING") != "TASK_RUNNING" or not task.get("startedAt"):
        return False
    results = task.get("healthCheckResults") or []
    looked = [one for one in results if one.get("alive") or one.get("lastSuccess") or one.get("lastFailure")]
    checks = app.get("healthChecks") or []
    if checks and not all(one.get("alive") for one in looked):
        return False
    if len(looked) < len(checks):
        # Of checks that have not run yet there is no result, also where Marathon has just begun to lead: tasks do not
        # end because their Marathon did.
        return str(task["id"]) in serving
    if app.get("readinessChecks") and app.get("deployments") and task.get("version") == app.get("version"):
        ready = {one.get("taskId"): one.get("ready") for one in app.get("readinessCheckResults") or []}
        return bool(ready.get(task["id"], str(task["id"]) in serving))
    return True


def address(host):
    """HAProxy refuses its whole configuration for one name that does not resolve."""
    try:
        return str(ipaddress.IPv4Address(host))
    except ValueError:
        pass
    try:
        return socket.gethostbyname(host) if DOMAIN.fullmatch(host) else None
    except OSError:
        return None


def server(task, index):
    """Where a task is at one of its app's ports: `10.16.32.64:31002`."""
    ports = task.get("ports") or []
    if index >= len(ports) or type(ports[index]) is not int or not 0 < ports[index] < 65536:
        raise InvalidRoute(f"a task has no port {index}")
    host = address(task.get("host", ""))
    if host is None:
        raise InvalidRoute(f"the host {task.get('host')!a} of a task has no address")
    return f"{host}:{ports[index]}"


def places(labels, index):
    """Where an app's port is to be found: `ci.example.com/team-a/`."""
    path = str(labels.get(f"HAPROXY_{index}_PATH", "")).rstrip("/")
    if not PATH.fullmatch(path) or len(path) > 500:
        raise InvalidRoute(f"HAPROXY_{index}_PATH is no path of letters, digits and . _ ~ -: {path!a}")
    for word in str(labels[f"HAPROXY_{index}_VHOST"]).split(","):
        domain = word.strip().lower()
        if not DOMAIN.fullmatch(domain):
            raise InvalidRoute(f"HAPROXY_{index}_VHOST has no domain: {domain!a}")
        yield f"{domain}{path}/"


class Routes:
    """What a look at Marathon's apps gives: which places go to which backend, and what its servers are."""

    def __init__(self, apps, group, serving):
        self.places, self.backends, self.serving = {}, {}, set()
        self.skipped, self.conflicts = {}, {}
        # By id, so that every router finds the same winner.
        for app in sorted(apps, key=lambda app: app["id"]):
            labels = app.get("labels")
            if not isinstance(labels, dict) or group not in str(labels.get("HAPROXY_GROUP", "")).split(","):
                continue
            for index in sorted({int(found[1]) for name in labels if (found := LABEL.fullmatch(name))}):
                if f"HAPROXY_{index}_VHOST" in labels:
                    self.add(app, labels, index, serving)

    def add(self, app, labels, index, serving):
        is_app = len(app["id"]) < 1000 and APP.fullmatch(app["id"])
        name = f"{app['id'] if is_app else ascii(app['id'])}.{index}"
        try:
            if not is_app:
                raise InvalidRoute("its id has no form that Marathon takes")
            if any(network.get("mode") == "container" for network in app.get("networks") or []):
                raise InvalidRoute("its tasks have addresses of their own, to which no firewall lets the router")
            # All of them, before any is taken.
            wanted = list(places(labels, index))
            tasks = [task for task in app.get("tasks") or [] if serves(app, task, serving)]
        except (InvalidRoute, *UNREADABLE) as reason:
            self.skip(name, reason)
            return
        # Ids have no underscore.
        backend = f"{app['id'].strip('/').replace('/', '_')}_{index}"
        for place in wanted:
            if self.places.setdefault(place, backend) != backend:
                self.conflicts[place] = f"{self.places[place]} has it, not {backend}"
        found = set()
        for task in tasks:
            try:
                found.add(server(task, index))
                self.serving.add(str(task["id"]))
            except (InvalidRoute, *UNREADABLE) as reason:
                self.skip(name, reason)
        # One without servers stays: its requests are not for whoever has a shorter path.
        self.backends[backend] = sorted(found)

    def skip(self, name, reason):
        text = str(reason) if isinstance(reason, InvalidRoute) else f"cannot be read: {type(reason).__name__} {reason}"
        self.skipped[name[:300]] = text[:300]

    @property
    def map(self):
        lines = [f"{place} {backend}\n" for place, backend in sorted(self.places.items())]
        return "".join([f"{KNOWN} yes\n", *lines])

    @property
    def configuration(self):
        blocks = []
        for backend, places in sorted(self.backends.items()):
            lines = [f"  server {place} {place}\n" for place in places]
            blocks.append(f"backend {backend} from apps\n{''.join(lines)}")
        return "\n".join(blocks) or "# no app asks for a route\n"


class Haproxy:
    """The files that HAProxy reads beside its own."""

    FILES = ("backends.cfg", "routes.map")

    def __init__(self, options):
        self.folder, self.options, self.reloaded_at = options.state, options, -1e9
        # After a start nobody knows what HAProxy has read.
        self.pending, self.reloads = True, 0

    def take(self, routes):
        """@returns whether HAProxy was told something new"""
        texts = dict(zip(self.FILES, (routes.configuration, routes.map)))
        if any(read(self.folder / name) != text for name, text in texts.items()):
            self.check(texts)
            for name, text in texts.items():
                write(self.folder / name, text)
            self.pending = True
        if not self.pending:
            return False
        # Each reload leaves a process behind until its last connection ends.
        time.sleep(max(0, self.reloaded_at + self.options.pause - time.monotonic()))
        command(self.options.reload)
        self.reloaded_at, self.pending = time.monotonic(), False
        self.reloads += 1
        return True

    def check(self, texts):
        draft = self.folder / "draft"
        draft.mkdir(exist_ok=True)
        for name, text in texts.items():
            write(draft / name, text)
        files = ["-f", self.options.configuration, "-f", draft / "backends.cfg"]
        command([self.options.haproxy, "-c", *files], ROUTES=str(draft))


def command(words, **environment):
    try:
        done = subprocess.run(
            [str(word) for word in words],
            capture_output=True,
            text=True,
            timeout=60,
            env={**os.environ, **environment},
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise TransientError(str(error)) from None
    if done.returncode != 0:
        said = (done.stderr.strip() or done.stdout.strip()).splitlines() or ["no word why"]
        why = next((line for line in said if "ALERT" in line), said[-1])
        raise TransientError(f"{' '.join(str(word) for word in words[:2])} ended with {done.returncode}: {why}")


def read(path):
    try:
        return path.read_text()
    except OSError:
        return None


def write(path, text):
    fresh = path.with_name(path.name + ".new")
    fresh.write_text(text)
    os.replace(fresh, path)


class Feeder:
    def __init__(self, options):
        self.options, self.state = options, options.state
        self.state.mkdir(parents=True, exist_ok=True)
        self.marathon = Marathon(options.marathon, options.timeout)
        self.haproxy, self.said = Haproxy(options), None
        try:
            self.serving = set(json.loads(read(self.state / "serving.json") or "[]"))
        except (ValueError, TypeError):
            self.serving = set()
        self.found = {}

    def round(self):
        try:
            routes = Routes(self.marathon.apps(), self.options.group, self.serving)
            changed = self.haproxy.take(routes)
            self.serving = routes.serving
            serving = json.dumps(sorted(self.serving))
            if read(self.state / "serving.json") != serving:
                write(self.state / "serving.json", serving)
        except (TransientError, OSError) as error:
            return {**self.found, "state": "stale", "message": str(error)}
        self.found = {
            "state": "ok",
            "message": "",
            "routes": len(routes.places),
            "backends": len(routes.backends),
            "servers": sum(len(places) for places in routes.backends.values()),
            "reloads": self.haproxy.reloads,
            "skipped": len(routes.skipped),
            **{f"skipped.{name}": why for name, why in sorted(routes.skipped.items())},
            "conflicts": len(routes.conflicts),
            **{f"conflict.{place}": why for place, why in sorted(routes.conflicts.items())},
        }
        if changed:
            log("{routes} routes to {backends} backends with {servers} servers".format(**self.found))
        return self.found

    def run(self):
        changes = Changes(self.marathon)
        while True:
            found = self.round()
            try:
                self.status({**found, "events": "attached" if changes.attached else "polled"})
            except OSError as error:
                # Each start reloads HAProxy: a full disk is no reason to end.
                found["message"] = found["message"] or str(error)
            if found["message"] != self.said:
                log(f"{found['state']}: {found['message']}" if found["message"] else "marathon is followed")
                self.said = found["message"]
            changes.wait(self.options, all_well=found["state"] == "ok")

    def status(self, found):
        found["time"] = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
        lines = (f"{name}={value}".replace("\n", " ") + "\n" for name, value in found.items())
        write(self.state / "status", "".join(lines))


def log(message):
    print(message, file=sys.stderr, flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("marathon", nargs="+")
    parser.add_argument("--group", default="external", help="what the label HAPROXY_GROUP of an app has to name")
    parser.add_argument("--state", type=Path, default=Path("/var/lib/cdktf-mesos/routes"))
    parser.add_argument("--configuration", default="/etc/haproxy/haproxy.cfg")
    parser.add_argument("--haproxy", default="/usr/sbin/haproxy")
    parser.add_argument("--reload", type=str.split, default=["systemctl", "reload", "haproxy.service"])
    parser.add_argument("--timeout", type=float, default=10, help="seconds for an answer of Marathon's")
    parser.add_argument("--poll", type=float, default=3, help="seconds between looks without an event stream")
    parser.add_argument("--poll-attached", type=float, default=30, help="seconds between looks with one")
    parser.add_argument("--settle", type=float, default=0.5, help="seconds from an event to a look")
    parser.add_argument("--pause", type=float, default=2, help="least seconds between reloads")
    Feeder(parser.parse_args()).run()


if __name__ == "__main__":
    main()
