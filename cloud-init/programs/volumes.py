#!/usr/bin/python3
"""Docker volume plugin for EBS volumes by name.

A name has one volume at a time, in the zone of its last use. In another zone, a new volume is created from its snapshot.
All state is in tags, so that any agent can take over from another:

  cdktf-mesos:volume      the name
  cdktf-mesos:generation  the highest is the current one; each copy to another zone increments it
  cdktf-mesos:saved       the epoch: a random id, renewed before each mount. The snapshot of the same epoch holds all
                          writes. Before the first mount: `nothing`, or `copy of` and the epoch of the source
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
GENERATION, EPOCH = "cdktf-mesos:generation", "cdktf-mesos:saved"
EMPTY, COPY_OF = "nothing", "copy of "
VOLUME_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,99}")


class VolumeError(Exception):
    """A failure that is reported to Docker, which passes it on to Marathon."""


def describe_error(error):
    """Formats an error on one line. boto3 may raise errors of any class."""
    return str(error) if isinstance(error, (VolumeError, ClientError, BotoCoreError)) else f"{type(error).__name__}: {error}"


def tag(resource, key):
    return next((tag["Value"] for tag in resource.get("Tags", []) if tag["Key"] == key), "")


def generation(resource):
    return int(tag(resource, GENERATION) or 0)


def epoch(resource):
    return tag(resource, EPOCH).removeprefix(COPY_OF)


def never_mounted(volume):
    return tag(volume, EPOCH) == EMPTY or tag(volume, EPOCH).startswith(COPY_OF)


def log(message):
    print(message, file=sys.stderr, flush=True)


def wait(deadline, poll, message):
    """Polls until there is a result. @raises VolumeError with the message after the deadline"""
    pause = 0.5
    while True:
        result = poll()
        if result:
            return result
        if time.monotonic() + pause > deadline:
            raise VolumeError(message() if callable(message) else message)
        time.sleep(pause)
        pause = min(pause * 2, 8)


def run_command(*args):
    try:
        result = subprocess.run([str(arg) for arg in args], capture_output=True, text=True, timeout=60)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise VolumeError(str(error)) from None
    if result.returncode != 0:
        raise VolumeError(f"{args[0]} exited with {result.returncode}: {' '.join(result.stderr.split()) or 'no output'}")
    return result.stdout


@contextmanager
def log_errors(context):
    """Logs an error and continues: the next round retries."""
    try:
        yield
    except Exception as error:
        log(f"{context}: {describe_error(error)}")


def instance_metadata():
    """The id, zone and region of this instance."""
    base = os.environ.get("AWS_EC2_METADATA_SERVICE_ENDPOINT", "http://169.254.169.254").rstrip("/") + "/latest"
    request = urllib.request.Request(
        f"{base}/api/token", method="PUT", headers={"X-aws-ec2-metadata-token-ttl-seconds": "300"}
    )
    with urllib.request.urlopen(request, timeout=10) as response:
        token = response.read().decode()

    def get(path):
        request = urllib.request.Request(f"{base}/meta-data/{path}", headers={"X-aws-ec2-metadata-token": token})
        with urllib.request.urlopen(request, timeout=10) as response:
            return response.read().decode()

    return get("instance-id"), get("placement/availability-zone"), get("placement/region")


class Ebs:
    """The cluster's volumes and snapshots, by name."""

    def __init__(self, options):
        self.options = options
        self.instance, self.zone, region = instance_metadata()
        # In adaptive mode, boto3 retries throttled calls and slows down.
        config = Config(retries={"mode": "adaptive", "max_attempts": 8}, connect_timeout=5, read_timeout=20)
        self.client = boto3.client("ec2", region_name=region, endpoint_url=options.endpoint, config=config)
        self.device_lock, self.broken_devices = threading.Lock(), set()

    def list_all(self, operation, key, filters, **params):
        filters = [{"Name": name, "Values": [value]} for name, value in filters.items()]
        pages = self.client.get_paginator(operation).paginate(Filters=filters, **params)
        return [resource for page in pages for resource in page[key]]

    def volumes(self, name):
        """The volumes of a name, the current one first."""
        filters = {f"tag:{CLUSTER}": self.options.cluster, f"tag:{NAME}": name}
        volumes = self.list_all("describe_volumes", "Volumes", filters)
        usable = [volume for volume in volumes if volume["State"] in ("creating", "available", "in-use")]
        return sorted(usable, key=lambda volume: (-generation(volume), volume["CreateTime"], volume["VolumeId"]))

    def snapshots(self, name):
        """The snapshots of a name, the newest first."""
        filters = {f"tag:{CLUSTER}": self.options.cluster, f"tag:{NAME}": name}
        snapshots = self.list_all("describe_snapshots", "Snapshots", filters, OwnerIds=["self"])
        usable = [snapshot for snapshot in snapshots if snapshot["State"] in ("pending", "completed")]
        return sorted(usable, key=lambda snapshot: (generation(snapshot), snapshot["StartTime"]), reverse=True)

    def all_attached(self):
        """All volumes attached to this instance, including the root volume and foreign ones."""
        return self.list_all("describe_volumes", "Volumes", {"attachment.instance-id": self.instance})

    def attached(self):
        """The cluster's volumes attached to this instance, by name."""
        volumes = [volume for volume in self.all_attached() if tag(volume, CLUSTER) == self.options.cluster]
        return {tag(volume, NAME): volume for volume in volumes if tag(volume, NAME)}

    def tag_specifications(self, resource_type, name, number, epoch_tag):
        tags = {CLUSTER: self.options.cluster, NAME: name, GENERATION: str(number), EPOCH: epoch_tag}
        tags["Name"] = f"{self.options.cluster}-{name}"
        return [{"ResourceType": resource_type, "Tags": [{"Key": key, "Value": value} for key, value in tags.items()]}]

    def start_epoch(self, volume):
        """Starts a new epoch: existing snapshots lack all later writes."""
        self.client.create_tags(Resources=[volume["VolumeId"]], Tags=[{"Key": EPOCH, "Value": uuid.uuid4().hex}])

    def snapshot(self, volume, reason, epoch_tag=""):
        """Starts a snapshot of the present content. It may complete much later."""
        name = tag(volume, NAME)
        snapshot = self.client.create_snapshot(
            VolumeId=volume["VolumeId"],
            Description=f"{name} of {self.options.cluster}: {reason}",
            TagSpecifications=self.tag_specifications("snapshot", name, generation(volume), epoch_tag),
        )
        log(f"{name}: snapshot {snapshot['SnapshotId']} of {volume['VolumeId']}: {reason}")
        return snapshot

    def wait_for_snapshot(self, name, snapshot_id, deadline):
        def poll():
            snapshots = [snapshot for snapshot in self.snapshots(name) if snapshot["SnapshotId"] == snapshot_id]
            return next((snapshot for snapshot in snapshots if snapshot["State"] == "completed"), None)

        return wait(deadline, poll, f"{name}: snapshot {snapshot_id} is still pending; the next attempt waits for it")

    def ensure_available(self, name, size, deadline):
        """The volume of a name, in this zone and attached nowhere else. Creates it if necessary."""
        volumes = self.volumes(name)
        if not volumes:
            snapshots = self.snapshots(name)
            if not snapshots:
                return self.create(name, 1, size)
            newest = self.wait_for_snapshot(name, snapshots[0]["SnapshotId"], deadline)
            return self.create(name, generation(newest) + 1, size, deadline, newest, epoch(newest))
        volume_id = volumes[0]["VolumeId"]
        volume = wait(
            deadline, lambda: self.find_unattached(name, volume_id), lambda: self.describe_holder(name, volume_id)
        )
        # The agent that created it may have died before its own check.
        self.ensure_sole_copy(name, volume)
        if volume["AvailabilityZone"] == self.zone:
            return volume
        number = generation(volume) + 1
        if epoch(volume) == EMPTY:
            return self.create(name, number, size or volume["Size"], deadline)
        if not epoch(volume):
            # Without an epoch, its last snapshot cannot be found. Any later mount starts another epoch.
            self.start_epoch(volume)
            volume = self.find_unattached(name, volume_id)
            # EC2 may report the new tag late.
            if not volume or not epoch(volume):
                raise VolumeError(self.describe_holder(name, volume_id))
        snapshot = next((snapshot for snapshot in self.snapshots(name) if epoch(snapshot) == epoch(volume)), None)
        # Without a snapshot, its agent was lost. No machine writes to the volume now.
        snapshot = snapshot or self.snapshot(volume, f"for zone {self.zone}", epoch(volume))
        snapshot = self.wait_for_snapshot(name, snapshot["SnapshotId"], deadline)
        return self.create(name, number, size, deadline, snapshot, epoch(volume))

    def find_unattached(self, name, volume_id):
        """The volume if it is attached to no instance, or to this one."""
        volume = next((volume for volume in self.volumes(name) if volume["VolumeId"] == volume_id), None)
        if volume is None:
            raise VolumeError(f"{name}: {volume_id} was deleted meanwhile; the next attempt looks for another")
        if volume["State"] == "available" and not volume["Attachments"]:
            return volume
        attachments = [(attachment["InstanceId"], attachment["State"]) for attachment in volume["Attachments"]]
        return volume if (self.instance, "attached") in attachments else None

    def describe_holder(self, name, volume_id):
        volumes = [volume for volume in self.volumes(name) if volume["VolumeId"] == volume_id]
        holders = [f"{at['State']} at {at['InstanceId']}" for volume in volumes for at in volume["Attachments"]]
        return f"{name}: {volume_id} is {', '.join(holders) or 'not ready'}; refusing to detach it"

    def create(self, name, number, size, deadline=None, snapshot=None, source_epoch=None):
        if not size and not snapshot:
            raise VolumeError(f"{name}: no volume with this name, and no size to create one; set sizeGiB")
        volume_id = self.client.create_volume(
            AvailabilityZone=self.zone,
            VolumeType="gp3",
            Encrypted=True,
            Size=max(size or 0, snapshot["VolumeSize"] if snapshot else 0),
            TagSpecifications=self.tag_specifications(
                "volume", name, number, COPY_OF + source_epoch if snapshot else EMPTY
            ),
            **({"SnapshotId": snapshot["SnapshotId"]} if snapshot else {}),
            **({"KmsKeyId": self.options.kms_key} if self.options.kms_key else {}),
        )["VolumeId"]
        log(f"{name}: {volume_id} is created in {self.zone}, {'from ' + snapshot['SnapshotId'] if snapshot else 'empty'}")

        def poll():
            volumes = [volume for volume in self.volumes(name) if volume["VolumeId"] == volume_id]
            return next((volume for volume in volumes if volume["State"] == "available"), None)

        volume = wait(deadline or time.monotonic() + 60, poll, f"{name}: {volume_id} is not ready yet; the next attempt uses it")
        self.ensure_sole_copy(name, volume)
        return volume

    def ensure_sole_copy(self, name, volume):
        """Fails, and deletes the new volume, if another agent also created one, or mounted the source of this copy.
        Either this check sees that mount, or that agent's `attach` sees this copy."""
        if not never_mounted(volume):
            return
        first, *others = volumes = self.volumes(name)
        same = all(epoch(other) == epoch(volume) for other in others if generation(other) >= generation(volume) - 1)
        if first["VolumeId"] == volume["VolumeId"] and same and not any(other["State"] == "in-use" for other in others):
            return
        # Deleted only if it is still unused: another agent may have mounted it meanwhile.
        if any(other["VolumeId"] == volume["VolumeId"] and never_mounted(other) for other in volumes):
            self.client.delete_volume(VolumeId=volume["VolumeId"])
        raise VolumeError(f"{name}: conflict with another agent; {volume['VolumeId']} is deleted, retry")

    def attach(self, volume, deadline):
        """Attaches a volume and returns its device."""
        name, volume_id = tag(volume, NAME), volume["VolumeId"]
        device_name = next((at["Device"] for at in volume["Attachments"] if at["InstanceId"] == self.instance), None)
        if device_name is None:
            with self.device_lock:
                device_name = self.free_device_name(name)
                self.client.attach_volume(VolumeId=volume_id, InstanceId=self.instance, Device=device_name)
            log(f"{name}: {volume_id} is attached as {device_name}")
        remaining = deadline - time.monotonic()
        message = f"{name}: {volume_id} did not appear as {device_name}"
        try:
            device = wait(deadline, lambda: self.find_device(volume_id, device_name), message)
        except VolumeError:
            # Some names stay unusable until the instance is stopped and started. A device takes seconds to appear.
            if remaining > self.options.wait / 5:
                self.broken_devices.add(device_name)
            raise
        if self.volumes(name)[0]["VolumeId"] != volume_id:
            raise VolumeError(f"{name}: another agent created a newer volume than {volume_id}")
        return device

    def free_device_name(self, name):
        attachments = [at for volume in self.all_attached() for at in volume["Attachments"]]
        used = {at["Device"] for at in attachments if at["InstanceId"] == self.instance}
        free = [device for device in self.options.devices if device not in used | self.broken_devices]
        if not free:
            raise VolumeError(
                f"{name}: {self.instance} has no free device name from {self.options.devices[0]} to {self.options.devices[-1]}"
                + (f", {', '.join(sorted(self.broken_devices))} did not work" if self.broken_devices else "")
            )
        return free[0]

    def find_device(self, volume_id, device_name):
        """On NVMe instances, the serial number is the volume's id; Xen instances use the device name."""
        by_id = f"disk/by-id/nvme-Amazon_Elastic_Block_Store_{volume_id.replace('-', '')}"
        names = [by_id, device_name[5:].replace("sd", "xvd", 1), device_name[5:]]
        paths = [self.options.dev / name for name in names]
        return next((path.resolve() for path in paths if path.exists()), None)

    def detach(self, volume):
        self.client.detach_volume(VolumeId=volume["VolumeId"], InstanceId=self.instance)
        log(f"{tag(volume, NAME)}: {volume['VolumeId']} is detached")

    def prune(self, name, keep, hours):
        """Deletes old snapshots, and volumes replaced by a copy in another zone."""
        volumes, snapshots = self.volumes(name), self.snapshots(name)
        completed = [snapshot for snapshot in snapshots if snapshot["State"] == "completed"]
        # Snapshots closer together than the interval do not count, or a task that restarts often would expire the history
        # of days. Selected from the oldest on, so that the selection is stable.
        spaced = []
        for snapshot in reversed(completed):
            if not spaced or snapshot["StartTime"] - spaced[-1]["StartTime"] >= timedelta(hours=0.9 * hours):
                spaced.append(snapshot)
        kept = [*spaced[-keep:], *completed[:1]]
        needed = {epoch(volume) for volume in volumes} - {""}
        for old in completed:
            if old not in kept and epoch(old) not in needed:
                self.client.delete_snapshot(SnapshotId=old["SnapshotId"])
                log(f"{name}: snapshot {old['SnapshotId']} is deleted, {len(kept)} others are kept")
        for old in volumes[1:]:
            # Not before there is a snapshot of a later generation.
            if old["State"] == "available" and any(generation(snapshot) > generation(old) for snapshot in completed):
                self.client.delete_volume(VolumeId=old["VolumeId"])
                log(f"{name}: {old['VolumeId']} is deleted, replaced by {volumes[0]['VolumeId']}")


