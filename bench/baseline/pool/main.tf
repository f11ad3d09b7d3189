variable "name" {
  type = string
}

variable "agents" {
  type = number
}

variable "type" {
  type = string
}

variable "image" {
  type = string
}

variable "subnets" {
  type = list(string)
}

variable "security_group" {
  type = string
}

variable "instance_profile" {
  type = string
}

variable "key_name" {
  type = string
}

variable "user_data" {
  type = string
}

variable "docker_volume_gib" {
  type = number
}

resource "aws_instance" "agent" {
  count                  = var.agents
  ami                    = var.image
  instance_type          = var.type
  subnet_id              = var.subnets[count.index % length(var.subnets)]
  vpc_security_group_ids = [var.security_group]
  iam_instance_profile   = var.instance_profile
  key_name               = var.key_name
  user_data_base64       = var.user_data
  tags                   = { Name = "${var.name}-${count.index + 1}" }
  volume_tags            = { Name = "${var.name}-${count.index + 1}" }

  root_block_device {
    volume_size = 50
    encrypted   = true
  }

  ebs_block_device {
    device_name = "/dev/sdf"
    volume_size = var.docker_volume_gib
    encrypted   = true
  }
}
