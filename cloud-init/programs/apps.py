#!/usr/bin/python3
"""Deploys the apps of a cluster to Marathon: apps OBJECT MARATHON

OBJECT is the location of the definitions (see cdktf-mesos-object), MARATHON the URL of this node's instance:
http://ADDRESS:PORT. Every node stores the definitions as files. The node whose Marathon leads compares them with the
running apps and updates those that differ. Idempotent, and safe to interrupt.
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

# Marathon adds its defaults to definitions, so changes are detected by a digest of the original.
DEFINITION = "cdktf-mesos/definition"
OWNER = "cdktf-mesos/owner"


class TransientError(Exception):
    """A retry may succeed."""


class Locked(TransientError):
    """The app has an unfinished deployment."""


class PermanentError(Exception):
    """A retry would fail again."""


class Marathon:
    def __init__(self, url, timeout):
        self.url, self.timeout = url, timeout

    def is_leader(self):
        leader = self.request("GET", "/v2/leader").get("leader")
        return leader == urllib.parse.urlsplit(self.url).netloc

    def apps(self):
        return {app["id"]: app for app in self.request("GET", "/v2/apps")["apps"]}

    def put(self, app, force):
        self.request("PUT", f"/v2/apps{app['id']}", app, partialUpdate="false", force=force)

    def delete(self, app_id):
        self.request("DELETE", f"/v2/apps{app_id}")

    def request(self, method, path, body=None, **query):
        query = {name: str(value).lower() for name, value in query.items()}
        request = urllib.request.Request(
            f"{self.url}{path}?{urllib.parse.urlencode(query)}" if query else self.url + path,
            method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={"Content-Type": "application/json", "Accept": "application/json"},
        )
        try:
            with urllib.request.urlopen(request, timeout=self.timeout) as response:
                return json.load(response)
        except urllib.error.HTTPError as error:
            message = f"{error.code} {describe_error(error)}"
            if error.code == 409:
                raise Locked(message) from None
            # Marathon also answers 403 above its limit of deployments, and 404 without a leader.
            if error.code in (403, 404, 408, 429) or error.code >= 500:
                raise TransientError(message) from None
            raise PermanentError(message) from None
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise TransientError(f"no answer from marathon: {getattr(error, 'reason', error) or error}") from None


def describe_error(error):
    """Marathon's error message on one line."""
    try:
        body = json.load(error)
        details = [detail for detail in body.get("details") or [] if isinstance(detail, dict)]
        parts = [f"{detail.get('path', '')} {', '.join(detail.get('errors', []))}" for detail in details]
        return "; ".join([body.get("message", error.reason), *parts]).replace("\n", " ")
    except (ValueError, AttributeError, OSError, http.client.HTTPException):
        return str(error.reason)


def add_labels(app, owner):
    """Adds the owner and the digest. The number of instances is not part of the digest, or scaling would restart tasks."""
    text = json.dumps({name: app[name] for name in app if name != "instances"}, sort_keys=True)
    digest = hashlib.sha256(text.encode()).hexdigest()[:16]
    return {**app, "labels": {**app.get("labels", {}), DEFINITION: digest, OWNER: owner}}


def label(app, name):
    return app.get("labels", {}).get(name)


def required_update(app, current):
    """The definition to PUT, or None if the app is up to date."""
    if current is None:
        return app
    instances = app.get("instances", current.get("instances", 1))
    if label(current, DEFINITION) == label(app, DEFINITION) and current.get("instances") == instances:
        return None
    # If the definition has no number of instances, the current one is kept: the app may have been scaled.
    return {**app, "instances": instances}


class Deployer:
    def __init__(self, marathon, bundle, state, options):
        self.marathon, self.options, self.state = marathon, options, state
        self.owner, self.remove = bundle["owner"], bundle["removeUnknown"]
        self.apps = {app["id"]: add_labels(app, self.owner) for app in bundle["apps"]}
        self.changed = self.removed = 0

    def reconcile(self):
        """Compares the apps with the running ones and updates them once. Returns fields of the status file."""
        if not self.marathon.is_leader():
            return {"state": "following"}
        running = self.marathon.apps()
        waiting, refused, same = {}, {}, 0
        for app_id, app in self.apps.items():
            update = required_update(app, running.get(app_id))
            if update is None:
                self.state.unlock(app_id)
                same += 1
            elif time.monotonic() > self.options.deadline:
                waiting[app_id] = "not reached yet"
            else:
                self.attempt(app_id, lambda: self.put(update), waiting, refused)
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

    def attempt(self, app_id, action, waiting, refused):
        try:
            action()
        except TransientError as error:
            waiting[app_id] = str(error)
        except PermanentError as error:
            refused[app_id] = str(error)
            log(f"{app_id} is refused: {error}")

    def put(self, app):
        app_id = app["id"]
        try:
            self.marathon.put(app, force=self.state.locked_for(app_id) >= self.options.force_after)
        except Locked:
            # Forced only after a while: the deployment may succeed, or be a broken one that this update fixes.
            self.state.lock(app_id)
            raise
        self.state.unlock(app_id)
        self.changed += 1
        log(f"{app_id} is deploying, definition {label(app, DEFINITION)}")

    def delete(self, app_id):
        self.marathon.delete(app_id)
        self.removed += 1
        log(f"{app_id} is removed: no longer defined")

    def converge(self):
        """Reconciles with exponential backoff until everything is up to date, or the deadline."""
        pause, status = 1, {"state": "waiting"}
        while True:
            before = self.changed + self.removed
            try:
                status = self.reconcile()
            except TransientError as error:
                status = {**status, "state": "waiting", "message": str(error)}
            except PermanentError as error:
                status = {**status, "state": "failed", "message": str(error)}
            final = status["state"] in ("ok", "following")
            # Do not retry if only refused definitions are left.
            stuck = status["state"] == "failed" and not status.get("waiting") and self.changed + self.removed == before
            if final or stuck or time.monotonic() + pause > self.options.deadline:
                return {**status, "changed": self.changed, "removed": self.removed}
            time.sleep(pause)
            pause = 1 if self.changed + self.removed > before else min(pause * 2, 30)


