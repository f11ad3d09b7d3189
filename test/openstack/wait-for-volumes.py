"""Waits until the lab's Cinder can make a volume: its scheduler hears of the back end up to a minute after both are up."""

import sys
import time

import openstack

cloud = openstack.connect(cloud="oslab-admin")
for _ in range(60):
    if any(cloud.block_storage.backend_pools()):
        sys.exit()
    time.sleep(2)
sys.exit("the lab's Cinder knows of no back end after two minutes")
