"""Prints as JSON the resources of an AWS account: ids by type."""

import json

import boto3

ec2 = boto3.client("ec2")
elbv2 = boto3.client("elbv2")
iam = boto3.client("iam")
autoscaling = boto3.client("autoscaling")


def ids(client, operation, results, key):
    pages = client.get_paginator(operation).paginate()
    return sorted(item[key] for page in pages for item in page[results])


living = [{"Name": "instance-state-name", "Values": ["pending", "running", "stopping", "stopped"]}]
reservations = ec2.get_paginator("describe_instances").paginate(Filters=living)

print(
    json.dumps(
        {
            "instances": sorted(
                instance["InstanceId"]
                for page in reservations
                for reservation in page["Reservations"]
                for instance in reservation["Instances"]
            ),
            "volumes": ids(ec2, "describe_volumes", "Volumes", "VolumeId"),
            "interfaces": ids(ec2, "describe_network_interfaces", "NetworkInterfaces", "NetworkInterfaceId"),
            "securityGroups": ids(ec2, "describe_security_groups", "SecurityGroups", "GroupId"),
            "vpcs": ids(ec2, "describe_vpcs", "Vpcs", "VpcId"),
            "subnets": ids(ec2, "describe_subnets", "Subnets", "SubnetId"),
            "addresses": sorted(address["AllocationId"] for address in ec2.describe_addresses()["Addresses"]),
            "natGateways": sorted(
                gateway["NatGatewayId"]
                for gateway in ec2.describe_nat_gateways()["NatGateways"]
                if gateway["State"] != "deleted"
            ),
            "keyPairs": sorted(pair["KeyName"] for pair in ec2.describe_key_pairs()["KeyPairs"]),
            "launchTemplates": ids(ec2, "describe_launch_templates", "LaunchTemplates", "LaunchTemplateId"),
            "scalingGroups": ids(
                autoscaling, "describe_auto_scaling_groups", "AutoScalingGroups", "AutoScalingGroupName"
            ),
            "loadBalancers": ids(elbv2, "describe_load_balancers", "LoadBalancers", "LoadBalancerArn"),
            "targetGroups": ids(elbv2, "describe_target_groups", "TargetGroups", "TargetGroupArn"),
            "roles": ids(iam, "list_roles", "Roles", "RoleName"),
            "instanceProfiles": ids(iam, "list_instance_profiles", "InstanceProfiles", "InstanceProfileName"),
        }
    )
)
