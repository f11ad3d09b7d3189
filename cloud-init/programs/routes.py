#!/usr/bin/python3
"""Updates HAProxy's routes from Marathon's tasks: routes MARATHON...

Each MARATHON is the URL of one instance of a cluster: http://ADDRESS:PORT. Its events trigger updates, with polling as a
fallback. Invalid or missing responses leave the routes unchanged. HAProxy is reloaded only after a change, and only
with a configuration that it has checked.
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

# Labels are untrusted input: anyone who may start apps can set any. Only matching values reach the configuration.
APP = re.compile(r"(/[a-z0-9]([a-z0-9.-]*[a-z0-9])?)+")
DOMAIN = re.compile(r"(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*")
PATH = re.compile(r"(/(?!\.{1,2}(/|$))[A-Za-z0-9._~-]+){0,20}")
LABEL = re.compile(r"HAPROXY_([0-9]{1,3})_(VHOST|PATH)")

# Events after which a task may have started or ended, or its health changed.
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
MAX_BYTES = 256 * 1024 * 1024
# Marks a loaded map, for HAProxy's response to health checks. Not a valid domain.
LOADED = "!known"

# Raised by a malformed response.
MALFORMED = (TypeError, ValueError, KeyError, AttributeError)


class TransientError(Exception):
    """A retry may succeed."""


class InvalidRoute(Exception):
    pass


class Marathon:
    """A client of any responding Marathon instance of a cluster."""

    def __init__(self, urls, timeout):
        self.urls, self.timeout = urls, timeout

    def open(self, path, accept, timeout):
        """The response of the first instance that gives one. Later requests try that instance first."""
        error = None
        for url in list(self.urls):
            request = urllib.request.Request(url + path, headers={"Accept": accept})
            try:
                response = urllib.request.urlopen(request, timeout=timeout)
                self.urls = [url, *(other for other in self.urls if other != url)]
                return response
            except (OSError, http.client.HTTPException, ValueError) as failure:
                error = failure
        raise TransientError(f"no answer from marathon: {getattr(error, 'reason', error) or error}") from None

    def apps(self):
        try:
            with self.open("/v2/apps?embed=apps.tasks&embed=apps.readiness", "application/json", self.timeout) as response:
                body = response.read(MAX_BYTES + 1)
        except (OSError, http.client.HTTPException) as error:
            raise TransientError(f"incomplete answer from marathon: {error}") from None
        try:
            if len(body) > MAX_BYTES:
                raise ValueError(f"more than {MAX_BYTES} bytes")
            apps = json.loads(body)["apps"]
            if not isinstance(apps, list) or not all(isinstance(app, dict) and isinstance(app.get("id"), str) for app in apps):
                raise ValueError("no list of apps with ids")
            return apps
        except (ValueError, TypeError, KeyError, RecursionError) as error:
            # Try another instance next.
            self.urls = [*self.urls[1:], *self.urls[:1]]
            raise TransientError(f"malformed answer from marathon: {type(error).__name__} {error}") from None

    def follow(self, on_event):
        """Calls `on_event` once connected and for each event, until the stream ends."""
        query = "&".join(f"event_type={event}" for event in EVENTS)
        # The timeout detects a dead connection.
        with self.open(f"/v2/events?{query}", "text/event-stream", 20) as stream:
            on_event()
            for line in stream:
                if line.startswith(b"event:"):
                    on_event()


class EventListener:
    """Wakes the main loop on events."""

    def __init__(self, marathon):
        self.marathon, self.event, self.attached = marathon, threading.Event(), False
        threading.Thread(target=self.listen, daemon=True).start()

    def listen(self):
        while True:
            try:
                self.marathon.follow(self.on_event)
            except (TransientError, OSError, http.client.HTTPException, ValueError):
                pass
            if self.attached:
                self.attached = False
                # Events may be lost while disconnected.
                self.event.set()
            time.sleep(2)

    def on_event(self):
        self.attached = True
        self.event.set()

    def wait(self, options, healthy):
        self.event.wait(options.poll_attached if self.attached and healthy else options.poll)
        # Events come in bursts.
        time.sleep(options.settle)
        self.event.clear()


def is_ready(app, task, serving):
    """Whether a task may receive requests. `serving` are the ids of the tasks that receive them now."""
    if task.get("state", "TASK_RUNNING") != "TASK_RUNNING" or not task.get("startedAt"):
        return False
    results = task.get("healthCheckResults") or []
    known = [result for result in results if result.get("alive") or result.get("lastSuccess") or result.get("lastFailure")]
    checks = app.get("healthChecks") or []
    if checks and not all(result.get("alive") for result in known):
        return False
    if len(known) < len(checks):
        # A new Marathon leader has no results until it has run the checks. Keep the tasks that were serving before.
        return str(task["id"]) in serving
    if app.get("readinessChecks") and app.get("deployments") and task.get("version") == app.get("version"):
        ready = {result.get("taskId"): result.get("ready") for result in app.get("readinessCheckResults") or []}
        return bool(ready.get(task["id"], str(task["id"]) in serving))
    return True


def resolve(host):
    """The address of a host. HAProxy rejects the whole configuration if one name does not resolve."""
    try:
        return str(ipaddress.IPv4Address(host))
    except ValueError:
        pass
    try:
        return socket.gethostbyname(host) if DOMAIN.fullmatch(host) else None
    except OSError:
        return None


def server_address(task, index):
    """The address of a task's port: `10.16.32.64:31002`."""
    ports = task.get("ports") or []
    if index >= len(ports) or type(ports[index]) is not int or not 0 < ports[index] < 65536:
        raise InvalidRoute(f"a task has no port {index}")
    address = resolve(task.get("host", ""))
    if address is None:
        raise InvalidRoute(f"the host {task.get('host')!a} of a task does not resolve")
    return f"{address}:{ports[index]}"


