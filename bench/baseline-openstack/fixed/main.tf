terraform {
  required_providers {
    openstack = {
      source = "terraform-provider-openstack/openstack"
    }
  }
}

variable "name" {
  type = string
}

variable "machines" {
  type = number
}

variable "flavor" {
  type = string
}

variable "volume_gib" {
  type = number
}

variable "first_address" {
  type = number
}

variable "network" {
  type = string
}

variable "subnet" {
  type = object({ id = string, cidr = string })
}

variable "security_groups" {
  type = list(string)
}

variable "image" {
  type = string
}

variable "key_pair" {
  type = string
}

variable "user_data" {
  type = string
}

resource "openstack_networking_port_v2" "node" {
  count              = var.machines
  network_id         = var.network
  security_group_ids = var.security_groups

  fixed_ip {
    subnet_id  = var.subnet.id
    ip_address = cidrhost(var.subnet.cidr, var.first_address + count.index)
  }
}

resource "openstack_blockstorage_volume_v3" "data" {
  count = var.machines
  name  = "${var.name}-${count.index + 1}-data"
  size  = var.volume_gib
}

resource "openstack_compute_instance_v2" "node" {
  count       = var.machines
  name        = "${var.name}-${count.index + 1}"
  image_id    = var.image
  flavor_name = var.flavor
  key_pair    = var.key_pair
  user_data   = var.user_data

  network {
    port = openstack_networking_port_v2.node[count.index].id
  }
}

resource "openstack_compute_volume_attach_v2" "data" {
  count       = var.machines
  instance_id = openstack_compute_instance_v2.node[count.index].id
  volume_id   = openstack_blockstorage_volume_v3.data[count.index].id
}

output "addresses" {
  value = openstack_networking_port_v2.node[*].all_fixed_ips[0]
}
