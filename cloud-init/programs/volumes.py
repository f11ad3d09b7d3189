#!/usr/bin/python3
"""Gives containers EBS volumes by name: a volume plugin of Docker's.

A name has one volume at a time, in the zone where it was last used; in another zone a new one is made from its snapshot.
Tags hold all that has to be known of it, so that any agent can go on where another has ended:

  cdktf-mesos:volume      the name
  cdktf-mesos:generation  the highest is the current one; each copy in another zone has one more
  cdktf-mesos:saved       the epoch: a random id, a new one before each mount. The snapshot of the same epoch holds all that
                          was written. Before the first mount: `nothing`, or `copy of` and the epoch of its source
"""

import argparse
import fcntl
import http.server
import json
import os
import random
import re
import signal
import socketserver
import subprocess
import sys
import threading
import time
import urllib.request
import uuid
from contextlib import contextmanager
from datetime import datetime, timedelta, timezone
from pathlib import Path

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

CLUSTER, NAME = "cdktf-mesos:cluster", "cdktf-mesos:volume"
GENERATION, SAVED = "cdktf-mesos:generation", "cdktf-mesos:saved"
NOTHING, COPY = "nothing", "copy of "
FORM = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,99}")


class Refused(Exception):
    """A refusal. Its text is the answer to Docker, which passes it on to Marathon."""


def describe_error(error):
    """An error in one sentence. EC2's library may raise any kind."""
    return str(error) if isinstance(error, (Refused, ClientError, BotoCoreError)) else f"{type(error).__name__}: {error}"


def tag(thing, key):
    return next((tag["Value"] for tag in thing.get("Tags", []) if tag["Key"] == key), "")


def generation(thing):
    return int(tag(thing, GENERATION) or 0)


def epoch(thing):
    return tag(thing, SAVED).removeprefix(COPY)


def never_mounted(volume):
    return tag(volume, SAVED) == NOTHING or tag(volume, SAVED).startswith(COPY)


def log(message):
    print(message, file=sys.stderr, flush=True)


def wait(until, look, sentence):
    """Polls `look` and returns its first result. @raises Refused with the sentence on timeout"""
    pause = 0.5
    while True:
        found = look()
        if found:
            return found
        if time.monotonic() + pause > until:
            raise Refused(sentence() if callable(sentence) else sentence)
        time.sleep(pause)
        pause = min(pause * 2, 8)


def command(*words):
    try:
        done = subprocess.run([str(word) for word in words], capture_output=True, text=True, timeout=60)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise Refused(str(error)) from None
    if done.returncode != 0:
        raise Refused(f"{words[0]} ended with {done.returncode}: {' '.join(done.stderr.split()) or 'no word why'}")
    return done.stdout


@contextmanager
def log_errors(what):
    """Logs an error and goes on: the next round retries."""
    try:
        yield
    except Exception as error:
        log(f"{what}: {describe_error(error)}")


@contextmanager
def released(lock):
    try:
        yield
    finally:
        lock.release()


def metadata():
    """This instance, its zone and its region, as EC2 tells them."""
    base = os.environ.get("AWS_EC2_METADATA_SERVICE_ENDPOINT", "http://169.254.169.254").rstrip("/") + "/latest"
    ask = urllib.request.Request(
        f"{base}/api/token", method="PUT", headers={"X-aws-ec2-metadata-token-ttl-seconds": "300"}
    )
    with urllib.request.urlopen(ask, timeout=10) as answer:
        token = answer.read().decode()

    def about(what):
        ask = urllib.request.Request(f"{base}/meta-data/{what}", headers={"X-aws-ec2-metadata-token": token})
        with urllib.request.urlopen(ask, timeout=10) as answer:
            return answer.read().decode()

    return about("instance-id"), about("placement/availability-zone"), about("placement/region")


