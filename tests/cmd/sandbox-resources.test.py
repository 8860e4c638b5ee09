#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""Uses ec2-sandbox with boto3: snapshots, volumes, tags, key pairs, security
groups, addresses, images, the states and attributes of instances, and two
regions."""
import datetime
import os
import re
import subprocess
import sys

try:
    import boto3
    import botocore
    from botocore.config import Config
    from botocore.exceptions import ClientError
except ImportError:
    print("boto3 is not installed")
    sys.exit(77)
# The boto3 of Debian 12 lacks features that this test needs.
if tuple(int(n) for n in botocore.__version__.split(".")[:2]) < (1, 31):
    print("botocore is older than 1.31")
    sys.exit(77)

SANDBOX = os.path.join(os.environ["BIN"], "ec2-sandbox")
failures = []
checks = 0


def check(what, got, want):
    global checks
    checks += 1
    if got != want:
        failures.append(f"{what}: got {got!r}, want {want!r}")


def client(profile="seller", service="ec2", region="us-east-1"):
    return boto3.Session(profile_name=profile).client(
        service, region_name=region,
        endpoint_url=os.environ["AWS_ENDPOINT_URL"],
        config=Config(retries={"total_max_attempts": 1}))


def refused(what, call, code, status=400):
    try:
        call()
        got = ("no refusal", 200)
    except ClientError as e:
        got = (e.response["Error"]["Code"],
               e.response["ResponseMetadata"]["HTTPStatusCode"])
    check(what, got, (code, status))


def filters(**names):
    return [{"Name": k.replace("__", ".").replace("_", "-"),
             "Values": v if isinstance(v, list) else [v]}
            for k, v in names.items()]


def values(reply, key, name):
    return [i[name] for i in reply[key]]


def tag_specifications(kind, **tags):
    return [{"ResourceType": kind, "Tags": [
        {"Key": k, "Value": v} for k, v in tags.items()]}]


def volumes(seller, customer):
    zone = "us-east-1a"
    made = seller.create_volume(Size=5, AvailabilityZone=zone,
                                VolumeType="gp3", Encrypted=True,
                                TagSpecifications=tag_specifications(
                                    "volume", Name="data"))
    v = made["VolumeId"]
    check("the new volume",
          (v[:5], made["Size"], made["State"], made["VolumeType"],
           made["Iops"], made["Encrypted"], made["Tags"]),
          ("vol-0", 5, "creating", "gp3", 3000, True,
           [{"Key": "Name", "Value": "data"}]))
    check("state of the new volume",
          seller.describe_volumes(VolumeIds=[v])["Volumes"][0]
          ["State"], "available")
    check("volumes by tag", values(seller.describe_volumes(Filters=[
        {"Name": "tag:Name", "Values": ["d*"]}]), "Volumes", "VolumeId"), [v])
    check("IOPS by size", [seller.create_volume(
        Size=size, AvailabilityZone=zone, VolumeType="gp2")["Iops"]
                           for size in (1, 100, 16384)], [100, 300, 16000])
    once = [seller.create_volume(Size=1, AvailabilityZone=zone,
                                 ClientToken="t")["VolumeId"]
            for _ in range(2)]
    check("two volumes with one client token", once[0], once[1])
    refused("a client token with another size", lambda: seller.create_volume(
        Size=2, AvailabilityZone=zone, ClientToken="t"),
            "IdempotentParameterMismatch")
    seller.delete_volume(VolumeId=once[0])
    refused("a deleted volume",
            lambda: seller.describe_volumes(VolumeIds=once[:1]),
            "InvalidVolume.NotFound")
    refused("another account's volume",
            lambda: customer.delete_volume(VolumeId=v),
            "InvalidVolume.NotFound")
    refused("an unknown zone", lambda: seller.create_volume(
        Size=1, AvailabilityZone="mars-1a"), "InvalidZone.NotFound")
    refused("an unknown snapshot", lambda: seller.create_volume(
        SnapshotId="snap-00000000", AvailabilityZone=zone),
            "InvalidSnapshot.NotFound")
    refused("a malformed volume id", lambda: seller.delete_volume(VolumeId="x"),
            "InvalidVolumeID.Malformed")
    attachments(seller, v)
    return v


def attachments(seller, v):
    i = seller.run_instances(ImageId="ami-6ba54002", MinCount=1, MaxCount=1)
    i = i["Instances"][0]["InstanceId"]
    root = seller.describe_instances(InstanceIds=[i])["Reservations"][0][
        "Instances"][0]["BlockDeviceMappings"][0]["Ebs"]["VolumeId"]
    one = seller.describe_volumes(VolumeIds=[root])["Volumes"][0]
    check("the root volume", (one["Size"], one["SnapshotId"], one["State"],
                              one["Attachments"][0]["InstanceId"]),
          (15, "snap-a08912c9", "in-use", i))
    refused("detaching the root of a running instance",
            lambda: seller.detach_volume(
        VolumeId=root), "OperationNotPermitted")
    refused("a device name that EC2 does not have",
            lambda: seller.attach_volume(VolumeId=v, InstanceId=i,
                                         Device="/dev/disk"),
            "InvalidParameterValue")
    got = seller.attach_volume(VolumeId=v, InstanceId=i, Device="/dev/sdh")
    check("attaching a volume",
          (got["State"], got["Device"]), ("attaching", "/dev/sdh"))
    refused("attaching a volume twice", lambda: seller.attach_volume(
        VolumeId=v, InstanceId=i, Device="/dev/sdi"), "VolumeInUse")
    refused("deleting an attached volume",
            lambda: seller.delete_volume(VolumeId=v), "VolumeInUse")
    check("devices of the instance",
          [d["DeviceName"] for d in seller.describe_instances(
        InstanceIds=[i])["Reservations"][0]["Instances"][0]
           ["BlockDeviceMappings"]], ["/dev/sda1", "/dev/sdh"])
    check("volumes by device", values(seller.describe_volumes(Filters=[
        {"Name": "attachment.device", "Values": ["/dev/sdh"]}]), "Volumes",
                                      "VolumeId"), [v])
    refused("detaching a volume from another device",
            lambda: seller.detach_volume(VolumeId=v, Device="/dev/sdi"),
            "InvalidAttachment.NotFound")
    check("state of the detached volume",
          seller.detach_volume(VolumeId=v)["State"], "detaching")
    refused("detaching a detached volume",
            lambda: seller.detach_volume(VolumeId=v), "IncorrectState")
    power(seller, i)
    seller.terminate_instances(InstanceIds=[i])
    refused("the root volume of a terminated instance",
            lambda: seller.describe_volumes(
        VolumeIds=[root]), "InvalidVolume.NotFound")


def shared_volume(seller):
    """A volume that is attached to two instances, both with
    DeleteOnTermination, exists until both are terminated."""
    v = seller.create_volume(Size=5, AvailabilityZone="us-east-1a", Iops=100,
                             VolumeType="io1", MultiAttachEnabled=True)
    v = v["VolumeId"]
    both = values(seller.run_instances(ImageId="ami-6ba54002", MinCount=2,
                                       MaxCount=2), "Instances", "InstanceId")
    for i in both:
        seller.attach_volume(VolumeId=v, InstanceId=i, Device="/dev/sdh")
        seller.modify_instance_attribute(InstanceId=i, BlockDeviceMappings=[
            {"DeviceName": "/dev/sdh", "Ebs": {"DeleteOnTermination": True}}])
    seller.terminate_instances(InstanceIds=both[:1])
    check("instance that still has the volume", [
        a["InstanceId"] for a in seller.describe_volumes(VolumeIds=[v])
        ["Volumes"][0]["Attachments"]], both[1:])
    seller.terminate_instances(InstanceIds=both[1:])
    refused("the volume of two terminated instances",
            lambda: seller.describe_volumes(VolumeIds=[v]),
            "InvalidVolume.NotFound")


def power(seller, i):
    def change(call, key):
        one = call(InstanceIds=[i])[key][0]
        return one["PreviousState"]["Name"], one["CurrentState"]["Name"]

    def status(**kw):
        return values(seller.describe_instance_status(**kw),
                      "InstanceStatuses", "InstanceId")

    check("status of a running instance", status(), [i])
    check("stopping a running instance",
          change(seller.stop_instances, "StoppingInstances"),
          ("running", "stopping"))
    check("stopping a stopped instance",
          change(seller.stop_instances, "StoppingInstances"),
          ("stopped", "stopped"))
    check("status of a stopped instance",
          (status(), status(InstanceIds=[i]),
           status(InstanceIds=[i], IncludeAllInstances=True),
           status(IncludeAllInstances=True)), ([], [], [i], [i]))
    check("starting a stopped instance",
          change(seller.start_instances, "StartingInstances"),
          ("stopped", "pending"))
    check("starting a running instance",
          change(seller.start_instances, "StartingInstances"),
          ("running", "running"))
    seller.reboot_instances(InstanceIds=[i])
    check("monitoring, with an id twice", [
        m["Monitoring"]["State"] for m in seller.monitor_instances(
            InstanceIds=[i, i])["InstanceMonitorings"]], ["pending"])
    check("ending the monitoring", seller.unmonitor_instances(InstanceIds=[i])
          ["InstanceMonitorings"][0]["Monitoring"]["State"], "disabling")


def snapshots(seller, customer, volume):
    made = seller.create_snapshot(
        VolumeId=volume, Description="d",
        TagSpecifications=tag_specifications("snapshot", Name="s"))
    s = made["SnapshotId"]
    check("the new snapshot", (made["State"], made["VolumeSize"],
                               made["Encrypted"], made["OwnerId"]),
          ("pending", 5, True, "999988887777"))
    one = seller.describe_snapshots(SnapshotIds=[s])["Snapshots"][0]
    check("the completed snapshot",
          (one["State"], one["Progress"], one["Tags"]),
          ("completed", "100%", [{"Key": "Name", "Value": "s"}]))
    check("own snapshots", values(
        seller.describe_snapshots(OwnerIds=["self"]), "Snapshots",
        "SnapshotId"), ["snap-a08912c9", s])
    check("snapshots that the seller may restore",
          values(seller.describe_snapshots(
        RestorableByUserIds=["self"]), "Snapshots", "SnapshotId"),
          ["snap-a08912c9", s])
    check("snapshots of the customer", customer.describe_snapshots()
          ["Snapshots"], [])
    seller.modify_snapshot_attribute(
        SnapshotId=s, CreateVolumePermission={"Add": [
            {"UserId": "111122223333"}]})
    check("snapshots that the customer may restore",
          values(customer.describe_snapshots(
        RestorableByUserIds=["self"]), "Snapshots", "SnapshotId"), [s])
    check("permissions of the snapshot", seller.describe_snapshot_attribute(
        SnapshotId=s, Attribute="createVolumePermission")
          ["CreateVolumePermissions"], [{"UserId": "111122223333"}])
    check("tags of another account's snapshot", "Tags" in
          customer.describe_snapshots()["Snapshots"][0], False)
    refused("another account's snapshot",
            lambda: customer.delete_snapshot(SnapshotId=s), "AuthFailure", 403)
    west = client(region="us-west-2")
    copy = west.copy_snapshot(SourceRegion="us-east-1",
                              SourceSnapshotId=s)["SnapshotId"]
    check("size and permissions of the copy",
          (west.describe_snapshots(SnapshotIds=[copy])
           ["Snapshots"][0]["VolumeSize"],
           west.describe_snapshot_attribute(
                         SnapshotId=copy, Attribute="createVolumePermission")
           ["CreateVolumePermissions"]), (5, []))
    refused("a snapshot of another region", lambda: seller.describe_snapshots(
        SnapshotIds=[copy]), "InvalidSnapshot.NotFound")
    seller.reset_snapshot_attribute(SnapshotId=s,
                                    Attribute="createVolumePermission")
    refused("a snapshot that is private again",
            lambda: customer.describe_snapshots(
        SnapshotIds=[s]), "InvalidSnapshot.NotFound")
    refused("deleting the snapshot of an AMI", lambda: seller.delete_snapshot(
        SnapshotId="snap-a08912c9"), "InvalidSnapshot.InUse")
    seller.delete_snapshot(SnapshotId=s)
    refused("a deleted snapshot", lambda: seller.delete_snapshot(SnapshotId=s),
            "InvalidSnapshot.NotFound")


def tags(seller, customer):
    image, snapshot = "ami-6ba54002", "snap-a08912c9"
    seller.create_tags(Resources=[image, snapshot], Tags=[
        {"Key": "a", "Value": "1"}, {"Key": "b", "Value": ""}])
    check("new tags",
          [(t["ResourceType"], t["ResourceId"], t["Key"], t["Value"])
           for t in seller.describe_tags(Filters=filters(
                       resource_id=[image, snapshot]))["Tags"]],
          [(k, i, *t) for k, i in (("image", image), ("snapshot", snapshot))
           for t in (("a", "1"), ("b", ""))])
    seller.create_tags(Resources=[image], Tags=[{"Key": "a", "Value": "2"}])
    check("tags by value",
          values(seller.describe_tags(Filters=filters(value="2")),
                 "Tags", "ResourceId"), [image])
    check("tags by key and value", values(seller.describe_tags(Filters=[
        {"Name": "tag:a", "Values": ["2"]}]), "Tags", "ResourceId"), [image])
    seller.delete_tags(Resources=[image], Tags=[
        {"Key": "a", "Value": "1"}, {"Key": "b"}])
    check("tags after deleting others", [(t["Key"], t["Value"]) for t in
                                         seller.describe_tags(Filters=filters(
                                        resource_id=image))["Tags"]],
          [("a", "2")])
    seller.delete_tags(Resources=[image])
    check("tags after deleting all", seller.describe_tags(Filters=filters(
        resource_id=image))["Tags"], [])
    refused("tagging another account's AMI", lambda: customer.create_tags(
        Resources=[image], Tags=[{"Key": "a", "Value": "1"}]),
            "InvalidAMIID.NotFound")
    refused("tagging a malformed id", lambda: seller.create_tags(
        Resources=["x"], Tags=[{"Key": "a", "Value": "1"}]), "InvalidID")
    refused("a key that begins with aws:", lambda: seller.create_tags(
        Resources=[image], Tags=[{"Key": "aws:x", "Value": "1"}]),
            "InvalidParameterValue")
    # EC2 counts the characters of keys and values, not their bytes.
    longest = {"Key": "\u00e9" * 127, "Value": "\u65e5" * 256}
    seller.create_tags(Resources=[image], Tags=[longest])
    check("the longest tag",
          [(t["Key"], t["Value"]) for t in seller.describe_tags(
        Filters=filters(resource_id=image))["Tags"]], [tuple(longest.values())])
    for name in longest:
        refused(f"a longer {name}", lambda: seller.create_tags(
            Resources=[image], Tags=[dict(longest, **{
                name: longest[name] + "x"})]), "InvalidParameterValue")
    seller.delete_tags(Resources=[image])
    refused("51 tags", lambda: seller.create_tags(Resources=[image], Tags=[
        {"Key": str(n), "Value": ""} for n in range(51)]), "TagLimitExceeded")


def groups(seller, customer):
    g = seller.create_security_group(GroupName="web", Description="d")
    g = g["GroupId"]
    refused("a second group with one name",
            lambda: seller.create_security_group(
        GroupName="web", Description="d"), "InvalidGroup.Duplicate")
    seller.authorize_security_group_ingress(GroupId=g, IpPermissions=[
        {"IpProtocol": "tcp", "FromPort": 80, "ToPort": 80,
         "IpRanges": [{"CidrIp": "0.0.0.0/0"},
                      {"CidrIp": "10.1.2.3/8", "Description": "in"}],
         "Ipv6Ranges": [{"CidrIpv6": "2001:DB8::1/32"}]}])
    seller.authorize_security_group_ingress(
        GroupName="web", IpProtocol="tcp", FromPort=22, ToPort=22,
        CidrIp="192.0.2.7/24")
    seller.authorize_security_group_ingress(GroupId=g, IpPermissions=[
        {"IpProtocol": "-1", "UserIdGroupPairs": [{"GroupId": g}]}])
    one = seller.describe_security_groups(GroupNames=["web"])
    one = one["SecurityGroups"][0]
    check("rules of the group", [(p["IpProtocol"], p.get("FromPort"),
                                  [r["CidrIp"] for r in p["IpRanges"]],
                                  [r["CidrIpv6"] for r in p["Ipv6Ranges"]],
                                  [r["GroupId"] for r in p["UserIdGroupPairs"]])
                                 for p in one["IpPermissions"]],
          [("tcp", 80, ["0.0.0.0/0", "10.0.0.0/8"], ["2001:db8::/32"], []),
           ("tcp", 22, ["192.0.2.0/24"], [], []), ("-1", None, [], [], [g])])
    refused("names with MaxResults", lambda: seller.describe_security_groups(
        GroupNames=["web"], MaxResults=5), "InvalidParameterCombination")
    check("groups by port", values(seller.describe_security_groups(Filters=[
        {"Name": "ip-permission.from-port", "Values": ["22"]}]),
                                   "SecurityGroups", "GroupId"), [g])
    refused("a rule twice", lambda: seller.authorize_security_group_ingress(
        GroupId=g, IpProtocol="tcp", FromPort=22, ToPort=22,
        CidrIp="192.0.2.0/24"), "InvalidPermission.Duplicate")
    seller.revoke_security_group_ingress(
        GroupId=g, IpProtocol="tcp", FromPort=22, ToPort=22,
        CidrIp="192.0.2.0/24")
    seller.authorize_security_group_ingress(
        GroupId=g, IpProtocol="6", FromPort=23, ToPort=23,
        CidrIp="192.0.2.0/24")
    seller.authorize_security_group_ingress(GroupId=g, IpPermissions=[
        {"IpProtocol": "58", "Ipv6Ranges": [{"CidrIpv6": "::/0"}]}])
    refused("an existing rule with the protocol's name", lambda:
            seller.authorize_security_group_ingress(
                GroupId=g, IpProtocol="tcp", FromPort=23, ToPort=23,
                CidrIp="192.0.2.0/24"), "InvalidPermission.Duplicate")
    refused("a rule that does not exist",
            lambda: seller.revoke_security_group_ingress(
                GroupId=g, IpProtocol="tcp", FromPort=22, ToPort=22,
                CidrIp="192.0.2.0/24"), "InvalidPermission.NotFound")
    refused("a malformed CIDR", lambda: seller.authorize_security_group_ingress(
        GroupId=g, IpProtocol="tcp", FromPort=22, ToPort=22, CidrIp="x"),
            "InvalidParameterValue")
    refused("another account's group",
            lambda: customer.delete_security_group(GroupId=g),
            "InvalidGroup.NotFound")
    seller.delete_security_group(GroupId=g)
    refused("a deleted group",
            lambda: seller.describe_security_groups(GroupIds=[g]),
            "InvalidGroup.NotFound")
    refused("deleting the default group", lambda: seller.delete_security_group(
        GroupName="default"), "InvalidGroup.Reserved")


def keys(seller):
    made = seller.create_key_pair(KeyName="k")
    check("a key pair", (made["KeyName"], made["KeyMaterial"][:31],
                         len(made["KeyFingerprint"])),
          ("k", "-----BEGIN RSA PRIVATE KEY-----", 59))
    refused("a second key pair with one name",
            lambda: seller.create_key_pair(KeyName="k"),
            "InvalidKeyPair.Duplicate")
    check("fingerprint of the key pair",
          values(seller.describe_key_pairs(KeyNames=["k"]), "KeyPairs",
                 "KeyFingerprint"), [made["KeyFingerprint"]])
    seller.delete_key_pair(KeyName="k")
    seller.delete_key_pair(KeyName="k")
    refused("a deleted key pair",
            lambda: seller.describe_key_pairs(KeyNames=["k"]),
            "InvalidKeyPair.NotFound")
    refused("importing text that is not a key", lambda: seller.import_key_pair(
        KeyName="x", PublicKeyMaterial=b"nothing"), "InvalidKey.Format")
    public = (b"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIPDIx8Yz6g4z1nOi0G3xTm4g"
              b"Y5l1cWgZ3m2x0bJH5P2q me")
    got = seller.import_key_pair(KeyName="x", PublicKeyMaterial=public)
    check("name of the imported key pair", got["KeyName"], "x")


def addresses(customer):
    a = customer.allocate_address(Domain="vpc")
    association = customer.associate_address(AllocationId=a["AllocationId"],
                                             InstanceId="i-10a64379")
    check("the associated address",
          [(x["InstanceId"], x["AssociationId"]) for x in
           customer.describe_addresses()["Addresses"]],
          [("i-10a64379", association["AssociationId"])])
    check("public address of the instance", customer.describe_instances(
        InstanceIds=["i-10a64379"])["Reservations"][0]["Instances"][0]
          ["PublicIpAddress"], a["PublicIp"])
    refused("releasing an associated address", lambda: customer.release_address(
        AllocationId=a["AllocationId"]), "InvalidIPAddress.InUse")
    customer.disassociate_address(AssociationId=association["AssociationId"])
    refused("an association that no longer exists",
            lambda: customer.disassociate_address(
        AssociationId=association["AssociationId"]),
            "InvalidAssociationID.NotFound")
    customer.release_address(PublicIp=a["PublicIp"])
    refused("a released address", lambda: customer.release_address(
        AllocationId=a["AllocationId"]), "InvalidAllocationID.NotFound")
    refused("an address that does not exist",
            lambda: customer.describe_addresses(
        PublicIps=["192.0.2.1"]), "InvalidAddress.NotFound")


def places(seller):
    who = client("customer", "sts").get_caller_identity()
    check("identity of the account", (who["Account"], who["Arn"]),
          ("111122223333", "arn:aws:iam::111122223333:root"))
    check("zones of us-east-1", values(seller.describe_availability_zones(),
                                       "AvailabilityZones", "ZoneName"),
          [f"us-east-1{z}" for z in "abcd"])
    check("images in us-west-2",
          values(client(region="us-west-2").describe_images(
        Owners=["self"]), "Images", "ImageId"), ["ami-7c3d21e8"])
    refused("a zone of another region",
            lambda: seller.describe_availability_zones(
        ZoneNames=["us-west-2a"]), "InvalidParameterValue")
    out = seller.get_console_output(InstanceId=seller.run_instances(
        ImageId="ami-6ba54002", MinCount=1, MaxCount=1)["Instances"][0]
        ["InstanceId"])
    check("console output exists", bool(out["Output"]), True)


def deregister_with_snapshots(seller, image):
    """Deregisters an image, and returns the results for its snapshots.
    Debian's botocore knows neither the parameter that requests the deletion of
    snapshots nor these results."""
    answers = []
    events = seller.meta.events
    events.register("before-call.ec2.DeregisterImage",
                    lambda params, **kw: params["body"].update(
                        DeleteAssociatedSnapshots="true"))
    events.register("after-call.ec2.DeregisterImage",
                    lambda http_response, **kw: answers.append(
                        http_response.content.decode()))
    seller.deregister_image(ImageId=image)
    return set(re.findall("<returnCode>(.*?)</returnCode>", answers[0]))


def tags_of_replies(seller):
    """As in EC2, the reply to a request that sets tags has these tags.  A
    resource without tags has no element for tags."""
    def tagged(kind):
        return [{"ResourceType": kind, "Tags": [{"Key": "k", "Value": "v"}]}]

    want = [{"Key": "k", "Value": "v"}]
    key = seller.create_key_pair(KeyName="tagged", KeyType="ed25519",
                                 TagSpecifications=tagged("key-pair"))
    check("tags of a new key pair", key["Tags"], want)
    seller.delete_key_pair(KeyName="tagged")
    copy = seller.copy_snapshot(
        SourceRegion="us-east-1", SourceSnapshotId="snap-a08912c9",
        TagSpecifications=tagged("snapshot"))
    check("tags of a copied snapshot", copy["Tags"], want)
    seller.delete_snapshot(SnapshotId=copy["SnapshotId"])
    for what, one in (
            ("image", seller.describe_images(ImageIds=["ami-6ba54002"])[
                "Images"][0]),
            ("group", seller.describe_security_groups(GroupNames=["default"])[
                "SecurityGroups"][0]),
            ("key pair", seller.create_key_pair(KeyName="untagged",
                                                KeyType="ed25519"))):
        check(f"tags of an untagged {what}", "Tags" in one, False)
    seller.delete_key_pair(KeyName="untagged")
    refused("a TagSpecification without tags", lambda: seller.create_volume(
        Size=1, AvailabilityZone="us-east-1a", TagSpecifications=[
            {"ResourceType": "volume", "Tags": []}]), "InvalidParameterValue")


def replaced_devices(seller):
    """If a request changes a device of its image or of its instance, the device
    keeps the values that the request omits, such as the snapshot."""
    def launch(**ebs):
        return seller.run_instances(
            ImageId="ami-6ba54002", MinCount=1, MaxCount=1,
            BlockDeviceMappings=[{"DeviceName": "/dev/sda1", "Ebs": ebs}])[
                "Instances"][0]["InstanceId"]

    for what, ebs, want in (
            ("size", {"VolumeSize": 30}, (30, "standard", True)),
            ("flag", {"DeleteOnTermination": False}, (15, "standard", False)),
            ("type", {"VolumeType": "io1", "Iops": 300}, (15, "io1", True))):
        i = launch(**ebs)
        device = seller.describe_instances(InstanceIds=[i])["Reservations"][0][
            "Instances"][0]["BlockDeviceMappings"][0]["Ebs"]
        one = seller.describe_volumes(
            VolumeIds=[device["VolumeId"]])["Volumes"][0]
        check(f"a root volume with another {what}",
              (one["SnapshotId"], one["Size"], one["VolumeType"],
               device["DeleteOnTermination"]), ("snap-a08912c9", *want))
    for what, ebs in (("the image", {}), ("the request", {
            "SnapshotId": "snap-a08912c9"})):
        refused(f"a volume smaller than the snapshot of {what}",
                lambda: launch(VolumeSize=14, **ebs),
                "InvalidBlockDeviceMapping")
    refused("a new volume without a size", lambda: seller.run_instances(
        ImageId="ami-6ba54002", MinCount=1, MaxCount=1, BlockDeviceMappings=[
            {"DeviceName": "/dev/sdf", "Ebs": {"DeleteOnTermination": True}}]),
        "MissingParameter")
    made = seller.create_image(
        InstanceId=i, Name="replaced", BlockDeviceMappings=[
            {"DeviceName": "/dev/sda1", "Ebs": {"DeleteOnTermination": False}},
            {"DeviceName": "/dev/sdf", "Ebs": {"VolumeSize": 3}}])["ImageId"]
    root, new = [d["Ebs"] for d in seller.describe_images(ImageIds=[made])[
        "Images"][0]["BlockDeviceMappings"]]
    check("the image's root", (root["VolumeSize"], root["VolumeType"],
                               root["Iops"], root["DeleteOnTermination"]),
          (15, "io1", 300, False))
    check("the image's new volume", (new["VolumeSize"], new["VolumeType"],
                                     new["DeleteOnTermination"],
                                     "SnapshotId" in new),
          (3, "standard", True, False))
    check("the snapshot of the image's root", seller.describe_snapshots(
        SnapshotIds=[root["SnapshotId"]])["Snapshots"][0]["VolumeId"],
          one["VolumeId"])


def images(seller, customer):
    i = seller.run_instances(ImageId="ami-6ba54002", MinCount=1, MaxCount=1,
                             BlockDeviceMappings=[
                                 {"DeviceName": "/dev/sdf",
                                  "Ebs": {"VolumeSize": 7}}])
    i = i["Instances"][0]["InstanceId"]
    made = seller.create_image(InstanceId=i, Name="made", NoReboot=True,
                               TagSpecifications=tag_specifications(
                                   "image", Name="m"))
    made = made["ImageId"]
    one = seller.describe_images(ImageIds=[made])["Images"][0]
    devices = one["BlockDeviceMappings"]
    check("the image of an instance",
          (one["RootDeviceType"], one["State"], one["Tags"],
           [(d["DeviceName"], d["Ebs"]["VolumeSize"])
            for d in devices]),
          ("ebs", "available", [{"Key": "Name", "Value": "m"}],
           [("/dev/sda1", 15), ("/dev/sdf", 7)]))
    snapshot = devices[0]["Ebs"]["SnapshotId"]
    refused("deleting the image's snapshot", lambda: seller.delete_snapshot(
        SnapshotId=snapshot), "InvalidSnapshot.InUse")
    refused("a second image with one name", lambda: seller.create_image(
        InstanceId=i, Name="made"), "InvalidAMIName.Duplicate")
    seller.modify_image_attribute(
        ImageId=made, LaunchPermission={"Add": [{"Group": "all"}]})
    west = client(region="us-west-2")
    args = {"SourceRegion": "us-east-1", "SourceImageId": made,
            "Name": "copied", "ClientToken": "c"}
    copy = west.copy_image(**args)["ImageId"]
    check("two copies with one client token",
          west.copy_image(**args)["ImageId"], copy)
    one = west.describe_images(ImageIds=[copy])["Images"][0]
    check("the copied image",
          (one["Public"], one["SourceImageId"],
           len(one["BlockDeviceMappings"])), (False, made, 2))
    refused("copying another account's image with a code", lambda: client(
        "stranger", region="us-west-2").copy_image(
        SourceRegion="us-east-1", SourceImageId="ami-4ca33a25", Name="mine"),
        "OperationNotPermitted")
    seller.enable_image_deprecation(
        ImageId=made, DeprecateAt=datetime.datetime(2099, 1, 1))
    check("deprecation time",
          seller.describe_images(ImageIds=[made])["Images"][0]
          ["DeprecationTime"], "2099-01-01T00:00:00.000Z")
    seller.disable_image_deprecation(ImageId=made)
    check("deprecation time after disabling",
          "DeprecationTime" in seller.describe_images(
        ImageIds=[made])["Images"][0], False)
    refused("a deprecation time in the past",
            lambda: seller.enable_image_deprecation(
        ImageId=made, DeprecateAt=datetime.datetime(2001, 1, 1)),
            "InvalidParameterValue")
    check("results for the deleted snapshots",
          deregister_with_snapshots(seller, made),
          {"success"})
    refused("the snapshot of the deregistered image",
            lambda: seller.describe_snapshots(
        SnapshotIds=[snapshot]), "InvalidSnapshot.NotFound")
    attributes(seller, i)


def copied_tags(seller, image):
    """With CopyImageTags, a copy has the tags of its source.  Tags in the
    request take precedence."""
    seller.create_tags(Resources=[image], Tags=[
        {"Key": str(n), "Value": "old"} for n in range(49)])

    def copy(name, *keys):
        return seller.copy_image(
            Name=name, SourceImageId=image, SourceRegion="us-east-1",
            CopyImageTags=True, TagSpecifications=tag_specifications(
                "image", **{key: "new" for key in keys}))["ImageId"]
    made = copy("tags", "0", "x")
    got = {t["Key"]: t["Value"] for t in seller.describe_tags(
        Filters=filters(resource_id=made))["Tags"]}
    check("tags of the copy", got, {**{str(n): "old" for n in range(49)},
                                    "0": "new", "x": "new"})
    refused("51 tags, copied and new", lambda: copy("more", "x", "y"),
            "TagLimitExceeded")
    seller.delete_tags(Resources=[image])


def launches(seller, image):
    """An empty parameter counts as missing.  White space in user data is
    ignored.  The sandbox does not accept a group's ID in place of its name."""
    def run(**parameters):
        def add(params, **_):
            params["body"].update(parameters)
        name = "before-call.ec2.RunInstances"
        seller.meta.events.register(name, add)
        try:
            return seller.run_instances(ImageId=image, MinCount=1, MaxCount=1)[
                "Instances"][0]["InstanceId"]
        finally:
            seller.meta.events.unregister(name, add)
    refused("a group's ID in place of its name", lambda: run(**{
        "SecurityGroup.1": "sg-5d1e9a07"}), "InvalidGroup.NotFound")
    i = run(**{"SecurityGroupId.1": "sg-5d1e9a07", "UserData": " YQ=\t= ",
               "NetworkInterface.1.DeviceIndex": "",
               "NetworkInterface.1.PrivateIpAddresses.1.Primary": "false",
               "NetworkInterface.1.PrivateIpAddresses.1.PrivateIpAddress":
               "none"})
    check("the instance's group", values(seller.describe_instance_attribute(
        InstanceId=i, Attribute="groupSet"), "Groups", "GroupId"),
          ["sg-5d1e9a07"])
    check("the instance's user data", seller.describe_instance_attribute(
        InstanceId=i, Attribute="userData")["UserData"], {"Value": "YQ=="})
    seller.terminate_instances(InstanceIds=[i])


