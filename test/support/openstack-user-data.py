"""Prints as JSON the unpacked user data of servers by name. Arguments: a cloud with an administrator, to whom Nova
restricts user data, and the prefix of the names."""

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
