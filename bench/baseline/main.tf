# The nodes of jenkins-2000-aws, hand-written without this library: the same machines, volumes and interfaces with a
# minimum of other resources. `npm run bench -- calls` deploys it and counts its API calls.

terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.0"
    }
  }
}

variable "image" {
  type = string
}

variable "public_key" {
  type = string
}

variable "agents" {
  description = "agents by pool"
  type        = object({ builds = number, jenkins_small = number, jenkins_large = number })
}

provider "aws" {}

data "aws_availability_zones" "all" {
  state = "available"
}

locals {
  zones   = slice(data.aws_availability_zones.all.names, 0, 3)
  masters = 3
  search  = 7
  pools = {
    builds        = { count = var.agents.builds, type = "c3.2xlarge" }
    jenkins-small = { count = var.agents.jenkins_small, type = "m3.xlarge" }
    jenkins-large = { count = var.agents.jenkins_large, type = "m4.4xlarge" }
  }
  user_data = filebase64("${path.module}/user-data.yaml")
}

resource "aws_vpc" "cluster" {
  cidr_block           = "10.16.0.0/16"
  enable_dns_hostnames = true
  tags                 = { Name = "cluster" }
}

resource "aws_internet_gateway" "cluster" {
  vpc_id = aws_vpc.cluster.id
}

resource "aws_subnet" "public" {
  count             = 3
  vpc_id            = aws_vpc.cluster.id
  availability_zone = local.zones[count.index]
  cidr_block        = cidrsubnet(aws_vpc.cluster.cidr_block, 8, count.index)
}

resource "aws_subnet" "private" {
  count             = 3
  vpc_id            = aws_vpc.cluster.id
  availability_zone = local.zones[count.index]
  cidr_block        = cidrsubnet(aws_vpc.cluster.cidr_block, 4, count.index + 1)
}

resource "aws_route_table" "public" {
  vpc_id = aws_vpc.cluster.id
}

resource "aws_route" "internet" {
  route_table_id         = aws_route_table.public.id
  destination_cidr_block = "0.0.0.0/0"
  gateway_id             = aws_internet_gateway.cluster.id
}

resource "aws_route_table_association" "public" {
  count          = 3
  subnet_id      = aws_subnet.public[count.index].id
  route_table_id = aws_route_table.public.id
}

resource "aws_eip" "nat" {
  count  = 3
  domain = "vpc"
}

resource "aws_nat_gateway" "zone" {
  count         = 3
  allocation_id = aws_eip.nat[count.index].id
  subnet_id     = aws_subnet.public[count.index].id
}

resource "aws_route_table" "private" {
  count  = 3
  vpc_id = aws_vpc.cluster.id
}

resource "aws_route" "nat" {
  count                  = 3
  route_table_id         = aws_route_table.private[count.index].id
  destination_cidr_block = "0.0.0.0/0"
  nat_gateway_id         = aws_nat_gateway.zone[count.index].id
}

resource "aws_route_table_association" "private" {
  count          = 3
  subnet_id      = aws_subnet.private[count.index].id
  route_table_id = aws_route_table.private[count.index].id
}

resource "aws_security_group" "nodes" {
  name   = "nodes"
  vpc_id = aws_vpc.cluster.id

  ingress {
    from_port = 0
    to_port   = 0
    protocol  = "-1"
    self      = true
  }

  egress {
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_security_group" "gateway" {
  name   = "gateway"
  vpc_id = aws_vpc.cluster.id

  ingress {
    from_port   = 22
    to_port     = 22
    protocol    = "tcp"
    cidr_blocks = ["203.0.113.0/24"]
  }

  egress {
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_key_pair" "operators" {
  key_name   = "operators"
  public_key = var.public_key
}

resource "aws_iam_role" "node" {
  name = "node"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } },
    ]
  })
}

resource "aws_iam_instance_profile" "node" {
  name = "node"
  role = aws_iam_role.node.name
}

resource "aws_instance" "gateway" {
  ami                    = var.image
  instance_type          = "t3.micro"
  subnet_id              = aws_subnet.public[0].id
  vpc_security_group_ids = [aws_security_group.gateway.id, aws_security_group.nodes.id]
  key_name               = aws_key_pair.operators.key_name
  tags                   = { Name = "gateway" }
}