def other_root(seller):
    """An instance starts only with a volume at its root device."""
    i = seller.run_instances(ImageId="ami-6ba54002", MinCount=1, MaxCount=1)
    i = i["Instances"][0]["InstanceId"]
    seller.stop_instances(InstanceIds=[i])
    old = seller.describe_volumes(Filters=[
        {"Name": "attachment.instance-id", "Values": [i]}])["Volumes"][0]
    seller.detach_volume(VolumeId=old["VolumeId"])
    larger = seller.create_volume(AvailabilityZone="us-east-1a", Size=50,
                                  SnapshotId="snap-a08912c9")["VolumeId"]
    seller.attach_volume(VolumeId=larger, InstanceId=i, Device="/dev/sda")
    refused("starting an instance without a root volume",
            lambda: seller.start_instances(InstanceIds=[i]),
            "InvalidParameterValue")
    seller.detach_volume(VolumeId=larger)
    seller.attach_volume(VolumeId=larger, InstanceId=i, Device="/dev/sda1")
    check("starting with another root volume", seller.start_instances(
        InstanceIds=[i])["StartingInstances"][0]["CurrentState"]["Name"],
          "pending")
    seller.terminate_instances(InstanceIds=[i])
    for v in (old["VolumeId"], larger):
        seller.delete_volume(VolumeId=v)