class State:
    """The folder with the definitions, the status, and the times since when apps are locked."""

    def __init__(self, folder):
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self.logged_errors = set()
        self.lock_file = open(folder / "lock", "w")
        fcntl.flock(self.lock_file, fcntl.LOCK_EX)
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

    def write_definitions(self, apps):
        """Writes each definition to a file that can be PUT by hand. Ids have no underscore."""
        files = {f"{app_id.strip('/').replace('/', '_')}.json": app for app_id, app in apps.items()}
        with self.log_errors():
            (self.folder / "definitions").mkdir(exist_ok=True)
            for file in (self.folder / "definitions").iterdir():
                if file.name not in files:
                    file.unlink()
        for name, app in files.items():
            self.write(f"definitions/{name}", json.dumps(app, indent=2) + "\n")

    def write_status(self, status):
        groups = {name: status.pop(name, {}) for name in ("waiting", "refused")}
        lines = {"state": status.pop("state"), "message": status.pop("message", ""), **status}
        for name, apps in groups.items():
            lines[name] = len(apps)
            lines.update({f"{name}.{app_id}": message for app_id, message in apps.items()})
        lines["time"] = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
        self.write("status", "".join(f"{name}={value}\n" for name, value in lines.items()))

    def write(self, name, text):
        path = self.folder / name
        with self.log_errors():
            if not path.exists() or path.read_text() != text:
                temporary = path.with_name(path.name + ".new")
                temporary.write_text(text)
                os.replace(temporary, path)

    @contextmanager
    def log_errors(self):
        """Logs the first disk error of each kind and continues: a full disk must not prevent deployments."""
        try:
            yield
        except OSError as error:
            if error.errno not in self.logged_errors:
                self.logged_errors.add(error.errno)
                log(str(error))


def fetch(options, folder):
    """Fetches the definitions. Does not fall back to those of an earlier run, which another leader may have replaced."""
    # The query of a pre-signed URL is a secret.
    file, location = folder / "apps.json", options.object.split("?")[0]
    result = subprocess.run([options.fetch, options.object, file], stderr=subprocess.PIPE, text=True)
    if result.returncode != 0:
        raise TransientError(f"cannot fetch {location}: {(result.stderr.strip().splitlines() or ['no output'])[-1]}")
    bundle = json.loads(file.read_text())
    if bundle.get("version") != 1:
        raise PermanentError(f"{location} has version {bundle.get('version')}, this program supports version 1")
    return bundle


def log(message):
    print(message, file=sys.stderr, flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("object")
    parser.add_argument("marathon")
    parser.add_argument("--state", type=Path, default=Path("/var/lib/cdktf-mesos/apps"))
    parser.add_argument("--fetch", default="/usr/local/sbin/cdktf-mesos-object")
    parser.add_argument("--seconds", type=float, default=300, help="deadline of a run in seconds")
    parser.add_argument("--timeout", type=float, default=30, help="timeout of Marathon's responses in seconds")
    parser.add_argument("--force-after", type=float, default=600, help="seconds until a locked app is updated by force")
    options = parser.parse_args()
    options.deadline = time.monotonic() + options.seconds
    state = State(options.state)
    try:
        deployer = Deployer(Marathon(options.marathon, options.timeout), fetch(options, options.state), state, options)
        state.write_definitions(deployer.apps)
        status = deployer.converge()
    except (TransientError, OSError) as error:
        status = {"state": "waiting", "message": str(error)}
    except (PermanentError, ValueError, KeyError, TypeError) as error:
        status = {"state": "failed", "message": f"invalid definitions: {error}"}
    outcome = status["state"]
    if outcome != "ok" and status.get("message"):
        log(f"{outcome}: {status['message']}")
    state.write_status(status)
    return 0 if outcome in ("ok", "following") else 1


if __name__ == "__main__":
    sys.exit(main())
