#!/usr/bin/python3
"""Brings the apps of a cluster to what their definitions say: apps OBJECT MARATHON

OBJECT is where the definitions lie (see cdktf-mesos-object), MARATHON this node's own: http://ADDRESS:PORT. Every node
keeps the definitions as files; the one whose Marathon leads compares them with what runs, and changes what differs.
It can be stopped at any moment and run any number of times.
"""

import argparse
import fcntl
import hashlib
import http.client
import json
import os
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from contextlib import contextmanager
from pathlib import Path

# Marathon fills definitions up with its defaults, so what runs is told by the digest of what was asked for.
DEFINITION = "cdktf-mesos/definition"
OWNER = "cdktf-mesos/owner"


class TransientError(Exception):
    """The next attempt may succeed."""


class Locked(TransientError):
    """The app has an unfinished deployment."""


class Refused(Exception):
    """Marathon refuses it, and would again."""


class Marathon:
    def __init__(self, url, timeout):
        self.url, self.timeout = url, timeout

    def leads(self):
        leader = self.request("GET", "/v2/leader").get("leader")
        return leader == urllib.parse.urlsplit(self.url).netloc

    def apps(self):
        return {app["id"]: app for app in self.request("GET", "/v2/apps")["apps"]}

    def put(self, app, force):
        self.request("PUT", f"/v2/apps{app['id']}", app, partialUpdate="false", force=force)

    def delete(self, app_id):
        self.request("DELETE", f"/v2/apps{app_id}")

    def request(self, method, path, body=None, **query):
        words = {name: str(value).lower() for name, value in query.items()}
        request = urllib.request.Request(
            f"{self.url}{path}?{urllib.parse.urlencode(words)}" if words else self.url + path,
            method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={"Content-Type": "application/json", "Accept": "application/json"},
        )
        try:
            with urllib.request.urlopen(request, timeout=self.timeout) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            message = f"{error.code} {describe_error(error)}"
            if error.code == 409:
                raise Locked(message) from None
            # 403 is also how Marathon says that as many deployments run as may; 404 that there is no leader.
            if error.code in (403, 404, 408, 429) or error.code >= 500:
                raise TransientError(message) from None
            raise Refused(message) from None
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise TransientError(f"no answer from marathon: {getattr(error, 'reason', error) or error}") from None


def describe_error(error):
    """Marathon's own words about an error, on one line."""
    try:
        answer = json.load(error)
        details = answer.get("details") or []
        parts = [f"{part.get('path', '')} {', '.join(part.get('errors', []))}" for part in details if isinstance(part, dict)]
        return "; ".join([answer.get("message", error.reason), *parts]).replace("\n", " ")
    except (ValueError, AttributeError, OSError, http.client.HTTPException):
        return str(error.reason)


def labelled(app, owner):
    """A definition with whose it is, and its digest: all but the number of instances, which alone restarts no task."""
    text = json.dumps({name: app[name] for name in app if name != "instances"}, sort_keys=True)
    digest = hashlib.sha256(text.encode()).hexdigest()[:16]
    return {**app, "labels": {**app.get("labels", {}), DEFINITION: digest, OWNER: owner}}


def label(app, name):
    return app.get("labels", {}).get(name)


def change(app, current):
    """What to PUT so that an app becomes as it is defined; nothing where it is."""
    if current is None:
        return app
    instances = app.get("instances", current.get("instances", 1))
    if label(current, DEFINITION) == label(app, DEFINITION) and current.get("instances") == instances:
        return None
    # Where the definition is silent about their number, whoever scaled the app has the say.
    return {**app, "instances": instances}


class Run:
    def __init__(self, marathon, bundle, state, options):
        self.marathon, self.options, self.state = marathon, options, state
        self.owner, self.remove = bundle["owner"], bundle["removeUnknown"]
        self.apps = {app["id"]: labelled(app, self.owner) for app in bundle["apps"]}
        self.changed = self.removed = 0

    def round(self):
        """One comparison with what runs, and the changes that follow. Returns what it found, by the status's names."""
        if not self.marathon.leads():
            return {"state": "following"}
        running = self.marathon.apps()
        waiting, refused, same = {}, {}, 0
        for app_id, app in self.apps.items():
            needed = change(app, running.get(app_id))
            if needed is None:
                self.state.unlock(app_id)
                same += 1
            elif time.monotonic() > self.options.deadline:
                waiting[app_id] = "not reached yet"
            else:
                self.attempt(app_id, lambda: self.put(needed), waiting, refused)
        unknown = [app_id for app_id, app in running.items() if label(app, OWNER) == self.owner and app_id not in self.apps]
        for app_id in unknown if self.remove else []:
            self.attempt(app_id, lambda: self.delete(app_id), waiting, refused)
        pending = len(self.apps) - same + (len(unknown) if self.remove else 0)
        return {
            "state": "failed" if refused else "waiting" if pending else "ok",
            "apps": len(self.apps),
            "same": same,
            "deploying": sum(1 for app_id in self.apps if running.get(app_id, {}).get("deployments")),
            "kept": 0 if self.remove else len(unknown),
            "waiting": waiting,
            "refused": refused,
        }

    def attempt(self, app_id, act, waiting, refused):
        try:
            act()
        except TransientError as error:
            waiting[app_id] = str(error)
        except Refused as error:
            refused[app_id] = str(error)
            log(f"{app_id} is refused: {error}")

    def put(self, app):
        app_id = app["id"]
        try:
            self.marathon.put(app, force=self.state.locked_for(app_id) >= self.options.force_after)
        except Locked:
            # Not at once: the deployment may be about to succeed. Not never: it may be one that this change mends.
            self.state.lock(app_id)
            raise
        self.state.unlock(app_id)
        self.changed += 1
        log(f"{app_id} is put, definition {label(app, DEFINITION)}")

    def delete(self, app_id):
        self.marathon.delete(app_id)
        self.removed += 1
        log(f"{app_id} is removed: it is no longer defined")

    def converge(self):
        """Rounds with growing pauses until all is as defined, or the time is up."""
        pause, found = 1, {"state": "waiting"}
        while True:
            before = self.changed + self.removed
            try:
                found = self.round()
            except TransientError as error:
                found = {**found, "state": "waiting", "message": str(error)}
            except Refused as error:
                found = {**found, "state": "failed", "message": str(error)}
            final = found["state"] in ("ok", "following")
            # What is refused stays so until its definition changes; for the rest another round may do.
            stuck = found["state"] == "failed" and not found.get("waiting") and self.changed + self.removed == before
            if final or stuck or time.monotonic() + pause > self.options.deadline:
                return {**found, "changed": self.changed, "removed": self.removed}
            time.sleep(pause)
            pause = 1 if self.changed + self.removed > before else min(pause * 2, 30)