def route_prefixes(labels, index):
    """The URL prefixes of an app's port: `ci.example.com/team-a/`."""
    path = str(labels.get(f"HAPROXY_{index}_PATH", "")).rstrip("/")
    if not PATH.fullmatch(path) or len(path) > 500:
        raise InvalidRoute(f"HAPROXY_{index}_PATH is not a path of letters, digits and . _ ~ -: {path!a}")
    for domain in str(labels[f"HAPROXY_{index}_VHOST"]).split(","):
        domain = domain.strip().lower()
        if not DOMAIN.fullmatch(domain):
            raise InvalidRoute(f"HAPROXY_{index}_VHOST is not a domain: {domain!a}")
        yield f"{domain}{path}/"


class Routes:
    """Backends by URL prefix, and servers by backend."""

    def __init__(self, apps, group, serving):
        self.prefixes, self.backends, self.serving = {}, {}, set()
        self.skipped, self.conflicts = {}, {}
        # By id, so that every router resolves conflicts the same way.
        for app in sorted(apps, key=lambda app: app["id"]):
            labels = app.get("labels")
            if not isinstance(labels, dict) or group not in str(labels.get("HAPROXY_GROUP", "")).split(","):
                continue
            for index in sorted({int(match[1]) for name in labels if (match := LABEL.fullmatch(name))}):
                if f"HAPROXY_{index}_VHOST" in labels:
                    self.add(app, labels, index, serving)

    def add(self, app, labels, index, serving):
        is_valid_id = len(app["id"]) < 1000 and APP.fullmatch(app["id"])
        name = f"{app['id'] if is_valid_id else ascii(app['id'])}.{index}"
        try:
            if not is_valid_id:
                raise InvalidRoute("invalid app id")
            if any(network.get("mode") == "container" for network in app.get("networks") or []):
                raise InvalidRoute("its tasks have container addresses, which firewalls block for the router")
            # All prefixes must be valid before any is used.
            prefixes = list(route_prefixes(labels, index))
            tasks = [task for task in app.get("tasks") or [] if is_ready(app, task, serving)]
        except (InvalidRoute, *MALFORMED) as error:
            self.skip(name, error)
            return
        # Ids have no underscore.
        backend = f"{app['id'].strip('/').replace('/', '_')}_{index}"
        for prefix in prefixes:
            if self.prefixes.setdefault(prefix, backend) != backend:
                self.conflicts[prefix] = f"used by {self.prefixes[prefix]}, not {backend}"
        servers = set()
        for task in tasks:
            try:
                servers.add(server_address(task, index))
                self.serving.add(str(task["id"]))
            except (InvalidRoute, *MALFORMED) as error:
                self.skip(name, error)
        # Kept even without servers: its requests must not reach the app with a shorter path.
        self.backends[backend] = sorted(servers)

    def skip(self, name, error):
        text = str(error) if isinstance(error, InvalidRoute) else f"malformed: {type(error).__name__} {error}"
        self.skipped[name[:300]] = text[:300]

    @property
    def map(self):
        lines = [f"{prefix} {backend}\n" for prefix, backend in sorted(self.prefixes.items())]
        return "".join([f"{LOADED} yes\n", *lines])

    @property
    def configuration(self):
        blocks = []
        for backend, servers in sorted(self.backends.items()):
            lines = [f"  server {server} {server}\n" for server in servers]
            blocks.append(f"backend {backend} from apps\n{''.join(lines)}")
        return "\n".join(blocks) or "# no app has a route\n"


