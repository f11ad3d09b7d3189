"""Waits until the lab's Cinder can create volumes: its scheduler detects the back end up to a minute after the start."""

import sys
import time

import openstack

try:
    cloud = openstack.connect(cloud="oslab-admin")
    for _ in range(60):
        if any(cloud.block_storage.backend_pools()):
            sys.exit()
        time.sleep(2)
except Exception as error:
    sys.exit(f"cannot query the lab's Cinder: {error}")
sys.exit("the lab's Cinder has no back end after two minutes")