class Volumes:
    """Handles Docker's requests. A file records the users of each volume, as Docker does not repeat its requests."""

    def __init__(self, options):
        self.options, self.ebs = options, Ebs(options)
        # Volume names do not begin with a dot.
        self.root, self.state_file = options.root, options.root / ".known.json"
        self.locks, self.state_lock, self.idle = {}, threading.Lock(), set()
        # Names of attached volumes. Cached, because the API's rate limit is shared by the whole account.
        self.attached = set()
        try:
            self.known = json.loads(self.state_file.read_text())
        except (OSError, ValueError):
            self.known = {}
        mounted = self.mounted_names()
        for name, entry in self.known.items():
            # After a reboot nothing is mounted.
            entry["users"] = entry["users"] if name in mounted else []

    def lock(self, name):
        with self.state_lock:
            return self.locks.setdefault(name, threading.Lock())

    def save_state(self):
        # Volumes must work on a full disk too. What is missing from the file, `sweep` detects.
        with log_errors(self.state_file), self.state_lock:
            temporary = self.state_file.with_suffix(".new")
            temporary.write_text(json.dumps(self.known))
            os.replace(temporary, self.state_file)

    def path(self, name):
        return self.root / name

    def mounted_names(self):
        mount_points = [Path(line.split()[1]) for line in Path("/proc/self/mounts").read_text().splitlines()]
        return {mount_point.name for mount_point in mount_points if mount_point.parent == self.root}

    def create(self, name, options):
        unknown = set(options) - {"sizeGiB"}
        if unknown:
            raise VolumeError(f"{name}: unknown option {sorted(unknown)[0]}, the only option is sizeGiB")
        size = options.get("sizeGiB", "")
        if size and not (size.isdigit() and 1 <= int(size) <= 16384):
            raise VolumeError(f"{name}: sizeGiB must be a whole number from 1 to 16384, got {size}")
        self.known.setdefault(name, {"users": []})["size"] = int(size) if size else None
        self.save_state()

    def get(self, name):
        if name not in self.known:
            raise VolumeError(f"{name}: volume not found on this agent")
        return self.describe(name)

    def describe(self, name):
        return {"Name": name, "Mountpoint": str(self.path(name)) if name in self.mounted_names() else ""}

    def mount(self, name, user):
        with self.lock(name):
            entry = self.known.get(name, {"users": [], "size": None})
            if name not in self.mounted_names():
                entry["users"] = []
                self.attach_and_mount(name, entry["size"])
            entry["users"].append(user)
            self.known[name] = entry
            self.save_state()
        return str(self.path(name))

    def attach_and_mount(self, name, size):
        # Docker gives up after two minutes; the next attempt continues from the result of this one.
        deadline = time.monotonic() + self.options.wait
        volume = self.ebs.ensure_available(name, size, deadline)
        try:
            device = self.ebs.attach(volume, deadline)
            self.ensure_formatted(name, volume, device)
            # Required for each mount, even if the volume was never detached: a mounted volume is written to.
            self.ebs.start_epoch(volume)
            self.path(name).mkdir(exist_ok=True)
            run_command("mount", "-o", "noatime,nodev,nosuid", device, self.path(name))
            # A volume may be larger than the snapshot it was created from.
            run_command("xfs_growfs", self.path(name))
            if not any(self.path(name).iterdir()):
                os.chown(self.path(name), 1000, 1000)
            if time.monotonic() > deadline + 15:
                raise VolumeError(f"{name}: mounted too late, Docker has given up")
            log(f"{name}: {volume['VolumeId']} is mounted")
        except Exception:
            # Detach, so that the task can start on another agent.
            with log_errors(name):
                self.release(name, take_snapshot=False)
            raise

    def ensure_formatted(self, name, volume, device):
        probe = subprocess.run(["blkid", "--probe", str(device)], capture_output=True, text=True, timeout=60)
        if probe.returncode == 0:
            return
        if probe.returncode != 2 or volume.get("SnapshotId"):
            raise VolumeError(f"{name}: {volume['VolumeId']} is not blank and has no known filesystem; refusing to format it")
        run_command("mkfs.xfs", "-q", device)

    def unmount(self, name, user):
        with self.lock(name):
            users = self.known.get(name, {}).get("users", [])
            # An unknown user predates the loss of the state file; `sweep` handles its volume.
            if user in users:
                users.remove(user)
                self.save_state()
                if not users:
                    self.release(name)

    def release(self, name, take_snapshot=True):
        # If this fails, `sweep` retries.
        self.attached.add(name)
        if name in self.mounted_names():
            try:
                # `umount` writes nothing back while a container shares the host's mounts.
                run_command("sync", "--file-system", self.path(name))
            except VolumeError as error:
                log(f"{name}: {error}")
                # A snapshot would be incomplete now; the next user takes it after the volume is detached.
                take_snapshot = False
            run_command("umount", self.path(name))
        volume = self.ebs.attached().get(name)
        if volume and any(at["State"] in ("attached", "attaching") for at in volume["Attachments"]):
            if take_snapshot and not never_mounted(volume):
                # Without a snapshot, the next user that needs one takes it.
                with log_errors(f"{name}: no snapshot of {volume['VolumeId']}"):
                    self.ebs.snapshot(volume, "unmounted", epoch(volume))
            self.ebs.detach(volume)
        self.attached.discard(name)

    def remove(self, name):
        """Removes the name from Docker's list. The EBS volume and its data are kept."""
        with self.lock(name):
            if name in self.mounted_names():
                raise VolumeError(f"{name}: the volume is mounted")
            self.known.pop(name, None)
            self.save_state()

    def in_use(self, name):
        states = [f"--filter=status={state}" for state in ("created", "running", "paused", "restarting")]
        containers = run_command(self.options.docker, "ps", "--all", "--quiet", f"--filter=volume={name}", *states)
        return bool(containers.strip())

    def sweep(self):
        """Releases volumes of containers that ended while this program was not running."""
        for name in self.mounted_names() | self.attached:
            lock = self.lock(name)
            if lock.acquire(blocking=False):
                try:
                    with log_errors(name):
                        self.release_unused(name)
                finally:
                    lock.release()

    def release_unused(self, name):
        """Releases a volume that no container uses in two checks in a row."""
        if self.in_use(name):
            self.idle.discard(name)
        elif name in self.idle:
            self.idle.discard(name)
            log(f"{name}: not used by any container")
            self.known.get(name, {}).update(users=[])
            self.save_state()
            self.release(name)
        else:
            self.idle.add(name)

    def take_snapshots(self):
        """Takes the snapshots of mounted volumes that are due."""
        volumes, mounted = self.ebs.attached(), self.mounted_names()
        self.attached = set(volumes)
        for name in mounted & set(volumes):
            with log_errors(name):
                newest = next(iter(self.ebs.snapshots(name)), None)
                due = datetime.now(timezone.utc) - timedelta(hours=self.options.snapshot_hours)
                if newest is None or newest["StartTime"] < due:
                    run_command("sync", "--file-system", self.path(name))
                    self.ebs.snapshot(volumes[name], f"every {self.options.snapshot_hours:g} hours")
                self.ebs.prune(name, self.options.keep, self.options.snapshot_hours)

    def run_maintenance(self):
        next_check = 0
        while True:
            with log_errors("snapshots"):
                if time.monotonic() > next_check:
                    self.take_snapshots()
                    # Jitter spreads the API calls of hundreds of agents.
                    next_check = time.monotonic() + self.options.snapshot_hours * 3600 / random.uniform(12, 24)
            with log_errors("sweep"):
                self.sweep()
            time.sleep(self.options.sweep)


