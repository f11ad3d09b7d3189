"""Prints as JSON the resources of an OpenStack project: ids by type."""

import json

import openstack

cloud = openstack.connect()
mine = {"project_id": cloud.current_project_id}


def ids(items, key="id"):
    return sorted(getattr(item, key) for item in items)


inventory = {
    "servers": ids(cloud.compute.servers()),
    "serverGroups": ids(cloud.compute.server_groups()),
    "keyPairs": ids(cloud.compute.keypairs(), "name"),
    "volumes": ids(cloud.block_storage.volumes()),
    "networks": ids(cloud.network.networks(**mine)),
    "subnets": ids(cloud.network.subnets(**mine)),
    "routers": ids(cloud.network.routers(**mine)),
    "ports": ids(cloud.network.ports(**mine)),
    "securityGroups": ids(cloud.network.security_groups(**mine)),
    "floatingIps": ids(cloud.network.ips(**mine)),
}
# Not every installation has these.
if cloud.has_service("load-balancer"):
    inventory["loadBalancers"] = ids(cloud.load_balancer.load_balancers(**mine))
if cloud.has_service("object-store"):
    inventory["containers"] = ids(cloud.object_store.containers(), "name")
if cloud.has_service("shared-file-system"):
    inventory["shares"] = ids(cloud.shared_file_system.shares())

print(json.dumps(inventory))