class Ebs:
    """The cluster's volumes and snapshots, by name."""

    def __init__(self, options):
        self.options = options
        self.instance, self.zone, region = metadata()
        # Throttled calls are made again by boto3, which makes fewer of them then.
        config = Config(retries={"mode": "adaptive", "max_attempts": 8}, connect_timeout=5, read_timeout=20)
        self.client = boto3.client("ec2", region_name=region, endpoint_url=options.endpoint, config=config)
        self.choice, self.broken = threading.Lock(), set()

    def all(self, operation, key, filters, **more):
        filters = [{"Name": name, "Values": [value]} for name, value in filters.items()]
        return [one for page in self.client.get_paginator(operation).paginate(Filters=filters, **more) for one in page[key]]

    def volumes(self, name):
        """Those of a name, the current one first."""
        found = self.all("describe_volumes", "Volumes", {f"tag:{CLUSTER}": self.options.cluster, f"tag:{NAME}": name})
        alive = [volume for volume in found if volume["State"] in ("creating", "available", "in-use")]
        return sorted(alive, key=lambda volume: (-generation(volume), volume["CreateTime"], volume["VolumeId"]))

    def snapshots(self, name):
        """Those of a name, the newest first."""
        filters = {f"tag:{CLUSTER}": self.options.cluster, f"tag:{NAME}": name}
        found = self.all("describe_snapshots", "Snapshots", filters, OwnerIds=["self"])
        alive = [snapshot for snapshot in found if snapshot["State"] in ("pending", "completed")]
        return sorted(alive, key=lambda snapshot: (generation(snapshot), snapshot["StartTime"]), reverse=True)

    def attached_here(self):
        """All volumes of this machine, the root and others' among them."""
        return self.all("describe_volumes", "Volumes", {"attachment.instance-id": self.instance})

    def held(self):
        """Those of ours that this machine has, by name."""
        ours = [volume for volume in self.attached_here() if tag(volume, CLUSTER) == self.options.cluster]
        return {tag(volume, NAME): volume for volume in ours if tag(volume, NAME)}

    def tags(self, kind, name, number, saved):
        tags = {CLUSTER: self.options.cluster, NAME: name, GENERATION: str(number), SAVED: saved}
        tags["Name"] = f"{self.options.cluster}-{name}"
        return [{"ResourceType": kind, "Tags": [{"Key": key, "Value": value} for key, value in tags.items()]}]

    def start_epoch(self, volume):
        """Starts a new epoch: from here on, existing snapshots lack what is written."""
        self.client.create_tags(Resources=[volume["VolumeId"]], Tags=[{"Key": SAVED, "Value": uuid.uuid4().hex}])

    def snapshot(self, volume, why, saved=""):
        """Begins a snapshot: what it holds is what is there now, whenever it is done."""
        name = tag(volume, NAME)
        made = self.client.create_snapshot(
            VolumeId=volume["VolumeId"],
            Description=f"{name} of {self.options.cluster}: {why}",
            TagSpecifications=self.tags("snapshot", name, generation(volume), saved),
        )
        log(f"{name}: snapshot {made['SnapshotId']} of {volume['VolumeId']}: {why}")
        return made

    def completed(self, name, snapshot_id, until):
        def look():
            found = [one for one in self.snapshots(name) if one["SnapshotId"] == snapshot_id]
            return next((one for one in found if one["State"] == "completed"), None)

        return wait(until, look, f"{name}: snapshot {snapshot_id} is not complete yet; it is waited for at the next attempt")

    def current(self, name, size, until):
        """The volume of a name, in this zone and free. It is made where there is none."""
        known = self.volumes(name)
        if not known:
            snapshots = self.snapshots(name)
            if not snapshots:
                return self.create(name, 1, size)
            newest = self.completed(name, snapshots[0]["SnapshotId"], until)
            return self.create(name, generation(newest) + 1, size, until, newest, epoch(newest))
        volume_id = known[0]["VolumeId"]
        volume = wait(until, lambda: self.find_unattached(name, volume_id), lambda: self.describe_holder(name, volume_id))
        # Whoever made it may have ended before looking.
        self.ensure_sole_copy(name, volume)
        if volume["AvailabilityZone"] == self.zone:
            return volume
        number = generation(volume) + 1
        if epoch(volume) == NOTHING:
            return self.create(name, number, size or volume["Size"], until)
        if not epoch(volume):
            # Without an epoch its last snapshot cannot be found. Whoever mounts it from here on starts another.
            self.start_epoch(volume)
            volume = self.find_unattached(name, volume_id)
            # It may also be a while until EC2 tells.
            if not volume or not epoch(volume):
                raise Refused(self.describe_holder(name, volume_id))
        snapshot = next((one for one in self.snapshots(name) if epoch(one) == epoch(volume)), None)
        # Where there is none, its agent went without a word. Nobody writes to it now.
        snapshot = snapshot or self.snapshot(volume, f"for zone {self.zone}", epoch(volume))
        snapshot = self.completed(name, snapshot["SnapshotId"], until)
        return self.create(name, number, size, until, snapshot, epoch(volume))

    def find_unattached(self, name, volume_id):
        """A volume that no machine has, or this one."""
        volume = next((one for one in self.volumes(name) if one["VolumeId"] == volume_id), None)
        if volume is None:
            raise Refused(f"{name}: {volume_id} has just gone; it is looked for again at the next attempt")
        if volume["State"] == "available" and not volume["Attachments"]:
            return volume
        mine = [one for one in volume["Attachments"] if one["InstanceId"] == self.instance and one["State"] == "attached"]
        return volume if mine else None

    def describe_holder(self, name, volume_id):
        volumes = [one for one in self.volumes(name) if one["VolumeId"] == volume_id]
        by = [f"{at['State']} at {at['InstanceId']}" for one in volumes for at in one["Attachments"]]
        return f"{name}: {volume_id} is {', '.join(by) or 'not ready'}; it is not taken away from there"

    def create(self, name, number, size, until=None, snapshot=None, of=None):
        if not size and not snapshot:
            raise Refused(f"{name}: there is no volume of that name yet, and no size to make one of; give sizeGiB")
        made = self.client.create_volume(
            AvailabilityZone=self.zone,
            VolumeType="gp3",
            Encrypted=True,
            Size=max(size or 0, snapshot["VolumeSize"] if snapshot else 0),
            TagSpecifications=self.tags("volume", name, number, COPY + of if snapshot else NOTHING),
            **({"SnapshotId": snapshot["SnapshotId"]} if snapshot else {}),
            **({"KmsKeyId": self.options.kms_key} if self.options.kms_key else {}),
        )["VolumeId"]
        log(f"{name}: {made} is made in {self.zone}, {'from ' + snapshot['SnapshotId'] if snapshot else 'empty'}")

        def look():
            return next((one for one in self.volumes(name) if one["VolumeId"] == made and one["State"] == "available"), None)

        volume = wait(until or time.monotonic() + 60, look, f"{name}: {made} is not ready yet; it is at the next attempt")
        self.ensure_sole_copy(name, volume)
        return volume

    def ensure_sole_copy(self, name, volume):
        """Refuses, and deletes the new volume, if another agent has made one too, or has mounted the source of this copy.
        Either this check sees that mount, or `attach` there sees this copy."""
        if not never_mounted(volume):
            return
        first, *others = volumes = self.volumes(name)
        same = all(epoch(one) == epoch(volume) for one in others if generation(one) >= generation(volume) - 1)
        if first["VolumeId"] == volume["VolumeId"] and same and not any(one["State"] == "in-use" for one in others):
            return
        # Nothing was ever written to it, as of now.
        if any(one["VolumeId"] == volume["VolumeId"] and never_mounted(one) for one in volumes):
            self.client.delete_volume(VolumeId=volume["VolumeId"])
        raise Refused(f"{name}: another agent takes it at the same moment; {volume['VolumeId']} is deleted again")

    def attach(self, volume, until):
        """The device of a volume."""
        name, volume_id = tag(volume, NAME), volume["VolumeId"]
        at = next((one["Device"] for one in volume["Attachments"] if one["InstanceId"] == self.instance), None)
        if at is None:
            with self.choice:
                at = self.device_name(name)
                self.client.attach_volume(VolumeId=volume_id, InstanceId=self.instance, Device=at)
            log(f"{name}: {volume_id} is attached as {at}")
        left = until - time.monotonic()
        try:
            device = wait(until, lambda: self.device(volume_id, at), f"{name}: no device of {volume_id} came as {at}")
        except Refused:
            # Some names stop working until the machine is started anew. A device takes seconds to come.
            if left > self.options.wait / 5:
                self.broken.add(at)
            raise
        if self.volumes(name)[0]["VolumeId"] != volume_id:
            raise Refused(f"{name}: another agent has made a newer volume than {volume_id} meanwhile")
        return device

    def device_name(self, name):
        taken = {at["Device"] for one in self.attached_here() for at in one["Attachments"] if at["InstanceId"] == self.instance}
        free = [device for device in self.options.devices if device not in taken | self.broken]
        if not free:
            raise Refused(
                f"{name}: {self.instance} has no device name left of {self.options.devices[0]} to {self.options.devices[-1]}"
                + (f", {', '.join(sorted(self.broken))} did not work" if self.broken else "")
            )
        return free[0]

    def device(self, volume_id, at):
        """Newer machines have NVMe, whose serial number is the volume's id; older ones go by the name."""
        names = [f"disk/by-id/nvme-Amazon_Elastic_Block_Store_{volume_id.replace('-', '')}", at[5:].replace("sd", "xvd", 1), at[5:]]
        return next(((self.options.dev / name).resolve() for name in names if (self.options.dev / name).exists()), None)

    def save(self, volume):
        """A snapshot of the end. Where there can be none, whoever needs one makes it."""
        try:
            self.snapshot(volume, "unmounted", epoch(volume))
        except Exception as error:
            log(f"{tag(volume, NAME)}: no snapshot of {volume['VolumeId']}: {describe_error(error)}")

    def detach(self, volume):
        self.client.detach_volume(VolumeId=volume["VolumeId"], InstanceId=self.instance)
        log(f"{tag(volume, NAME)}: {volume['VolumeId']} is detached")

    def prune(self, name, keep, hours):
        """Snapshots beyond the newest that are so far apart, and volumes that another zone's has taken over from."""
        volumes, snapshots = self.volumes(name), self.snapshots(name)
        done = [one for one in snapshots if one["State"] == "completed"]
        # From the oldest on, so that what counts now counts later too: a task that ends often is no reason to forget days.
        apart = []
        for one in reversed(done):
            if not apart or one["StartTime"] - apart[-1]["StartTime"] >= timedelta(hours=0.9 * hours):
                apart.append(one)
        kept = [*apart[-keep:], *done[:1]]
        needed = {epoch(volume) for volume in volumes} - {""}
        for old in done:
            if old not in kept and epoch(old) not in needed:
                self.client.delete_snapshot(SnapshotId=old["SnapshotId"])
                log(f"{name}: snapshot {old['SnapshotId']} is deleted, {len(kept)} others are kept")
        for old in volumes[1:]:
            # Not before there is a snapshot of what came after it.
            if old["State"] == "available" and any(generation(one) > generation(old) for one in done):
                self.client.delete_volume(VolumeId=old["VolumeId"])
                log(f"{name}: {old['VolumeId']} is deleted, {volumes[0]['VolumeId']} has taken over")


