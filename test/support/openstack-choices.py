"""Prints as JSON the names of a cloud's smallest flavor, and of an image, an external network and a volume type."""

import json

import openstack

cloud = openstack.connect()


def first(items):
    return min(item.name for item in items)


print(
    json.dumps(
        {
            "flavor": min(cloud.compute.flavors(), key=lambda flavor: (flavor.ram, flavor.vcpus)).name,
            "image": first(cloud.image.images(status="active")),
            "externalNetwork": first(cloud.network.networks(is_router_external=True)),
            "volumeType": max(kind.name for kind in cloud.block_storage.types()),
        }
    )
)
