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

variable "agents" {
  type = number
}

variable "flavor" {
  type = string
}

variable "network" {
  type = string
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

variable "docker_volume_gib" {
  type = number
}

resource "openstack_compute_instance_v2" "agent" {
  count           = var.agents
  name            = "${var.name}-${count.index + 1}"
  image_id        = var.image
  flavor_name     = var.flavor
  key_pair        = var.key_pair
  security_groups = var.security_groups
  user_data       = var.user_data

  network {
    uuid = var.network
  }

  block_device {
    uuid                  = var.image
    source_type           = "image"
    destination_type      = "local"
    boot_index            = 0
    delete_on_termination = true
  }

  block_device {
    source_type           = "blank"
    destination_type      = "volume"
    boot_index            = -1
    volume_size           = var.docker_volume_gib
    delete_on_termination = true
  }
}
