"""Prints as JSON the user data of servers by name, unpacked, as their metadata service would hand it out. Nova tells it
to administrators alone: the cloud is one's of theirs. Arguments: the cloud, what the names begin with."""

import base64
import gzip
import json
import sys

import openstack

cloud = openstack.connect(cloud=sys.argv[1])


def user_data(server):
    answer = cloud.compute.get(f"/servers/{server.id}", microversion="2.3").json()
    return gzip.decompress(base64.b64decode(answer["server"]["OS-EXT-SRV-ATTR:user_data"])).decode()


servers = cloud.compute.servers(all_projects=True)
print(json.dumps({server.name: user_data(server) for server in servers if server.name.startswith(sys.argv[2])}))
