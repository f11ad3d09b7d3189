"""Waits until the lab's Cinder can make a volume: its scheduler hears of the back end up to a minute after both are up."""

import sys
import time

import openstack

try:
    cloud = openstack.connect(cloud="oslab-admin")
    for _ in range(60):
        if any(cloud.block_storage.backend_pools()):
            sys.exit()
        time.sleep(2)
except Exception as error:  # whatever the SDK and what is below it throw
    sys.exit(f"the lab's Cinder cannot be asked: {error}")
sys.exit("the lab's Cinder knows of no back end after two minutes")