class Plugin(http.server.BaseHTTPRequestHandler):
    """Docker's protocol: https://docs.docker.com/engine/extend/plugins_volume/"""

    volumes = None

    def do_POST(self):
        try:
            request = json.loads(self.rfile.read(int(self.headers.get("Content-Length") or 0)) or b"{}")
            response = {"Err": "", **self.dispatch(self.path, request)}
        except Exception as error:
            response = {"Err": describe_error(error)}
            log(f"{self.path}: {response['Err']}")
        body = json.dumps(response).encode()
        self.send_response(500 if response["Err"] else 200)
        self.send_header("Content-Type", "application/vnd.docker.plugins.v1.1+json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def dispatch(self, path, request):
        if path == "/Plugin.Activate":
            return {"Implements": ["VolumeDriver"]}
        if path == "/VolumeDriver.Capabilities":
            return {"Capabilities": {"Scope": "local"}}
        if path == "/VolumeDriver.List":
            return {"Volumes": [self.volumes.describe(name) for name in sorted(self.volumes.known)]}
        name = request.get("Name")
        if not isinstance(name, str) or not VOLUME_NAME.fullmatch(name):
            raise VolumeError(f"volume name must be at most 100 letters, digits and . _ -, got {name!a}")
        if path == "/VolumeDriver.Create":
            self.volumes.create(name, request.get("Opts") or {})
        elif path == "/VolumeDriver.Mount":
            return {"Mountpoint": self.volumes.mount(name, request["ID"])}
        elif path == "/VolumeDriver.Unmount":
            self.volumes.unmount(name, request["ID"])
        elif path == "/VolumeDriver.Remove":
            self.volumes.remove(name)
        elif path == "/VolumeDriver.Get":
            return {"Volume": self.volumes.get(name)}
        elif path == "/VolumeDriver.Path":
            return {"Mountpoint": self.volumes.get(name)["Mountpoint"]}
        else:
            raise VolumeError(f"unknown method: {path}")
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
    parser.add_argument("--devices", type=lambda text: text.split(","), required=True, help="device names for volumes")
    parser.add_argument("--snapshot-hours", type=float, required=True, help="between snapshots of mounted volumes")
    parser.add_argument("--keep", type=int, required=True, help="snapshots per volume")
    parser.add_argument("--kms-key")
    parser.add_argument("--socket", type=Path, default=Path("/run/docker/plugins/cdktf-mesos.sock"))
    parser.add_argument("--root", type=Path, default=Path("/var/lib/cdktf-mesos/volumes"))
    parser.add_argument("--dev", type=Path, default=Path("/dev"))
    parser.add_argument("--docker", default="docker")
    parser.add_argument("--endpoint", help="of EC2")
    parser.add_argument("--wait", type=float, default=100, help="timeout of a mount in seconds")
    parser.add_argument("--sweep", type=float, default=60, help="seconds between checks for unused volumes")
    options = parser.parse_args()
    options.root.mkdir(parents=True, exist_ok=True)
    options.socket.parent.mkdir(parents=True, exist_ok=True)
    lock_file = open(options.root / ".lock", "w")
    fcntl.flock(lock_file, fcntl.LOCK_EX)
    Plugin.volumes = Volumes(options)
    options.socket.unlink(missing_ok=True)
    server = Server(str(options.socket), Plugin)
    os.chmod(options.socket, 0o600)
    for signum in (signal.SIGTERM, signal.SIGINT):
        # Docker's volume operations would hang on a socket without a server.
        signal.signal(signum, lambda *_: (options.socket.unlink(missing_ok=True), os._exit(0)))
    threading.Thread(target=Plugin.volumes.run_maintenance, daemon=True).start()
    log(f"serving volumes of {options.cluster} on {options.socket}")
    server.serve_forever()


if __name__ == "__main__":
    main()