class Volumes:
    """What Docker asks for. Who uses what is in a file: Docker does not tell twice."""

    def __init__(self, options):
        self.options, self.ebs = options, Ebs(options)
        # Names do not begin with a dot.
        self.root, self.file = options.root, options.root / ".known.json"
        self.locks, self.guard, self.idle = {}, threading.Lock(), set()
        # What this machine has, as far as it was asked for: the API is the whole account's.
        self.held = set()
        try:
            self.known = json.loads(self.file.read_text())
        except (OSError, ValueError):
            self.known = {}
        mounted = self.mounted()
        for name, entry in self.known.items():
            # After a restart of the machine nothing is mounted.
            entry["users"] = entry["users"] if name in mounted else []

    def lock(self, name):
        with self.guard:
            return self.locks.setdefault(name, threading.Lock())

    def write_users(self):
        # On a full disk too, volumes come and go: what a later start does not find there, `sweep` sees.
        with log_errors(self.file), self.guard:
            fresh = self.file.with_suffix(".new")
            fresh.write_text(json.dumps(self.known))
            os.replace(fresh, self.file)

    def path(self, name):
        return self.root / name

    def mounted(self):
        """The names that are mounted here, as the kernel has it."""
        points = [line.split()[1] for line in Path("/proc/self/mounts").read_text().splitlines()]
        return {Path(point).name for point in points if Path(point).parent == self.root}

    def create(self, name, options):
        unknown = set(options) - {"sizeGiB"}
        if unknown:
            raise Refused(f"{name}: unknown option {sorted(unknown)[0]}, known is sizeGiB")
        size = options.get("sizeGiB", "")
        if size and not (size.isdigit() and 1 <= int(size) <= 16384):
            raise Refused(f"{name}: sizeGiB must be a whole number from 1 to 16384, got {size}")
        self.known.setdefault(name, {"users": []})["size"] = int(size) if size else None
        self.write_users()

    def get(self, name):
        if name not in self.known:
            raise Refused(f"{name}: no such volume on this agent")
        return self.describe(name)

    def describe(self, name):
        return {"Name": name, "Mountpoint": str(self.path(name)) if name in self.mounted() else ""}

    def mount(self, name, user):
        with self.lock(name):
            entry = self.known.get(name, {"users": [], "size": None})
            if name not in self.mounted():
                entry["users"] = []
                self.attach_and_mount(name, entry["size"])
            entry["users"].append(user)
            self.known[name] = entry
            self.write_users()
        return str(self.path(name))

    def attach_and_mount(self, name, size):
        # Docker itself gives up after two minutes; what has come about by then is found at the next attempt.
        until = time.monotonic() + self.options.wait
        volume = self.ebs.current(name, size, until)
        try:
            device = self.ebs.attach(volume, until)
            self.format(name, volume, device)
            # Each time, also where it never left: what is mounted is written to.
            self.ebs.start_epoch(volume)
            self.path(name).mkdir(exist_ok=True)
            command("mount", "-o", "noatime,nodev,nosuid", device, self.path(name))
            # One made from a snapshot may be larger.
            command("xfs_growfs", self.path(name))
            if not any(self.path(name).iterdir()):
                os.chown(self.path(name), 1000, 1000)
            if time.monotonic() > until + 15:
                raise Refused(f"{name}: Docker does not wait for it any more")
            log(f"{name}: {volume['VolumeId']} is mounted")
        except Exception:
            # An attempt that failed holds nothing: the task may go on elsewhere.
            with log_errors(name):
                self.release(name, saves=False)
            raise

    def format(self, name, volume, device):
        probe = subprocess.run(["blkid", "--probe", str(device)], capture_output=True, text=True, timeout=60)
        if probe.returncode == 0:
            return
        if probe.returncode != 2 or volume.get("SnapshotId"):
            raise Refused(f"{name}: {volume['VolumeId']} holds no filesystem that can be told, and is not blank: not touched")
        command("mkfs.xfs", "-q", device)

    def unmount(self, name, user):
        with self.lock(name):
            users = self.known.get(name, {}).get("users", [])
            # Whoever is not known was mounted for before this file was lost; `sweep` looks after that.
            if user in users:
                users.remove(user)
                self.write_users()
                if not users:
                    self.release(name)

    def release(self, name, saves=True):
        # Until it is done: `sweep` goes on with what is not.
        self.held.add(name)
        if name in self.mounted():
            try:
                # Where a container has the machine's mounts as well, `umount` writes nothing.
                command("sync", "--file-system", self.path(name))
            except Refused as error:
                log(f"{name}: {error}")
                # What a snapshot would lack now, one has that is made once it is detached.
                saves = False
            command("umount", self.path(name))
        volume = self.ebs.held().get(name)
        if volume and any(at["State"] in ("attached", "attaching") for at in volume["Attachments"]):
            if saves and not never_mounted(volume):
                self.ebs.save(volume)
            self.ebs.detach(volume)
        self.held.discard(name)

    def remove(self, name):
        """Docker forgets the name. The data stays where it is."""
        with self.lock(name):
            if name in self.mounted():
                raise Refused(f"{name}: it is mounted")
            self.known.pop(name, None)
            self.write_users()

    def used(self, name):
        states = [f"--filter=status={state}" for state in ("created", "running", "paused", "restarting")]
        return bool(command(self.options.docker, "ps", "--all", "--quiet", f"--filter=volume={name}", *states).strip())

    def sweep(self):
        """Lets go of what no container uses, twice in a row: of those that ended while nobody was here to hear of it."""
        for name in self.mounted() | self.held:
            lock = self.lock(name)
            if not lock.acquire(blocking=False):
                continue
            with released(lock), log_errors(name):
                if self.used(name):
                    self.idle.discard(name)
                elif name in self.idle:
                    self.idle.discard(name)
                    log(f"{name}: no container uses it")
                    self.known.get(name, {}).update(users=[])
                    self.write_users()
                    self.release(name)
                else:
                    self.idle.add(name)

    def save(self):
        """Snapshots of what is mounted, when they are due."""
        volumes, mounted = self.ebs.held(), self.mounted()
        self.held = set(volumes)
        for name in mounted & set(volumes):
            with log_errors(name):
                newest = next(iter(self.ebs.snapshots(name)), None)
                due = datetime.now(timezone.utc) - timedelta(hours=self.options.snapshot_hours)
                if newest is None or newest["StartTime"] < due:
                    command("sync", "--file-system", self.path(name))
                    self.ebs.snapshot(volumes[name], f"every {self.options.snapshot_hours:g} hours")
                self.ebs.prune(name, self.options.keep, self.options.snapshot_hours)

    def run_maintenance(self):
        asks_at = 0
        while True:
            with log_errors("save"):
                if time.monotonic() > asks_at:
                    self.save()
                    # Hundreds of agents are not to ask at the same moment.
                    asks_at = time.monotonic() + self.options.snapshot_hours * 3600 / random.uniform(12, 24)
            with log_errors("sweep"):
                self.sweep()
            time.sleep(self.options.sweep)