def protection(seller):
    """If a request to terminate instances names a protected instance, it fails,
    and ends only the instances in zones without a protected instance."""
    east = seller.run_instances(ImageId="ami-6ba54002", MinCount=2, MaxCount=2)
    ids = [one["InstanceId"] for one in east["Instances"]]
    ids += [seller.run_instances(
        ImageId="ami-6ba54002", MinCount=1, MaxCount=1,
        Placement={"AvailabilityZone": "us-east-1b"})["Instances"][0][
            "InstanceId"]]
    address = seller.allocate_address()["AllocationId"]
    seller.associate_address(AllocationId=address, InstanceId=ids[0])
    seller.modify_instance_attribute(InstanceId=ids[1],
                                     DisableApiTermination={"Value": True})

    def states():
        found = seller.describe_instances(InstanceIds=ids)["Reservations"]
        return {one["InstanceId"]: one["State"]["Name"] for r in found
                for one in r["Instances"]}

    for dry_run, last in (True, "running"), (False, "terminated"):
        refused(f"terminating with a protected instance, dry run: {dry_run}",
                lambda: seller.terminate_instances(
                    InstanceIds=ids, DryRun=dry_run), "OperationNotPermitted")
        check(f"states, dry run: {dry_run}", states(),
              dict(zip(ids, ("running", "running", last))))

    def holder():
        return seller.describe_addresses(AllocationIds=[address])["Addresses"][
            0].get("InstanceId")

    check("the address of a saved instance", holder(), ids[0])
    refused("terminating no instance", lambda: seller.terminate_instances(
        InstanceIds=[]), "InvalidParameterCombination")
    refused("terminating an unknown instance too",
            lambda: seller.terminate_instances(
                InstanceIds=[ids[0], "i-00000000"]),
            "InvalidInstanceID.NotFound")
    seller.modify_instance_attribute(InstanceId=ids[1],
                                     DisableApiTermination={"Value": False})
    seller.terminate_instances(InstanceIds=ids)
    check("states without protection", set(states().values()), {"terminated"})
    check("the address of a terminated instance", holder() or None, None)
    seller.release_address(AllocationId=address)


