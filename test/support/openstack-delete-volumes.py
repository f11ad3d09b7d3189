"""Deletes the volumes with the given prefix, and waits until they are gone; prints their names as JSON."""

import json
import sys

import openstack

cloud = openstack.connect()
volumes = [volume for volume in cloud.block_storage.volumes() if volume.name.startswith(sys.argv[1])]
for volume in volumes:
    cloud.block_storage.delete_volume(volume)
for volume in volumes:
    cloud.block_storage.wait_for_delete(volume)
print(json.dumps(sorted(volume.name for volume in volumes)))
