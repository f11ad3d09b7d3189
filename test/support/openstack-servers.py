"""Prints as JSON the servers of an OpenStack project by name: id, addresses, ports, volumes, vCPUs and memory."""

import json

import openstack

cloud = openstack.connect()

print(
    json.dumps(
        {
            server.name: {
                "id": server.id,
                "addresses": sorted(
                    address["addr"] for network in server.addresses.values() for address in network
                ),
                "ports": sorted(port.port_id for port in cloud.compute.server_interfaces(server)),
                "volumes": sorted(volume["id"] for volume in server.attached_volumes),
                "vcpus": server.flavor.vcpus,
                "memoryMiB": server.flavor.ram,
            }
            for server in cloud.compute.servers()
        }
    )
)