def attributes(seller, i):
    def get(name):
        return seller.describe_instance_attribute(InstanceId=i,
                                                  Attribute=name)

    refused("the type of a running instance",
            lambda: seller.modify_instance_attribute(
        InstanceId=i, InstanceType={"Value": "m1.large"}),
            "IncorrectInstanceState")
    seller.modify_instance_attribute(InstanceId=i,
                                     DisableApiTermination={"Value": True})
    refused("terminating a protected instance",
            lambda: seller.terminate_instances(InstanceIds=[i]),
            "OperationNotPermitted")
    seller.stop_instances(InstanceIds=[i])
    seller.modify_instance_attribute(InstanceId=i, Attribute="instanceType",
                                     Value="m1.large")
    check("type of the stopped instance",
          get("instanceType")["InstanceType"], {"Value": "m1.large"})
    refused("user data that is too long",
            lambda: seller.modify_instance_attribute(
                InstanceId=i, UserData={"Value": bytes(16 * 1024 + 1)}),
            "InvalidUserData.Malformed")
    seller.modify_instance_attribute(InstanceId=i, BlockDeviceMappings=[
        {"DeviceName": "/dev/sdf", "Ebs": {"DeleteOnTermination": False}}])
    check("DeleteOnTermination of the devices",
          [d["Ebs"]["DeleteOnTermination"] for d in
           get("blockDeviceMapping")["BlockDeviceMappings"]],
          [True, False])
    seller.modify_instance_attribute(InstanceId=i, Groups=["sg-5d1e9a07"])
    check("groups of the instance",
          values(get("groupSet"), "Groups", "GroupId"), ["sg-5d1e9a07"])
    refused("sourceDestCheck outside a VPC",
            lambda: seller.reset_instance_attribute(
        InstanceId=i, Attribute="sourceDestCheck"),
            "InvalidParameterCombination")
    seller.modify_instance_attribute(InstanceId=i,
                                     DisableApiTermination={"Value": False})
    seller.terminate_instances(InstanceIds=[i])


def run_all():
    seller, customer = client(), client("customer")
    volume = volumes(seller, customer)
    shared_volume(seller)
    snapshots(seller, customer, volume)
    tags(seller, customer)
    groups(seller, customer)
    keys(seller)
    addresses(customer)
    places(seller)
    tags_of_replies(seller)
    replaced_devices(seller)
    protection(seller)
    other_root(seller)
    images(seller, customer)
    copied_tags(seller, "ami-6ba54002")
    launches(seller, "ami-6ba54002")


if len(sys.argv) > 1:
    run_all()
    for line in failures:
        print("FAILED", line)
    print(f"{checks} checks, {len(failures)} failed")
    sys.exit(1 if failures or not checks else 0)
sys.exit(subprocess.run([SANDBOX, "--instant", sys.executable, __file__,
                         "inside"], timeout=600).returncode)
