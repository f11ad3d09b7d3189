# The nodes of jenkins-2000-openstack, hand-written without this library: the same machines, volumes and fixed addresses
# with a minimum of other resources. `npm run bench -- openstack` deploys it and counts its API calls.

terraform {
  required_providers {
    openstack = {
      source  = "terraform-provider-openstack/openstack"
      version = "3.4.0"
    }
  }
}

variable "image" {
  type = string
}

variable "external_network" {
  type = string
}

variable "flavors" {
  description = "the installation's flavors for machine types that it has under another name"
  type        = map(string)
}

variable "public_key" {
  type = string
}

variable "agents" {
  description = "agents by pool"
  type        = object({ builds = number, jenkins_small = number, jenkins_large = number })
}

provider "openstack" {}

locals {
  masters = 3
  search  = 7
  pools = {
    builds        = { count = var.agents.builds, type = "c3.2xlarge" }
    jenkins-small = { count = var.agents.jenkins_small, type = "m3.xlarge" }
    jenkins-large = { count = var.agents.jenkins_large, type = "m4.4xlarge" }
  }
  user_data = filebase64("${path.module}/user-data.yaml")
}

data "openstack_images_image_v2" "debian" {
  name        = var.image
  most_recent = true
}

data "openstack_networking_network_v2" "external" {
  name     = var.external_network
  external = true
}

resource "openstack_compute_keypair_v2" "operators" {
  name       = "operators"
  public_key = var.public_key
}

resource "openstack_networking_network_v2" "cluster" {
  name = "cluster"
}

resource "openstack_networking_subnet_v2" "cluster" {
  network_id = openstack_networking_network_v2.cluster.id
  cidr       = "10.16.0.0/16"

  allocation_pool {
    start = "10.16.1.0"
    end   = "10.16.255.250"
  }
}

resource "openstack_networking_router_v2" "cluster" {
  name                = "cluster"
  external_network_id = data.openstack_networking_network_v2.external.id
}

resource "openstack_networking_router_interface_v2" "cluster" {
  router_id = openstack_networking_router_v2.cluster.id
  subnet_id = openstack_networking_subnet_v2.cluster.id
}

resource "openstack_networking_secgroup_v2" "nodes" {
  name = "nodes"
}

resource "openstack_networking_secgroup_rule_v2" "nodes" {
  security_group_id = openstack_networking_secgroup_v2.nodes.id
  direction         = "ingress"
  ethertype         = "IPv4"
  remote_ip_prefix  = "10.16.0.0/16"
}

resource "openstack_networking_secgroup_v2" "gateway" {
  name = "gateway"
}

resource "openstack_networking_secgroup_rule_v2" "ssh" {
  security_group_id = openstack_networking_secgroup_v2.gateway.id
  direction         = "ingress"
  ethertype         = "IPv4"
  protocol          = "tcp"
  port_range_min    = 22
  port_range_max    = 22
  remote_ip_prefix  = "203.0.113.0/24"
}

resource "openstack_networking_port_v2" "gateway" {
  network_id         = openstack_networking_network_v2.cluster.id
  security_group_ids = [openstack_networking_secgroup_v2.gateway.id, openstack_networking_secgroup_v2.nodes.id]

  fixed_ip {
    subnet_id = openstack_networking_subnet_v2.cluster.id
  }
}

resource "openstack_compute_instance_v2" "gateway" {
  name        = "gateway"
  image_id    = data.openstack_images_image_v2.debian.id
  flavor_name = lookup(var.flavors, "m1.small", "m1.small")
  key_pair    = openstack_compute_keypair_v2.operators.name

  network {
    port = openstack_networking_port_v2.gateway.id
  }
}

resource "openstack_networking_floatingip_v2" "gateway" {
  pool       = var.external_network
  port_id    = openstack_networking_port_v2.gateway.id
  depends_on = [openstack_networking_router_interface_v2.cluster]
}

module "masters" {
  source          = "./fixed"
  name            = "master"
  machines        = local.masters
  flavor          = lookup(var.flavors, "m3.xlarge", "m3.xlarge")
  volume_gib      = 50
  first_address   = 10
  network         = openstack_networking_network_v2.cluster.id
  subnet          = openstack_networking_subnet_v2.cluster
  security_groups = [openstack_networking_secgroup_v2.nodes.id]
  image           = data.openstack_images_image_v2.debian.id
  key_pair        = openstack_compute_keypair_v2.operators.name
  user_data       = local.user_data
}

module "search" {
  source          = "./fixed"
  name            = "search"
  machines        = local.search
  flavor          = lookup(var.flavors, "c3.8xlarge", "c3.8xlarge")
  volume_gib      = 500
  first_address   = 20
  network         = openstack_networking_network_v2.cluster.id
  subnet          = openstack_networking_subnet_v2.cluster
  security_groups = [openstack_networking_secgroup_v2.nodes.id]
  image           = data.openstack_images_image_v2.debian.id
  key_pair        = openstack_compute_keypair_v2.operators.name
  user_data       = local.user_data
}

module "pool" {
  source            = "./pool"
  for_each          = local.pools
  name              = each.key
  agents            = each.value.count
  flavor            = lookup(var.flavors, each.value.type, each.value.type)
  network           = openstack_networking_network_v2.cluster.id
  security_groups   = [openstack_networking_secgroup_v2.nodes.name]
  image             = data.openstack_images_image_v2.debian.id
  key_pair          = openstack_compute_keypair_v2.operators.name
  user_data         = local.user_data
  docker_volume_gib = 200
  depends_on        = [openstack_networking_router_interface_v2.cluster]
}

resource "openstack_lb_loadbalancer_v2" "masters" {
  name          = "masters"
  vip_subnet_id = openstack_networking_subnet_v2.cluster.id
}

# Sequentially: with concurrent changes, Octavia of 2023 sometimes rejects a monitor ("not a valid option for type").
module "marathon" {
  source    = "./listener"
  name      = "marathon"
  port      = 8080
  balancer  = openstack_lb_loadbalancer_v2.masters.id
  addresses = module.masters.addresses
}

module "mesos" {
  source     = "./listener"
  name       = "mesos"
  port       = 5050
  balancer   = openstack_lb_loadbalancer_v2.masters.id
  addresses  = module.masters.addresses
  depends_on = [module.marathon]
}
