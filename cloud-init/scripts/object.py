#!/usr/bin/python3
# Fetches an object: object LOCATION FILE
# LOCATION is s3://BUCKET/KEY or s3://BUCKET/KEY?versionId=ID, read with the machine's role, or a URL. FILE is replaced
# atomically. Unpacks base64 of gzip (which begins with H4sI), as used for stores that accept only text.
#
# Or installs this node's scripts and programs, before there are any packages: object LOCATION --bundle SHA256
# The object is JSON with texts by paths; /etc/cdktf-mesos/bundle lists those of this node, each as "MODE PATH". Tries
# until the store responds, as nothing else can run before. A baked image with the same bundle needs no store.
import base64
import gzip
import hashlib
import hmac
import json
import os
import subprocess
import sys
import time
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

# Variables as for AWS's own tools.
METADATA = os.environ.get("AWS_EC2_METADATA_SERVICE_ENDPOINT", "http://169.254.169.254") + "/latest/"
ENDPOINT = os.environ.get("AWS_ENDPOINT_URL_S3")
LIST = "/etc/cdktf-mesos/bundle"
INSTALLED = "/var/lib/cdktf-mesos/bundle"
BOOT = "/var/lib/cdktf-mesos/boot"


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def get(url, headers, method="GET"):
    with urlopen(Request(url, headers=headers, method=method), timeout=60) as response:
        data = response.read()
        packed = response.headers.get("Content-Encoding") == "gzip"
    return gzip.decompress(data) if packed else data


# With AWS's signature, version 4, of the machine's role.
def get_s3(bucket, key, query):
    token = {"X-aws-ec2-metadata-token-ttl-seconds": "300"}
    token = {"X-aws-ec2-metadata-token": get(METADATA + "api/token", token, "PUT").decode()}

    def metadata(path):
        return get(METADATA + "meta-data/" + path, token).decode()

    region = metadata("placement/region")
    roles = "iam/security-credentials/"
    role = json.loads(metadata(roles + metadata(roles)))
    if ENDPOINT:
        url = f"{ENDPOINT}/{bucket}/{key}"
    else:
        url = f"https://{bucket}.s3.{region}.{metadata('services/domain')}/{key}"
    now = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime())
    headers = {
        "host": urlsplit(url).netloc,
        "x-amz-content-sha256": sha256(b""),
        "x-amz-date": now,
        "x-amz-security-token": role["Token"],
    }
    signed = ";".join(headers)
    lines = [f"{name}:{value}" for name, value in headers.items()]
    request = "\n".join(["GET", urlsplit(url).path, query, *lines, "", signed, sha256(b"")])
    scope = f"{now[:8]}/{region}/s3/aws4_request"
    signature = ("AWS4" + role["SecretAccessKey"]).encode()
    for part in (*scope.split("/"), f"AWS4-HMAC-SHA256\n{now}\n{scope}\n{sha256(request.encode())}"):
        signature = hmac.new(signature, part.encode(), hashlib.sha256).digest()
    headers["Authorization"] = (
        f"AWS4-HMAC-SHA256 Credential={role['AccessKeyId']}/{scope}, "
        f"SignedHeaders={signed}, Signature={signature.hex()}"
    )
    return get(f"{url}?{query}" if query else url, headers)


def fetch(location):
    if location.startswith("s3://"):
        path, _, query = location[5:].partition("?")
        data = get_s3(*path.split("/", 1), query)
    else:
        data = get(location, {})
    return gzip.decompress(base64.b64decode(data)) if data.startswith(b"H4sI") else data


def write(path, data, mode=0o644):
    os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
    with open(path + ".part", "wb") as file:
        os.fchmod(file.fileno(), mode)
        file.write(data)
    os.replace(path + ".part", path)


def warn(location, error):
    # The query of a URL can be its signature.
    message = f"{location.split('?')[0]}: {error}"
    print(f"object: {message}", file=sys.stderr, flush=True)
    return message


def download(location, path):
    for pause in (1, 2, 4, None):
        try:
            return write(path, fetch(location))
        except Exception as error:
            warn(location, error)
            if pause is None:
                sys.exit(1)
            time.sleep(pause)


def install(location, wanted):
    with open(LIST) as lines:
        files = [line.split() for line in lines]
    if os.path.exists(INSTALLED) and all(os.path.exists(path) for _, path in files):
        with open(INSTALLED) as file:
            if file.read().strip() == wanted:
                return
    while True:
        try:
            data = fetch(location)
            if sha256(data) != wanted:
                raise ValueError(f"the SHA-256 must be {wanted}, got {sha256(data)}")
            break
        except Exception as error:
            wait(warn(location, error))
    texts = json.loads(data)
    for mode, path in files:
        write(path, texts[path].encode(), int(mode, 8))
    write(INSTALLED, wanted.encode())


# Leaves the state of a failed boot, in case that the machine is restarted: then systemd repeats the boot.
def wait(message):
    write(BOOT + "/status", f"state=running\nstep=bundle\nmessage={message}\n".encode())
    write(BOOT + "/failed", b"")
    for command in ("daemon-reload", "enable cdktf-mesos-boot-retry.service"):
        subprocess.run(["systemctl", *command.split()], check=False)
    time.sleep(5)


if sys.argv[2] == "--bundle":
    install(sys.argv[1], sys.argv[3])
else:
    download(*sys.argv[1:])