class Haproxy:
    """The generated files that HAProxy reads in addition to its own."""

    FILES = ("backends.cfg", "routes.map")

    def __init__(self, options):
        self.folder, self.options, self.reloaded_at = options.state, options, -1e9
        # After a start it is unknown what HAProxy has loaded.
        self.pending, self.reloads = True, 0

    def update(self, routes):
        """@returns whether HAProxy was reloaded"""
        texts = dict(zip(self.FILES, (routes.configuration, routes.map)))
        if any(read(self.folder / name) != text for name, text in texts.items()):
            self.check(texts)
            for name, text in texts.items():
                write(self.folder / name, text)
            self.pending = True
        if not self.pending:
            return False
        # Each reload leaves an old process running until its last connection ends.
        time.sleep(max(0, self.reloaded_at + self.options.pause - time.monotonic()))
        run_command(self.options.reload)
        self.reloaded_at, self.pending = time.monotonic(), False
        self.reloads += 1
        return True

    def check(self, texts):
        draft = self.folder / "draft"
        draft.mkdir(exist_ok=True)
        for name, text in texts.items():
            write(draft / name, text)
        files = ["-f", self.options.configuration, "-f", draft / "backends.cfg"]
        run_command([self.options.haproxy, "-c", *files], ROUTES=str(draft))


def run_command(args, **environment):
    try:
        result = subprocess.run(
            [str(arg) for arg in args],
            capture_output=True,
            text=True,
            timeout=60,
            env={**os.environ, **environment},
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise TransientError(str(error)) from None
    if result.returncode != 0:
        output = (result.stderr.strip() or result.stdout.strip()).splitlines() or ["no output"]
        reason = next((line for line in output if "ALERT" in line), output[-1])
        raise TransientError(f"{' '.join(str(arg) for arg in args[:2])} exited with {result.returncode}: {reason}")


def read(path):
    try:
        return path.read_text()
    except OSError:
        return None


def write(path, text):
    temporary = path.with_name(path.name + ".new")
    temporary.write_text(text)
    os.replace(temporary, path)


class RouteUpdater:
    def __init__(self, options):
        self.options, self.state = options, options.state
        self.state.mkdir(parents=True, exist_ok=True)
        self.marathon = Marathon(options.marathon, options.timeout)
        self.haproxy, self.last_message = Haproxy(options), None
        try:
            self.serving = set(json.loads(read(self.state / "serving.json") or "[]"))
        except (ValueError, TypeError):
            self.serving = set()
        self.last_status = {}

    def update(self):
        try:
            routes = Routes(self.marathon.apps(), self.options.group, self.serving)
            changed = self.haproxy.update(routes)
            self.serving = routes.serving
            serving = json.dumps(sorted(self.serving))
            if read(self.state / "serving.json") != serving:
                write(self.state / "serving.json", serving)
        except (TransientError, OSError) as error:
            return {**self.last_status, "state": "stale", "message": str(error)}
        self.last_status = {
            "state": "ok",
            "message": "",
            "routes": len(routes.prefixes),
            "backends": len(routes.backends),
            "servers": sum(len(servers) for servers in routes.backends.values()),
            "reloads": self.haproxy.reloads,
            "skipped": len(routes.skipped),
            **{f"skipped.{name}": reason for name, reason in sorted(routes.skipped.items())},
            "conflicts": len(routes.conflicts),
            **{f"conflict.{prefix}": reason for prefix, reason in sorted(routes.conflicts.items())},
        }
        if changed:
            log("{routes} routes to {backends} backends with {servers} servers".format(**self.last_status))
        return self.last_status

    def run(self):
        listener = EventListener(self.marathon)
        while True:
            status = self.update()
            try:
                self.write_status({**status, "events": "attached" if listener.attached else "polled"})
            except OSError as error:
                # Do not exit on a full disk: each restart would reload HAProxy.
                status["message"] = status["message"] or str(error)
            if status["message"] != self.last_message:
                log(f"{status['state']}: {status['message']}" if status["message"] else "connected to marathon")
                self.last_message = status["message"]
            listener.wait(self.options, healthy=status["state"] == "ok")

    def write_status(self, status):
        status["time"] = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
        lines = (f"{name}={value}".replace("\n", " ") + "\n" for name, value in status.items())
        write(self.state / "status", "".join(lines))


def log(message):
    print(message, file=sys.stderr, flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("marathon", nargs="+")
    parser.add_argument("--group", default="external", help="the value of an app's label HAPROXY_GROUP")
    parser.add_argument("--state", type=Path, default=Path("/var/lib/cdktf-mesos/routes"))
    parser.add_argument("--configuration", default="/etc/haproxy/haproxy.cfg")
    parser.add_argument("--haproxy", default="/usr/sbin/haproxy")
    parser.add_argument("--reload", type=str.split, default=["systemctl", "reload", "haproxy.service"])
    parser.add_argument("--timeout", type=float, default=10, help="timeout of Marathon's responses in seconds")
    parser.add_argument("--poll", type=float, default=3, help="seconds between updates without an event stream")
    parser.add_argument("--poll-attached", type=float, default=30, help="seconds between updates with an event stream")
    parser.add_argument("--settle", type=float, default=0.5, help="seconds from an event to the update")
    parser.add_argument("--pause", type=float, default=2, help="minimum seconds between reloads")
    RouteUpdater(parser.parse_args()).run()


if __name__ == "__main__":
    main()
