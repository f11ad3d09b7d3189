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

variable "port" {
  type = number
}

variable "balancer" {
  type = string
}

variable "addresses" {
  type = list(string)
}

resource "openstack_lb_listener_v2" "port" {
  name            = var.name
  loadbalancer_id = var.balancer
  protocol        = "TCP"
  protocol_port   = var.port
}

resource "openstack_lb_pool_v2" "port" {
  listener_id = openstack_lb_listener_v2.port.id
  protocol    = "TCP"
  lb_method   = "ROUND_ROBIN"
}

resource "openstack_lb_monitor_v2" "port" {
  pool_id     = openstack_lb_pool_v2.port.id
  type        = "TCP"
  delay       = 10
  timeout     = 5
  max_retries = 2
}

resource "openstack_lb_members_v2" "port" {
  pool_id    = openstack_lb_pool_v2.port.id
  depends_on = [openstack_lb_monitor_v2.port]

  dynamic "member" {
    for_each = var.addresses

    content {
      address       = member.value
      protocol_port = var.port
    }
  }
}
