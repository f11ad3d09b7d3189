"""Prints as JSON an emulator's responses for which stock moto differs from AWS."""

import json

import boto3
from botocore.exceptions import ClientError

ec2 = boto3.client("ec2")
subnet = ec2.describe_subnets()["Subnets"][0]["SubnetId"]
vpc = ec2.describe_subnets()["Subnets"][0]["VpcId"]
group = ec2.create_security_group(GroupName="probe", Description="probe", VpcId=vpc)["GroupId"]


def rule(source):
    permission = {"IpProtocol": "tcp", "FromPort": 1, "ToPort": 1, **source}
    made = ec2.authorize_security_group_ingress(GroupId=group, IpPermissions=[permission])["SecurityGroupRules"][0]
    found = ec2.describe_security_group_rules(SecurityGroupRuleIds=[made["SecurityGroupRuleId"]])
    return found["SecurityGroupRules"][0].get("Description")


def launch(interface):
    asked = [{"DeviceIndex": 0, **interface}]
    instance = ec2.run_instances(ImageId="ami-785db401", MinCount=1, MaxCount=1, NetworkInterfaces=asked)["Instances"][0]
    return instance["InstanceId"], instance["NetworkInterfaces"][0]["NetworkInterfaceId"]


def status(interface):
    try:
        found = ec2.describe_network_interfaces(NetworkInterfaceIds=[interface])["NetworkInterfaces"]
    except ClientError:
        return "gone"
    return found[0]["Status"] if found else "gone"


own = ec2.create_network_interface(SubnetId=subnet)["NetworkInterface"]["NetworkInterfaceId"]
with_own, _ = launch({"NetworkInterfaceId": own})
launched, launched_interface = launch({"SubnetId": subnet})
keeping, kept_interface = launch({"SubnetId": subnet, "DeleteOnTermination": False})
ec2.terminate_instances(InstanceIds=[with_own, launched, keeping])

address = ec2.allocate_address(Domain="vpc")["AllocationId"]
nat = ec2.create_nat_gateway(SubnetId=subnet, AllocationId=address)["NatGateway"]["NatGatewayId"]
nat_interface = ec2.describe_nat_gateways(NatGatewayIds=[nat])["NatGateways"][0]["NatGatewayAddresses"][0]
ec2.delete_nat_gateway(NatGatewayId=nat)
gateways = ec2.describe_nat_gateways(NatGatewayIds=[nat])["NatGateways"]

s3 = boto3.client("s3")
s3.create_bucket(Bucket="probe")


def put(**condition):
    """Puts an object into a bucket with a policy that denies everything on a condition."""
    statement = {"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "arn:aws:s3:::probe/*", **condition}
    s3.put_bucket_policy(Bucket="probe", Policy=json.dumps({"Version": "2012-10-17", "Statement": [statement]}))
    try:
        s3.put_object(Bucket="probe", Key="probe", Body=b"probe")
    except ClientError:
        return "denied"
    return "put"


def delete_without_versions():
    """Deletes an object that was deleted before versioning was suspended."""
    s3.create_bucket(Bucket="versions")
    s3.put_bucket_versioning(Bucket="versions", VersioningConfiguration={"Status": "Enabled"})
    s3.put_object(Bucket="versions", Key="probe", Body=b"probe")
    s3.delete_object(Bucket="versions", Key="probe")
    s3.put_bucket_versioning(Bucket="versions", VersioningConfiguration={"Status": "Suspended"})
    try:
        s3.delete_object(Bucket="versions", Key="probe")
    except ClientError:
        return "failed"
    return "deleted"


print(
    json.dumps(
        {
            "ruleFromRange": rule({"IpRanges": [{"CidrIp": "192.0.2.0/24", "Description": "by range"}]}),
            "ruleFromGroup": rule({"UserIdGroupPairs": [{"GroupId": group, "Description": "by group"}]}),
            "instance": ec2.describe_instances(InstanceIds=[with_own])["Reservations"][0]["Instances"][0]["State"][
                "Name"
            ],
            "ownInterface": status(own),
            "launchedInterface": status(launched_interface),
            "keptLaunchedInterface": status(kept_interface),
            "natGateway": gateways[0]["State"] if gateways else "gone",
            "deniedObject": put(),
            "objectDeniedOnCondition": put(Condition={"Bool": {"aws:SecureTransport": "false"}}),
            "deletedWithoutVersions": delete_without_versions(),
            "natInterface": status(nat_interface["NetworkInterfaceId"]),
        }
    )
)