class State:
    """The folder with the definitions, the status, and since when an app is locked."""

    def __init__(self, folder):
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self.told = set()
        self.guard = open(folder / "lock", "w")
        fcntl.flock(self.guard, fcntl.LOCK_EX)
        try:
            self.locks = json.loads((folder / "locked.json").read_text())
        except (OSError, ValueError):
            self.locks = {}

    def locked_for(self, app_id):
        return time.time() - self.locks.get(app_id, time.time())

    def lock(self, app_id):
        if app_id not in self.locks:
            self.locks[app_id] = time.time()
            self.write("locked.json", json.dumps(self.locks))

    def unlock(self, app_id):
        if self.locks.pop(app_id, None) is not None:
            self.write("locked.json", json.dumps(self.locks))

    def keep(self, apps):
        """Each definition as a file that can be read, and PUT by hand. Ids have no underscore."""
        files = {f"{app_id.strip('/').replace('/', '_')}.json": app for app_id, app in apps.items()}
        with self.spared():
            (self.folder / "definitions").mkdir(exist_ok=True)
            for file in (self.folder / "definitions").iterdir():
                if file.name not in files:
                    file.unlink()
        for name, app in files.items():
            self.write(f"definitions/{name}", json.dumps(app, indent=2) + "\n")

    def status(self, found):
        groups = {name: found.pop(name, {}) for name in ("waiting", "refused")}
        lines = {"state": found.pop("state"), "message": found.pop("message", ""), **found}
        for name, apps in groups.items():
            lines[name] = len(apps)
            lines.update({f"{name}.{app_id}": message for app_id, message in apps.items()})
        lines["time"] = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
        self.write("status", "".join(f"{name}={value}\n" for name, value in lines.items()))

    def write(self, name, text):
        path = self.folder / name
        with self.spared():
            if not path.exists() or path.read_text() != text:
                fresh = path.with_name(path.name + ".new")
                fresh.write_text(text)
                os.replace(fresh, path)

    @contextmanager
    def spared(self):
        """What is asked of Marathon does not wait for a disk: of each kind of error, the first is told."""
        try:
            yield
        except OSError as error:
            if error.errno not in self.told:
                self.told.add(error.errno)
                log(str(error))


def fetch(options, folder):
    """The definitions. Never those of an earlier run: the leader of then may have deployed others since.
    Whoever has all of the address of an object can read it for years: it is not told."""
    file, place = folder / "apps.json", options.object.split("?")[0]
    got = subprocess.run([options.fetch, options.object, file], stderr=subprocess.PIPE, text=True)
    if got.returncode != 0:
        raise TransientError(f"{place} cannot be fetched: {(got.stderr.strip().splitlines() or ['no word why'])[-1]}")
    bundle = json.loads(file.read_text())
    if bundle.get("version") != 1:
        raise Refused(f"{place} is of version {bundle.get('version')}, this program reads version 1")
    return bundle


def log(message):
    print(message, file=sys.stderr, flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("object")
    parser.add_argument("marathon")
    parser.add_argument("--state", type=Path, default=Path("/var/lib/cdktf-mesos/apps"))
    parser.add_argument("--fetch", default="/usr/local/sbin/cdktf-mesos-object")
    parser.add_argument("--seconds", type=float, default=300, help="how long a run goes on")
    parser.add_argument("--timeout", type=float, default=30, help="seconds for an answer of Marathon's")
    parser.add_argument("--force-after", type=float, default=600, help="seconds that a deployment may hold up a change")
    options = parser.parse_args()
    options.deadline = time.monotonic() + options.seconds
    state = State(options.state)
    try:
        run = Run(Marathon(options.marathon, options.timeout), fetch(options, options.state), state, options)
        state.keep(run.apps)
        found = run.converge()
    except (TransientError, OSError) as error:
        found = {"state": "waiting", "message": str(error)}
    except (Refused, ValueError, KeyError, TypeError) as error:
        found = {"state": "failed", "message": f"the definitions cannot be read: {error}"}
    outcome = found["state"]
    if outcome != "ok" and found.get("message"):
        log(f"{outcome}: {found['message']}")
    state.status(found)
    return 0 if outcome in ("ok", "following") else 1


if __name__ == "__main__":
    sys.exit(main())