class Plugin(http.server.BaseHTTPRequestHandler):
    """Docker's protocol: https://docs.docker.com/engine/extend/plugins_volume/"""

    volumes = None

    def do_POST(self):
        try:
            asked = json.loads(self.rfile.read(int(self.headers.get("Content-Length") or 0)) or b"{}")
            answer = {"Err": "", **self.answer(self.path, asked)}
        except Exception as error:
            answer = {"Err": describe_error(error)}
            log(f"{self.path}: {answer['Err']}")
        body = json.dumps(answer).encode()
        self.send_response(500 if answer["Err"] else 200)
        self.send_header("Content-Type", "application/vnd.docker.plugins.v1.1+json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def answer(self, path, asked):
        if path == "/Plugin.Activate":
            return {"Implements": ["VolumeDriver"]}
        if path == "/VolumeDriver.Capabilities":
            return {"Capabilities": {"Scope": "local"}}
        if path == "/VolumeDriver.List":
            return {"Volumes": [self.volumes.describe(name) for name in sorted(self.volumes.known)]}
        name = asked.get("Name")
        if not isinstance(name, str) or not FORM.fullmatch(name):
            raise Refused(f"a volume's name must be at most 100 letters, digits and . _ -, got {name!a}")
        if path == "/VolumeDriver.Create":
            self.volumes.create(name, asked.get("Opts") or {})
        elif path == "/VolumeDriver.Mount":
            return {"Mountpoint": self.volumes.mount(name, asked["ID"])}
        elif path == "/VolumeDriver.Unmount":
            self.volumes.unmount(name, asked["ID"])
        elif path == "/VolumeDriver.Remove":
            self.volumes.remove(name)
        elif path == "/VolumeDriver.Get":
            return {"Volume": self.volumes.get(name)}
        elif path == "/VolumeDriver.Path":
            return {"Mountpoint": self.volumes.get(name)["Mountpoint"]}
        else:
            raise Refused(f"no such call: {path}")
        return {}

    def address_string(self):
        return "docker"

    def log_request(self, *_):
        pass


class Server(socketserver.ThreadingMixIn, socketserver.UnixStreamServer):
    daemon_threads = True


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cluster", required=True)
    parser.add_argument("--devices", type=lambda text: text.split(","), required=True, help="the names that volumes may have")
    parser.add_argument("--snapshot-hours", type=float, required=True, help="between snapshots of what is mounted")
    parser.add_argument("--keep", type=int, required=True, help="snapshots of each name")
    parser.add_argument("--kms-key")
    parser.add_argument("--socket", type=Path, default=Path("/run/docker/plugins/cdktf-mesos.sock"))
    parser.add_argument("--root", type=Path, default=Path("/var/lib/cdktf-mesos/volumes"))
    parser.add_argument("--dev", type=Path, default=Path("/dev"))
    parser.add_argument("--docker", default="docker")
    parser.add_argument("--endpoint", help="of EC2")
    parser.add_argument("--wait", type=float, default=100, help="seconds that a mount may take")
    parser.add_argument("--sweep", type=float, default=60, help="seconds between looks at what is not used any more")
    options = parser.parse_args()
    options.root.mkdir(parents=True, exist_ok=True)
    options.socket.parent.mkdir(parents=True, exist_ok=True)
    guard = open(options.root / ".lock", "w")
    fcntl.flock(guard, fcntl.LOCK_EX)
    Plugin.volumes = Volumes(options)
    options.socket.unlink(missing_ok=True)
    server = Server(str(options.socket), Plugin)
    os.chmod(options.socket, 0o600)
    for word in (signal.SIGTERM, signal.SIGINT):
        # A socket without a program behind it would hold up all that Docker does with volumes.
        signal.signal(word, lambda *_: (options.socket.unlink(missing_ok=True), os._exit(0)))
    threading.Thread(target=Plugin.volumes.run_maintenance, daemon=True).start()
    log(f"volumes of {options.cluster} are given on {options.socket}")
    server.serve_forever()


if __name__ == "__main__":
    main()