resource "aws_eip" "gateway" {
  domain   = "vpc"
  instance = aws_instance.gateway.id
}

resource "aws_network_interface" "master" {
  count           = local.masters
  subnet_id       = aws_subnet.private[count.index % 3].id
  private_ips     = [cidrhost(aws_subnet.private[count.index % 3].cidr_block, 10 + count.index)]
  security_groups = [aws_security_group.nodes.id]
}

resource "aws_instance" "master" {
  count                = local.masters
  ami                  = var.image
  instance_type        = "m3.xlarge"
  iam_instance_profile = aws_iam_instance_profile.node.name
  key_name             = aws_key_pair.operators.key_name
  user_data_base64     = local.user_data
  tags                 = { Name = "master-${count.index + 1}" }

  network_interface {
    device_index         = 0
    network_interface_id = aws_network_interface.master[count.index].id
  }

  root_block_device {
    volume_size = 50
    encrypted   = true
  }
}

resource "aws_ebs_volume" "master" {
  count             = local.masters
  availability_zone = local.zones[count.index % 3]
  size              = 50
  encrypted         = true
}

resource "aws_volume_attachment" "master" {
  count       = local.masters
  device_name = "/dev/sdf"
  instance_id = aws_instance.master[count.index].id
  volume_id   = aws_ebs_volume.master[count.index].id
}

resource "aws_network_interface" "search" {
  count           = local.search
  subnet_id       = aws_subnet.private[count.index % 3].id
  private_ips     = [cidrhost(aws_subnet.private[count.index % 3].cidr_block, 20 + count.index)]
  security_groups = [aws_security_group.nodes.id]
}

resource "aws_instance" "search" {
  count                = local.search
  ami                  = var.image
  instance_type        = "c3.8xlarge"
  iam_instance_profile = aws_iam_instance_profile.node.name
  key_name             = aws_key_pair.operators.key_name
  user_data_base64     = local.user_data
  tags                 = { Name = "search-${count.index + 1}" }

  network_interface {
    device_index         = 0
    network_interface_id = aws_network_interface.search[count.index].id
  }

  root_block_device {
    volume_size = 50
    encrypted   = true
  }
}

resource "aws_ebs_volume" "search" {
  count             = local.search
  availability_zone = local.zones[count.index % 3]
  size              = 500
  encrypted         = true
}

resource "aws_volume_attachment" "search" {
  count       = local.search
  device_name = "/dev/sdf"
  instance_id = aws_instance.search[count.index].id
  volume_id   = aws_ebs_volume.search[count.index].id
}

module "pool" {
  source            = "./pool"
  for_each          = local.pools
  name              = each.key
  agents            = each.value.count
  type              = each.value.type
  image             = var.image
  subnets           = aws_subnet.private[*].id
  security_group    = aws_security_group.nodes.id
  instance_profile  = aws_iam_instance_profile.node.name
  key_name          = aws_key_pair.operators.key_name
  user_data         = local.user_data
  docker_volume_gib = 200
}

resource "aws_lb" "masters" {
  name               = "masters"
  internal           = true
  load_balancer_type = "network"
  subnets            = aws_subnet.private[*].id
}

resource "aws_lb_target_group" "masters" {
  for_each = { marathon = 8080, mesos = 5050 }
  name     = each.key
  port     = each.value
  protocol = "TCP"
  vpc_id   = aws_vpc.cluster.id
}

resource "aws_lb_target_group_attachment" "marathon" {
  count            = local.masters
  target_group_arn = aws_lb_target_group.masters["marathon"].arn
  target_id        = aws_instance.master[count.index].id
}

resource "aws_lb_target_group_attachment" "mesos" {
  count            = local.masters
  target_group_arn = aws_lb_target_group.masters["mesos"].arn
  target_id        = aws_instance.master[count.index].id
}

resource "aws_lb_listener" "masters" {
  for_each          = aws_lb_target_group.masters
  load_balancer_arn = aws_lb.masters.arn
  port              = each.value.port
  protocol          = "TCP"

  default_action {
    type             = "forward"
    target_group_arn = each.value.arn
  }
}
