#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""Uses ec2-sandbox with boto3 (signature versions 4 and 2) and the AWS CLI.
The requests of the developer guide's session get the answers that the guide
shows.  The sandbox refuses each request that breaks a rule or has a wrong
signature, with the right code.  Also tests images, launches, attributes, pages
and dry runs."""
import base64
import datetime
import hashlib
import hmac
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import urllib.parse
import http.client

try:
    import boto3
    import botocore.auth
    import botocore.awsrequest
    import botocore.credentials
    from botocore.config import Config
    from botocore.exceptions import ClientError
except ImportError:
    print("boto3 is not installed")
    sys.exit(77)
# The boto3 of Debian 12 cannot request pages of images.
if tuple(int(n) for n in botocore.__version__.split(".")[:2]) < (1, 31):
    print("botocore is older than 1.31")
    sys.exit(77)

SANDBOX = os.path.join(os.environ["BIN"], "ec2-sandbox")
CODE = "774F4FF8"
KEYS = {
    "seller": ("AKIASANDBOXSELLER000", "sandbox-seller-secret-not-a-real-one"),
    "customer": ("AKIASANDBOXCUSTOMER0",
                 "sandbox-customer-secret-not-a-real-one"),
}
failures = []
checks = 0


def check(what, got, want):
    global checks
    checks += 1
    if got != want:
        failures.append(f"{what}: got {got!r}, want {want!r}")


def client(profile="seller", **config):
    session = boto3.Session(profile_name=profile)
    config.setdefault("retries", {"total_max_attempts": 1})
    return session.client("ec2",
                          endpoint_url=os.environ["AWS_ENDPOINT_URL"],
                          config=Config(**config))


def refused(what, call, code, status):
    try:
        call()
        got = ("no refusal", 200)
    except ClientError as e:
        got = (e.response["Error"]["Code"],
               e.response["ResponseMetadata"]["HTTPStatusCode"])
    check(what, got, (code, status))


def codes(ec2, image):
    reply = ec2.describe_image_attribute(ImageId=image,
                                         Attribute="productCodes")
    return [(c["ProductCodeId"], c["ProductCodeType"])
            for c in reply["ProductCodes"]]


def permissions(ec2, image):
    reply = ec2.describe_image_attribute(ImageId=image,
                                         Attribute="launchPermission")
    return reply["LaunchPermissions"]


def guide(seller):
    """Runs the guide's session and compares each answer."""
    image = "ami-5bae4b32"
    check("product codes of a new image", codes(seller, image), [])
    seller.modify_image_attribute(ImageId=image, ProductCodes=[CODE])
    check("product code of the image", codes(seller, image), [(CODE, "devpay")])
    seller.modify_image_attribute(
        ImageId=image, LaunchPermission={"Add": [{"Group": "all"}]})
    check("permissions of the shared image",
          permissions(seller, image), [{"Group": "all"}])
    reply = seller.confirm_product_instance(ProductCode=CODE,
                                            InstanceId="i-10a64379")
    check("an instance with the code", (reply["Return"], reply["OwnerId"]),
          (True, "111122223333"))
    reply = seller.confirm_product_instance(ProductCode=CODE,
                                            InstanceId="i-7c1dab08")
    check("an instance of the paid AMI", (reply["Return"], reply["OwnerId"]),
          (True, "111122223333"))
    reply = seller.confirm_product_instance(ProductCode=CODE,
                                            InstanceId="i-2b64a93e")
    check("an instance without the code", (reply["Return"], "OwnerId" in reply),
          (False, False))


def permission_forms(ec2, image):
    """Tests permissions as LaunchPermission.Add and Remove, and in the older
    form with OperationType.  Also adds a permission twice, and removes a
    permission that does not exist."""
    user = {"UserId": "111122223333"}
    org = {"OrganizationArn": "arn:aws:organizations::999988887777:"
                              "organization/o-abcdefghij"}
    unit = {"OrganizationalUnitArn": "arn:aws:organizations::999988887777:"
                                     "ou/o-abcdefghij/ou-ab12-abcdefgh"}
    for _ in range(2):
        ec2.modify_image_attribute(
            ImageId=image, LaunchPermission={"Add": [user, org, unit]})
    check("added permissions", permissions(ec2, image), [user, org, unit])
    ec2.modify_image_attribute(
        ImageId=image, Attribute="launchPermission", OperationType="add",
        UserIds=["444455556666"], UserGroups=["all"])
    check("permissions added in the older form", permissions(ec2, image),
          [user, org, unit, {"UserId": "444455556666"}, {"Group": "all"}])
    ec2.modify_image_attribute(
        ImageId=image, Attribute="launchPermission", OperationType="remove",
        UserIds=["444455556666", "000000000000"],
        OrganizationArns=[org["OrganizationArn"]])
    ec2.modify_image_attribute(
        ImageId=image, LaunchPermission={"Remove": [unit]})
    check("permissions after removing some",
          permissions(ec2, image), [user, {"Group": "all"}])
    ec2.reset_image_attribute(ImageId=image, Attribute="launchPermission")
    check("permissions after a reset", permissions(ec2, image), [])
    many = [{"UserId": f"{n:012}"} for n in range(1000)]
    ec2.modify_image_attribute(ImageId=image, LaunchPermission={"Add": many})
    check("a thousand permissions, in order", permissions(ec2, image), many)
    ec2.reset_image_attribute(ImageId=image, Attribute="launchPermission")


def attributes(ec2):
    def get(name, image="ami-5bae4b32"):
        return ec2.describe_image_attribute(ImageId=image, Attribute=name)
    check("attribute kernel",
          get("kernel")["KernelId"]["Value"], "aki-a71cf9ce")
    check("attribute ramdisk",
          get("ramdisk")["RamdiskId"]["Value"], "ari-a51cf9cc")
    ec2.modify_image_attribute(ImageId="ami-5bae4b32",
                               Description={"Value": "a <b> & \u65e5"})
    check("attribute description", get("description")["Description"]["Value"],
          "a <b> & \u65e5")
    # EC2 refuses to show blockDeviceMapping, even to the owner.
    for image in ("ami-5bae4b32", "ami-6ba54002"):
        refused(f"devices of {image}",
                lambda image=image: get("blockDeviceMapping", image),
                "AuthFailure", 403)


def rules(seller, customer, stranger):
    def modify(ec2, image, **kw):
        return lambda: ec2.modify_image_attribute(ImageId=image, **kw)

    def confirm(ec2, instance, code=CODE):
        return lambda: ec2.confirm_product_instance(ProductCode=code,
                                                    InstanceId=instance)

    item = "InvalidAMIAttributeItemValue"
    with_code = {"ProductCodes": [CODE]}
    paid = "ami-4ca33a25"
    modify(seller, paid, **with_code)()     # EC2 accepts the same code again
    refused("a second product code",
            modify(seller, paid, ProductCodes=["OTHER"]), item, 400)
    refused("an empty list of product codes",
            modify(seller, paid, Attribute="productCodes"), item, 400)
    refused("two product codes", modify(
        seller, "ami-5bae4b32", ProductCodes=[CODE, "OTHER"]), item, 400)
    refused("removing a product code", modify(
        seller, paid, Attribute="productCodes", OperationType="remove",
        **with_code), item, 400)
    refused("resetting product codes", lambda: seller.reset_image_attribute(
        ImageId=paid, Attribute="productCodes"), item, 400)
    check("product code after refused requests",
          codes(seller, paid), [(CODE, "devpay")])
    refused("a code on an EBS-backed image",
            modify(seller, "ami-6ba54002", **with_code),
            "InvalidParameterCombination", 400)
    refused("an unknown product code", modify(customer, "ami-3cc76453",
                                              ProductCodes=["NOPE"]),
            "InvalidProductInfo", 400)
    refused("a Linux code on a Windows image",
            modify(customer, "ami-3cc76453", **with_code),
            "InvalidProductInfo", 400)
    check("product codes of the Windows image",
          codes(customer, "ami-3cc76453"), [])
    refused("changing another account's public image",
            modify(customer, paid, **with_code), "AuthFailure", 403)
    refused("changing another account's private image", modify(
        seller, "ami-2bb65342",
        LaunchPermission={"Add": [{"Group": "all"}]}), "AuthFailure", 403)
    refused("resetting another account's image",
            lambda: seller.reset_image_attribute(
        ImageId="ami-2bb65342", Attribute="launchPermission"),
            "AuthFailure", 403)
    refused("reading another account's private image",
            lambda: codes(stranger, "ami-2bb65342"),
            "InvalidAMIID.NotFound", 400)
    refused("reading another account's public image",
            lambda: codes(stranger, paid), "AuthFailure", 403)
    refused("an image that does not exist",
            modify(seller, "ami-00000000", **with_code),
            "InvalidAMIID.NotFound", 400)
    refused("a malformed image id", modify(seller, "ami-XYZ", **with_code),
            "InvalidAMIID.Malformed", 400)
    for entity in ({"UserId": "1111-2222-3333"}, {"UserId": "11112222333"},
                   {"UserId": "1111222233334"}, {"Group": "everyone"},
                   {"OrganizationArn": "o-abc"}):
        refused(f"a permission for {entity}", modify(
            seller, "ami-5bae4b32", LaunchPermission={
                "Add": [{"UserId": "111122223333"}, entity]}), item, 400)
    check("permissions after refused requests",
          permissions(seller, "ami-5bae4b32"), [])
    refused("two attributes", modify(
        seller, "ami-5bae4b32", ProductCodes=[CODE],
        LaunchPermission={"Add": [{"Group": "all"}]}),
        "InvalidParameterCombination", 400)
    refused("a request without an attribute", modify(seller, "ami-5bae4b32"),
            "InvalidParameterCombination", 400)
    refused("a request without an operation", modify(
        seller, "ami-5bae4b32", Attribute="launchPermission",
        UserGroups=["all"]), "MissingParameter", 400)
    refused("confirming another account's code",
            confirm(customer, "i-10a64379"), "AuthFailure", 403)
    refused("confirming an unknown code", confirm(seller, "i-10a64379", "NOPE"),
            "AuthFailure", 403)
    refused("confirming an instance that does not exist",
            confirm(seller, "i-00000000"), "InvalidInstanceID.NotFound", 400)
    refused("confirming a malformed instance id", confirm(seller, "i-1"),
            "InvalidInstanceID.Malformed", 400)


def dry_run(seller):
    image = "ami-5bae4b32"
    calls = {
        "modify": lambda i=image: seller.modify_image_attribute(
            ImageId=i, ProductCodes=[CODE], DryRun=True),
        "describe": lambda: seller.describe_image_attribute(
            ImageId=image, Attribute="kernel", DryRun=True),
        "reset": lambda: seller.reset_image_attribute(
            ImageId="ami-4ca33a25", Attribute="launchPermission",
            DryRun=True),
        "confirm": lambda: seller.confirm_product_instance(
            ProductCode=CODE, InstanceId="i-10a64379", DryRun=True),
    }
    for name, call in calls.items():
        refused(f"dry run, {name}", call, "DryRunOperation", 412)
    check("product codes after the dry run", codes(seller, image), [])
    check("permissions after the dry run", permissions(seller, "ami-4ca33a25"),
          [{"Group": "all"}])
    refused("a dry run of a request with a mistake",
            lambda: calls["modify"]("ami-6ba54002"),
            "InvalidParameterCombination", 400)


def ids(reply):
    return [i["ImageId"] for i in reply["Images"]]


def images(seller, customer, stranger):
    """Tests the visibility, selectors and filters of DescribeImages."""
    own = ["ami-5bae4b32", "ami-6ba54002", "ami-4ca33a25"]
    public = ["ami-4ca33a25", "ami-1dd85564"]
    describe = seller.describe_images
    check("images that the seller sees",
          ids(describe()), own + ["ami-1dd85564"])
    check("images that the stranger sees",
          ids(stranger.describe_images()), public)
    check("images of Owners=self", ids(describe(Owners=["self"])), own)
    check("images of two owners",
          ids(describe(Owners=["999988887777", "amazon"])), own)
    check("public images", ids(describe(ExecutableUsers=["all"])), public)
    check("images shared with the seller",
          ids(describe(ExecutableUsers=["self"])), [])
    customer.modify_image_attribute(
        ImageId="ami-2bb65342",
        LaunchPermission={"Add": [{"UserId": "999988887777"}]})
    check("images shared with the seller, afterwards",
          ids(describe(ExecutableUsers=["self"])), ["ami-2bb65342"])
    check("images that the customer shares", ids(customer.describe_images(
        ExecutableUsers=["999988887777"])), ["ami-2bb65342"])
    customer.reset_image_attribute(ImageId="ami-2bb65342",
                                   Attribute="launchPermission")
    check("images in the order of the ids, once", ids(describe(
        ImageIds=["ami-6ba54002", "ami-5bae4b32", "ami-6ba54002"])),
          ["ami-6ba54002", "ami-5bae4b32"])
    for what, ask in (("a private image", ["ami-2bb65342"]),
                      ("an unknown image", ["ami-00000000"]),
                      ("two ids, one bad", ["ami-5bae4b32", "ami-00000000"])):
        refused(f"request for {what}", lambda a=ask: describe(ImageIds=a),
                "InvalidAMIID.NotFound", 400)
    refused("a malformed owner", lambda: describe(Owners=["me"]),
            "InvalidUserID.Malformed", 400)
    one = describe(ImageIds=["ami-4ca33a25"])["Images"][0]
    check("all elements of an image", one, {
        "Architecture": "i386", "ImageId": "ami-4ca33a25",
        "ImageLocation": "seller-bucket/shared.manifest.xml",
        "ImageType": "machine", "Public": True, "KernelId": "aki-a71cf9ce",
        "OwnerId": "999988887777", "RamdiskId": "ari-a51cf9cc",
        "State": "available", "Hypervisor": "xen",
        "PlatformDetails": "Linux/UNIX", "UsageOperation": "RunInstances",
        "CreationDate": "2010-03-01T00:00:00.000Z",
        "Name": "paid-image-shared", "RootDeviceName": "/dev/sda1",
        "RootDeviceType": "instance-store", "VirtualizationType":
        "paravirtual", "BlockDeviceMappings": [
            {"DeviceName": "sda2", "VirtualName": "ephemeral0"}],
        "ProductCodes": [{"ProductCodeId": CODE,
                          "ProductCodeType": "devpay"}]})

    def by(ec2=seller, **names):
        return ids(ec2.describe_images(Filters=[
            {"Name": k.replace("_", "-").replace("--", "."),
             "Values": v if isinstance(v, list) else [v]}
            for k, v in names.items()]))

    check("filter by code", by(product_code=CODE), ["ami-4ca33a25"])
    check("filter by the type of the code", by(product_code__type="dev*"),
          ["ami-4ca33a25"])
    check("filter by owner", by(owner_id="7777*"), ["ami-1dd85564"])
    check("filter for public images", by(is_public="true"), public)
    check("filter for private images", by(is_public="false"), own[:2])
    check("filter by state", by(state="avail?ble"), own + ["ami-1dd85564"])
    check("filter by name", by(name="paid-*"), ["ami-5bae4b32", "ami-4ca33a25"])
    check("filter by a part of a name", by(name="paid"), [])
    check("filter with an escaped star", by(name="paid-\\*"), [])
    check("filter with two values", by(image_id=["ami-6*", "ami-1*"]),
          ["ami-6ba54002", "ami-1dd85564"])
    check("two filters", by(name="paid*", is_public="true"),
          ["ami-4ca33a25"])
    refused("an unknown filter", lambda: by(taste="x"),
            "InvalidParameterValue", 400)


def pages(seller, stranger):
    describe = seller.describe_images
    first = describe(MaxResults=3)
    token = first["NextToken"]
    check("first page", len(first["Images"]), 3)
    check("the same page token twice",
          describe(MaxResults=3)["NextToken"], token)
    last = describe(MaxResults=3, NextToken=token)
    check("last page", (ids(last), "NextToken" in last),
          (["ami-1dd85564"], False))
    check("a next page after a full last page",
          "NextToken" in describe(MaxResults=4), False)
    altered = token[:-3] + ("A" if token[-3] != "A" else "B") + token[-2:]
    for what, call in (
            ("altered", lambda: describe(NextToken=altered)),
            ("nonsense", lambda: describe(NextToken="x")),
            ("of another account",
             lambda: stranger.describe_images(NextToken=token)),
            ("of another request", lambda: describe(NextToken=token,
                                                    Owners=["self"]))):
        refused(f"page token, {what}", call, "InvalidNextToken", 400)
    for n in (0, 1001):
        refused(f"page of {n}", lambda n=n: describe(MaxResults=n),
                "InvalidParameterValue", 400)
    refused("pages of a list of ids", lambda: describe(
        MaxResults=5, ImageIds=["ami-5bae4b32"]),
            "InvalidParameterCombination", 400)
    refused("page of 4 instances", lambda: seller.describe_instances(
        MaxResults=4), "InvalidParameterValue", 400)


def register(seller, customer):
    made = seller.register_image(
        ImageLocation="seller-bucket/shared.manifest.xml", Name="new-one",
        Description="d", Architecture="x86_64")["ImageId"]
    check("product codes of the new image", codes(seller, made), [])
    one = seller.describe_images(ImageIds=[made])["Images"][0]
    check("the registered image", [one[k] for k in (
        "Name", "Description", "Architecture", "RootDeviceType", "KernelId",
        "Public")], ["new-one", "d", "x86_64", "instance-store",
                     "aki-a71cf9ce", False])
    volume = seller.register_image(
        Name="volume", RootDeviceName="/dev/sda1", BlockDeviceMappings=[
            {"DeviceName": "/dev/sda1", "Ebs": {"SnapshotId":
                                               "snap-a08912c9"}},
            {"DeviceName": "/dev/sdb", "VirtualName": "ephemeral0"}])
    one = seller.describe_images(ImageIds=[volume["ImageId"]])["Images"][0]
    check("the registered EBS-backed image",
          (one["RootDeviceType"], one["BlockDeviceMappings"]),
          ("ebs", [{"DeviceName": "/dev/sda1", "Ebs": {
              "SnapshotId": "snap-a08912c9", "DeleteOnTermination": True,
              "VolumeSize": 15, "Encrypted": False,
              "VolumeType": "standard"}},
              {"DeviceName": "/dev/sdb", "VirtualName": "ephemeral0"}]))
    bundle = "customer-bucket/windows.manifest.xml"
    windows = customer.register_image(ImageLocation=bundle, Name="new-one")
    one = customer.describe_images(
        ImageIds=[windows["ImageId"]])["Images"][0]
    check("the bundle's devices", one["BlockDeviceMappings"],
          [{"DeviceName": "sda2", "VirtualName": "ephemeral0"}])
    check("the bundle's platform", one["Platform"], "windows")

    raw = client(parameter_validation=False)

    def make(**kw):
        return lambda: raw.register_image(**kw)

    refused("a name that another image has",
            make(ImageLocation="x", Name="new-one"),
            "InvalidAMIName.Duplicate", 400)
    refused("a malformed name", make(ImageLocation="x", Name="a*b"),
            "InvalidAMIName.Malformed", 400)
    refused("an unknown snapshot", make(
        Name="lost", BlockDeviceMappings=[
            {"DeviceName": "/dev/sda1",
             "Ebs": {"SnapshotId": "snap-12345678"}}]),
        "InvalidSnapshot.NotFound", 400)
    refused("an image without a name",
            make(ImageLocation="x"), "MissingParameter", 400)
    refused("an image without a bundle and a snapshot", make(Name="nothing"),
            "InvalidBlockDeviceMapping", 400)
    refused("deregistering another account's image",
            lambda: customer.deregister_image(ImageId=made), "AuthFailure", 403)
    seller.deregister_image(ImageId=made)
    refused("deregistering an image twice",
            lambda: seller.deregister_image(ImageId=made),
            "InvalidAMIID.Unavailable", 400)
    refused("launching a deregistered image", lambda: seller.run_instances(
        ImageId=made, MinCount=1, MaxCount=1), "InvalidAMIID.Unavailable",
            400)
    another = make(ImageLocation="x.manifest.xml", Name="new-one")()
    check("a new image with the name of a deregistered image",
          another["ImageId"] != made, True)
    seller.deregister_image(ImageId=another["ImageId"])
    seller.deregister_image(ImageId=volume["ImageId"])


def launch(customer):
    """Tests names and ids that RunInstances refuses, and its reply."""
    for what, names, code in (
            ("an unknown key", {"KeyName": "key"}, "InvalidKeyPair.NotFound"),
            ("an unknown group", {"SecurityGroups": ["web"]},
             "InvalidGroup.NotFound"),
            ("an unknown group id", {"SecurityGroupIds": ["sg-00000000"]},
             "InvalidGroup.NotFound"),
            ("another's group id", {"SecurityGroupIds": ["sg-5d1e9a07"]},
             "InvalidGroup.NotFound"),
            ("a malformed group id", {"SecurityGroupIds": ["web"]},
             "InvalidGroupId.Malformed"),
            ("an unknown snapshot", {"BlockDeviceMappings": [
                {"DeviceName": "/dev/sdf",
                 "Ebs": {"SnapshotId": "snap-00000000"}}]},
             "InvalidSnapshot.NotFound")):
        refused(f"launch, {what}", lambda n=names: customer.run_instances(
            ImageId="ami-2bb65342", MinCount=1, MaxCount=1, **n), code, 400)
    customer.create_key_pair(KeyName="key", KeyType="ed25519")
    web = customer.create_security_group(GroupName="web", Description="w")
    started = customer.run_instances(
        ImageId="ami-2bb65342", MinCount=2, MaxCount=3, KeyName="key",
        InstanceType="m1.large", UserData=b"\x00data", ClientToken="once",
        SecurityGroups=["web"], Monitoring={"Enabled": True},
        Placement={"AvailabilityZone": "us-east-1b", "Tenancy": "dedicated",
                   "GroupName": "close"}, EbsOptimized=True,
        KernelId="aki-1", RamdiskId="ari-1",
        IamInstanceProfile={"Name": "role"},
        InstanceInitiatedShutdownBehavior="terminate",
        BlockDeviceMappings=[
            {"DeviceName": "/dev/sdf", "Ebs": {"VolumeSize": 5}},
            {"DeviceName": "sda2", "NoDevice": ""}],
        TagSpecifications=[{"ResourceType": "instance", "Tags": [
            {"Key": "Name", "Value": "a <b>"}]}])
    check("owner and instances of the reservation",
          (started["OwnerId"], len(started["Instances"])),
          ("111122223333", 3))
    one = started["Instances"][1]
    now = one["LaunchTime"]
    check("all elements of an instance", {k: v for k, v in one.items()
                                          if k != "InstanceId"}, {
        "AmiLaunchIndex": 1, "ImageId": "ami-2bb65342",
        "InstanceType": "m1.large", "KernelId": "aki-1", "KeyName": "key",
        "LaunchTime": now, "Monitoring": {"State": "enabled"},
        "Placement": {"AvailabilityZone": "us-east-1b",
                      "GroupName": "close", "Tenancy": "dedicated"},
        "PrivateDnsName": "", "PublicDnsName": "",
        "ProductCodes": [{"ProductCodeId": CODE,
                          "ProductCodeType": "devpay"}],
        "RamdiskId": "ari-1", "State": {"Code": 0, "Name": "pending"},
        "StateTransitionReason": "", "Architecture": "i386",
        "BlockDeviceMappings": [], "ClientToken": "once", "EbsOptimized": True, "Hypervisor": "xen",
        "IamInstanceProfile": {
            "Arn": "arn:aws:iam::111122223333:instance-profile/role",
            "Id": "AIPASANDBOXPROFILE00"},
        "NetworkInterfaces": [], "RootDeviceName": "/dev/sda1",
        "RootDeviceType": "instance-store",
        "SecurityGroups": [{"GroupId": web["GroupId"], "GroupName": "web"}],
        "Tags": [{"Key": "Name", "Value": "a <b>"}],
        "VirtualizationType": "paravirtual",
        "PlatformDetails": "Linux/UNIX", "UsageOperation": "RunInstances"})
    (device,) = customer.describe_instances(
        InstanceIds=[one["InstanceId"]])["Reservations"][0]["Instances"][0][
        "BlockDeviceMappings"]
    volume = device["Ebs"].pop("VolumeId")
    check("a volume's id", volume[:5], "vol-0")
    check("the volume's device", device, {"DeviceName": "/dev/sdf", "Ebs": {
        "AttachTime": now, "DeleteOnTermination": True,
        "Status": "attached"}})
    return started


def client_tokens(customer):
    def run(count):
        return customer.run_instances(
            ImageId="ami-2bb65342", MinCount=1, MaxCount=count,
            ClientToken="twice")

    first, second = run(1), run(1)
    check("reservations with one client token",
          second["ReservationId"], first["ReservationId"])
    check("instances with one client token",
          second["Instances"][0]["InstanceId"],
          first["Instances"][0]["InstanceId"])
    refused("a client token with another MaxCount", lambda: run(2),
            "IdempotentParameterMismatch", 400)
    customer.terminate_instances(
        InstanceIds=[first["Instances"][0]["InstanceId"]])


def subnet(customer):
    inside = customer.run_instances(
        ImageId="ami-2bb65342", MinCount=1, MaxCount=1,
        SubnetId="subnet-12345678", PrivateIpAddress="10.1.2.3")
    one = inside["Instances"][0]
    card = one["NetworkInterfaces"][0]
    check("an instance in a subnet", (one["VpcId"], one["SourceDestCheck"],
                                      card["PrivateIpAddress"],
                                      card["Attachment"]["DeviceIndex"],
                                      card["PrivateIpAddresses"][0]["Primary"]),
          ("vpc-12345678", True, "10.1.2.3", 0, True))
    customer.terminate_instances(InstanceIds=[one["InstanceId"]])


def instance_attributes(customer, started):
    i = started["Instances"][0]["InstanceId"]

    def get(name):
        reply = customer.describe_instance_attribute(InstanceId=i,
                                                     Attribute=name)
        return {k: v for k, v in reply.items()
                if k not in ("ResponseMetadata", "InstanceId")}

    (web,) = [g["GroupId"] for g in
              customer.describe_security_groups()["SecurityGroups"]
              if g["GroupName"] == "web"]
    for name, want in (
            ("instanceType", {"InstanceType": {"Value": "m1.large"}}),
            ("kernel", {"KernelId": {"Value": "aki-1"}}),
            ("ramdisk", {"RamdiskId": {"Value": "ari-1"}}),
            ("userData", {"UserData": {"Value": "AGRhdGE="}}),
            ("disableApiTermination",
             {"DisableApiTermination": {"Value": False}}),
            ("instanceInitiatedShutdownBehavior",
             {"InstanceInitiatedShutdownBehavior": {"Value": "terminate"}}),
            ("rootDeviceName", {"RootDeviceName": {"Value": "/dev/sda1"}}),
            ("ebsOptimized", {"EbsOptimized": {"Value": True}}),
            ("sourceDestCheck", {"SourceDestCheck": {}}),
            ("groupSet", {"Groups": [{"GroupId": web, "GroupName": "web"}]}),
            ("productCodes", {"ProductCodes": [
                {"ProductCodeId": CODE, "ProductCodeType": "devpay"}]})):
        check(f"attribute {name}", get(name), want)
    check("attribute blockDeviceMapping", get("blockDeviceMapping")
          ["BlockDeviceMappings"][0]["DeviceName"], "/dev/sdf")
    refused("an unknown attribute", lambda: get("taste"),
            "InvalidParameterValue", 400)


def found(ec2, *filters, **kw):
    reply = ec2.describe_instances(Filters=[
        {"Name": k, "Values": [v]} for k, v in filters], **kw)
    return [i["InstanceId"] for r in reply["Reservations"]
            for i in r["Instances"]]


def instances(seller, customer, started):
    three = [i["InstanceId"] for i in started["Instances"]]
    two = ["i-10a64379", "i-7c1dab08"]
    check("instances of the customer", found(customer)[:5], two + three)
    check("instances of the seller", found(seller), [])
    check("state of a running instance",
          customer.describe_instances(InstanceIds=three[:1])
          ["Reservations"][0]["Instances"][0]["State"],
          {"Code": 16, "Name": "running"})
    for filters, want in (
            ((("product-code", CODE), ("image-id", "ami-4*")), two[1:]),
            ((("tag:Name", "a*"),), three),
            ((("instance-id", "i-1*"),), two[:1]),
            ((("owner-id", "4*"),), []),
            ((("state", "running"), ("instance-type", "m1.large")), three),
            ((("is-public", "true"),), two[1:]),
            ((("name", "a <b>"), ("launch-index", "2")), three[2:])):
        check(f"filter {filters}", found(customer, *filters), want)
    first = customer.describe_instances(MaxResults=5)
    rest = customer.describe_instances(MaxResults=5,
                                       NextToken=first["NextToken"])
    check("instances of the first page",
          [len(r["Instances"]) for r in first["Reservations"]], [1, 1, 3])
    check("reservations of the last page", len(rest["Reservations"]), 2)
    refused("another account's instance",
            lambda: found(seller, InstanceIds=two),
            "InvalidInstanceID.NotFound", 400)
    refused("a malformed instance id",
            lambda: found(seller, InstanceIds=["i-x"]),
            "InvalidInstanceID.Malformed", 400)


def launch_rules(seller, customer, stranger):
    def run(ec2, image, kind="m1.small", **kw):
        kw.setdefault("MinCount", 1)
        kw.setdefault("MaxCount", 1)
        return lambda: ec2.run_instances(ImageId=image, InstanceType=kind,
                                         **kw)

    refused("a launch without sign-up",
            run(stranger, "ami-4ca33a25"), "OptInRequired", 401)
    try:
        run(stranger, "ami-4ca33a25")()
    except ClientError as e:
        check("the error has the URL for the sign-up",
              "https://aws-portal.amazon.com/gp/aws/user/"
              "subscription/index.html?productCode=774F4FF8" in str(e), True)
    refused("a type that the product does not support",
            run(customer, "ami-2bb65342", "c1.xlarge"), "Unsupported", 400)
    refused("launching another account's private image",
            run(stranger, "ami-2bb65342"), "AuthFailure", 403)
    refused("an unknown instance type", run(customer, "ami-2bb65342", "large"),
            "InvalidParameterValue", 400)
    refused("MinCount=0", run(customer, "ami-2bb65342", MinCount=0),
            "InvalidParameterValue", 400)
    refused("MinCount over MaxCount", run(customer, "ami-2bb65342", MinCount=2),
            "InvalidParameterValue", 400)
    refused("5000 instances", run(customer, "ami-2bb65342", MinCount=5000,
                                  MaxCount=5000), "InstanceLimitExceeded", 400)
    refused("user data over 16 KiB", run(customer, "ami-2bb65342",
                                         UserData=b"x" * 16385),
            "InvalidUserData.Malformed", 400)
    one = run(seller, "ami-4ca33a25")()["Instances"][0]["InstanceId"]
    check("a launch by the owner", one[:3], "i-0")
    free = run(stranger, "ami-1dd85564", "c1.xlarge",
               DisableApiTermination=True)()["Instances"][0]
    check("an AMI without a code", free["ProductCodes"], [])
    refused("terminating a protected instance",
            lambda: stranger.terminate_instances(
        InstanceIds=["i-2b64a93e", free["InstanceId"]]),
            "OperationNotPermitted", 400)
    check("instances of the stranger", found(stranger, ("state", "running")),
          ["i-2b64a93e", free["InstanceId"]])


def terminate(seller, customer, started):
    i = started["Instances"][0]["InstanceId"]

    def end():
        change = customer.terminate_instances(InstanceIds=[i])
        change = change["TerminatingInstances"][0]
        return change["PreviousState"]["Name"], change["CurrentState"]["Name"]

    def confirmed():
        return seller.confirm_product_instance(ProductCode=CODE,
                                               InstanceId=i)["Return"]

    check("confirmed while running", confirmed(), True)
    check("terminating a running instance", end(), ("running", "shutting-down"))
    check("terminating a terminated instance",
          end(), ("terminated", "terminated"))
    check("confirmed after termination", confirmed(), False)
    one = customer.describe_instances(InstanceIds=[i])
    one = one["Reservations"][0]["Instances"][0]
    check("reason of the state",
          one["StateReason"]["Code"], "Client.UserInitiatedShutdown")
    refused("terminating another account's instance",
            lambda: seller.terminate_instances(
        InstanceIds=["i-10a64379"]), "InvalidInstanceID.NotFound", 400)


def regions(seller):
    region = seller.describe_regions()["Regions"]
    check("all regions", region, [{
        "RegionName": name, "OptInStatus": "opt-in-not-required",
        "Endpoint": f"{os.environ['EC2_URL']}/{name}"}
        for name in ("us-east-1", "us-west-2", "eu-west-1")])
    check("number of regions by name", len(seller.describe_regions(
        RegionNames=["us-east-1"])["Regions"]), 1)
    check("regions by filter", seller.describe_regions(Filters=[
        {"Name": "region-name", "Values": ["ap-*"]}])["Regions"], [])
    refused("an unknown region", lambda: seller.describe_regions(
        RegionNames=["mars-1"]), "InvalidParameterValue", 400)


def dry_runs(seller, customer):
    for what, call in {
            "run": lambda: customer.run_instances(
                ImageId="ami-2bb65342", MinCount=1, MaxCount=1, DryRun=True),
            "terminate": lambda: customer.terminate_instances(
                InstanceIds=["i-10a64379"], DryRun=True),
            "register": lambda: seller.register_image(
                ImageLocation="x.manifest.xml", Name="dry", DryRun=True),
            "deregister": lambda: seller.deregister_image(
                ImageId="ami-5bae4b32", DryRun=True),
            "images": lambda: seller.describe_images(DryRun=True),
            "instances": lambda: seller.describe_instances(DryRun=True),
            "attribute": lambda: customer.describe_instance_attribute(
                InstanceId="i-10a64379", Attribute="kernel", DryRun=True),
            "regions": lambda: seller.describe_regions(DryRun=True),
            }.items():
        refused(f"dry run, {what}", call, "DryRunOperation", 412)
    check("dry run, terminated instances",
          found(customer, ("state", "terminated")), [])
    check("dry run, registered images", ids(seller.describe_images(
        Filters=[{"Name": "name", "Values": ["dry"]}])), [])


def actions():
    seller, customer = client(), client("customer")
    stranger = client("stranger")
    dry_runs(seller, customer)
    images(seller, customer, stranger)
    pages(seller, stranger)
    register(seller, customer)
    started = launch(customer)
    client_tokens(customer)
    subnet(customer)
    instance_attributes(customer, started)
    instances(seller, customer, started)
    launch_rules(seller, customer, stranger)
    terminate(seller, customer, started)
    regions(seller)


# The test sends the following requests without boto3, so that it can change
# them after botocore has signed them.

FORM = {"Action": "DescribeImageAttribute", "Version": "2016-11-15",
        "ImageId": "ami-4ca33a25", "Attribute": "productCodes"}


def send(method, path, body="", headers=None):
    url = urllib.parse.urlsplit(os.environ["EC2_URL"])
    connection = http.client.HTTPConnection(url.netloc, timeout=20)
    connection.request(method, path, body, headers or {})
    reply = connection.getresponse()
    text = reply.read().decode()
    connection.close()
    found = re.search("<Code>(.*?)</Code>", text)
    return (found.group(1) if found else "", reply.status, text)


def signed_v4(form=None, key="seller", secret=None, region="us-east-1",
              service="ec2", shift=0, path="/", method="POST"):
    """Returns (method, path, body, headers) of a request that botocore
    signed."""
    access, real = KEYS.get(key, (key, "x" * 40))
    body = urllib.parse.urlencode(FORM if form is None else form)
    url = os.environ["EC2_URL"] + path
    data = body
    if method == "GET":
        url, data = f"{url}?{body}", ""
    request = botocore.awsrequest.AWSRequest(method, url, data=data, headers={
        "Content-Type": "application/x-www-form-urlencoded"})
    auth = botocore.auth.SigV4Auth(
        botocore.credentials.Credentials(access, secret or real), service,
        region)
    if shift:
        moment = (datetime.datetime.now(datetime.timezone.utc)
                  + datetime.timedelta(seconds=shift))
        botocore.auth.get_current_datetime = lambda **kw: (
            moment.replace(tzinfo=None))
    auth.add_auth(request)
    botocore.auth.get_current_datetime = original_clock
    at = urllib.parse.urlsplit(url)
    target = at.path + ("?" + at.query if at.query else "")
    return method, target, data, dict(request.headers)


original_clock = getattr(botocore.auth, "get_current_datetime", None)


def broken_v4():
    ok = signed_v4()
    check("a valid signature", send(*ok)[:2], ("", 200))
    check("the same request twice", send(*ok)[:2], ("", 200))
    check("another path, signed",
          send(*signed_v4(path="/a/b%20c/"))[:2], ("", 200))
    check("a GET request", send(*signed_v4(method="GET"))[:2], ("", 200))
    mismatch = ("SignatureDoesNotMatch", 403)
    check("signed for the region in the path",
          send(*signed_v4(path="/us-east-1/"))[:2], ("", 200))
    check("not signed for the region in the path",
          send(*signed_v4(path="/eu-west-1/"))[:2], mismatch)
    check("a wrong secret", send(*signed_v4(secret="wrong"))[:2], mismatch)
    other = send(*signed_v4(region="mars-1"))
    check("an unknown region", other[:2], mismatch)
    check("an unknown region: the error names the regions",
          "us-east-1, us-west-2, eu-west-1" in other[2], True)
    check("another service", send(*signed_v4(service="s3"))[:2], mismatch)
    # Clients of these services send no Action, so the refusal names the
    # service.
    for service, form, method in (("dynamodb", {"{}": ""}, "POST"),
                                  ("lambda", {"MaxItems": "5"}, "GET")):
        answer = send(*signed_v4(form, service=service, method=method))
        check(f"{service}, without an action", answer[:2], mismatch)
        check(f"{service}: the error names the service",
              f"/us-east-1/{service}/aws4" in answer[2], True)
    check("an unknown key", send(*signed_v4(key="AKIANOBODY0000000000"))[:2],
          ("AuthFailure", 401))
    method, path, body, headers = ok
    check("another body", send(method, path, body.replace("4ca3", "5bae"),
                               headers)[:2], mismatch)
    check("a longer body", send(method, path, body + "&DryRun=true",
                                headers)[:2], mismatch)
    check("another path, not signed",
          send(method, "/x", body, headers)[:2], mismatch)
    check("an added query", send(method, "/?DryRun=true", body, headers)[:2],
          mismatch)
    later = dict(headers, **{"X-Amz-Date": "20300101T000000Z"})
    check("another X-Amz-Date", send(method, path, body, later)[:2],
          ("RequestExpired", 403))
    token = dict(headers, **{"X-Amz-Security-Token": "token"})
    check("a token that the key lacks", send(method, path, body, token)[:2],
          ("AuthFailure", 401))
    flipped = dict(headers)
    flipped["Authorization"] = (headers["Authorization"][:-1]
                                + ("0" if headers["Authorization"][-1] != "0"
                                   else "1"))
    check("a wrong last digit", send(method, path, body, flipped)[:2], mismatch)
    for what, value in (("empty", ""), ("Basic", "Basic eDp5"),
                        ("only the algorithm", "AWS4-HMAC-SHA256"),
                        ("no signature", "AWS4-HMAC-SHA256 Credential=a/b")):
        check(f"Authorization: {what}",
              send(method, path, body, {"Authorization": value})[:2],
              ("IncompleteSignature", 403))
    unsigned = dict(headers)
    unsigned["Authorization"] = headers["Authorization"].replace(
        "host;x-amz-date", "host")
    check("no signed date", send(method, path, body, unsigned)[:2], mismatch)
    check("no signature", send("POST", "/", body)[:2],
          ("MissingAuthenticationToken", 403))
    if original_clock:
        for shift in (-14 * 60, 14 * 60):
            check(f"a date {shift} s off", send(*signed_v4(shift=shift))[:2],
                  ("", 200))
        for shift in (-16 * 60, 16 * 60):
            check(f"a date {shift} s off", send(*signed_v4(shift=shift))[:2],
                  ("RequestExpired", 403))


def presigned(shift=0):
    access, secret = KEYS["seller"]
    url = os.environ["EC2_URL"] + "/?" + urllib.parse.urlencode(FORM)
    request = botocore.awsrequest.AWSRequest("GET", url)
    auth = botocore.auth.SigV4QueryAuth(
        botocore.credentials.Credentials(access, secret), "ec2", "us-east-1",
        expires=60)
    if shift:
        moment = (datetime.datetime.now(datetime.timezone.utc)
                  + datetime.timedelta(seconds=shift))
        botocore.auth.get_current_datetime = lambda **kw: (
            moment.replace(tzinfo=None))
    auth.add_auth(request)
    botocore.auth.get_current_datetime = original_clock
    at = urllib.parse.urlsplit(request.url)
    return "GET", f"{at.path}?{at.query}", "", {}


def in_the_query():
    ok = presigned()
    check("a presigned request", send(*ok)[:2], ("", 200))
    check("presigned, another image", send(ok[0], ok[1].replace(
        "4ca3", "5bae"))[:2], ("SignatureDoesNotMatch", 403))
    check("presigned, an added parameter",
          send(ok[0], ok[1] + "&DryRun=true")[:2],
          ("SignatureDoesNotMatch", 403))
    if original_clock:
        check("presigned, expired", send(*presigned(shift=-61))[:2],
              ("RequestExpired", 403))
        check("presigned, a date in the future",
              send(*presigned(shift=16 * 60))[:2], ("RequestExpired", 403))


def lists():
    """Sends lists in the spellings that EC2 accepts."""
    def images(**names):
        form = {"Action": "DescribeImages", "Version": "2016-11-15"}
        form.update({k.replace("_", "."): v for k, v in names.items()})
        code, status, text = send(*signed_v4(form))
        return code or re.findall("<imageId>(.*?)</imageId>", text)

    one, two = "ami-5bae4b32", "ami-6ba54002"
    check("numbers from 0, with gaps", images(ImageId_0=one, ImageId_7=two),
          [one, two])
    check("a value without a number", images(ImageId=one), [one])
    check("an empty value", images(ImageId_1=one, ImageId_2=""), [one])
    check("a filter's value without a number", images(
        Filter_1_Name="name", Filter_1_Value="ebs-image"), [two])
    check("filters numbered from 5", images(
        Filter_5_Name="name", Filter_5_Value_3="ebs-image"), [two])
    check("an empty MaxResults", images(MaxResults="", ImageId_1=one), [one])
    check("an action that the sandbox lacks", images(Action="DescribeVpcs"),
          "UnsupportedOperation")


def signed_v2(form, secret=None, method="HmacSHA256", verb="POST", shift=0,
              name="Timestamp", path="/"):
    access, real = KEYS["seller"]
    moment = (datetime.datetime.now(datetime.timezone.utc)
              + datetime.timedelta(seconds=shift))
    form = dict(form, AWSAccessKeyId=access, SignatureVersion="2",
                SignatureMethod=method)
    form[name] = moment.strftime("%Y-%m-%dT%H:%M:%SZ")
    query = "&".join(f"{k}={urllib.parse.quote(v, safe='-_.~')}"
                     for k, v in sorted(form.items()))
    host = urllib.parse.urlsplit(os.environ["EC2_URL"]).netloc
    digest = hashlib.sha1 if method == "HmacSHA1" else hashlib.sha256
    mac = hmac.new((secret or real).encode(),
                   f"{verb}\n{host}\n{path}\n{query}".encode(), digest).digest()
    query += "&Signature=" + urllib.parse.quote(base64.b64encode(mac), "")
    if verb == "GET":
        return "GET", "/?" + query, "", {}
    return "POST", path, query, {}


def version_2():
    for method in ("HmacSHA256", "HmacSHA1"):
        for verb in ("GET", "POST"):
            check(f"{method} {verb}",
                  send(*signed_v2(FORM, method=method, verb=verb))[:2],
                  ("", 200))
    mismatch = ("SignatureDoesNotMatch", 403)
    check("v2, a wrong secret", send(*signed_v2(FORM, secret="x"))[:2],
          mismatch)
    verb, path, body, _ = signed_v2(FORM)
    check("v2, another body",
          send(verb, path, body.replace("4ca3", "5bae"))[:2], mismatch)
    check("v2, no signature", send(verb, path, body.partition(
        "&Signature=")[0])[:2], ("IncompleteSignature", 403))
    zones = send(*signed_v2({"Action": "DescribeAvailabilityZones",
                             "Version": FORM["Version"]}, path="/eu-west-1/"))
    check("v2, the region in the path",
          "<zoneName>eu-west-1a" in zones[2], True)
    check("v2, GET in place of POST", send("GET", "/?" + body)[:2], mismatch)
    check("v2, MD5", send(*signed_v2(FORM, method="HmacMD5"))[:2],
          ("IncompleteSignature", 403))
    for shift in (-16 * 60, 16 * 60):
        check(f"v2, a date {shift} s off",
              send(*signed_v2(FORM, shift=shift))[:2], ("RequestExpired", 403))
    check("v2, Expires in the future", send(*signed_v2(
        FORM, shift=3600, name="Expires"))[:2], ("", 200))
    check("v2, Expires in the past", send(*signed_v2(FORM, shift=-5,
                                                     name="Expires"))[:2],
          ("RequestExpired", 403))


def form_rules():
    def form(**change):
        return dict({k: v for k, v in FORM.items() if k not in change},
                    **{k: v for k, v in change.items() if v is not None})

    for what, change, want in (
            ("no action", {"Action": None}, ("MissingAction", 400)),
            ("an unknown action", {"Action": "Nap"}, ("InvalidAction", 400)),
            ("no version", {"Version": None}, ("MissingParameter", 400)),
            ("the first version", {"Version": "2007-03-01"}, ("", 200)),
            ("a version too old",
             {"Version": "2007-02-28"}, ("NoSuchVersion", 400)),
            ("a version too new",
             {"Version": "2016-11-16"}, ("NoSuchVersion", 400)),
            ("a version that is not a date",
             {"Version": "yes"}, ("NoSuchVersion", 400)),
            ("no image", {"ImageId": None}, ("MissingParameter", 400)),
            ("an unknown parameter",
             {"Extra.1": "x"}, ("UnknownParameter", 400)),
            ("an unknown attribute", {"Attribute": "taste"},
             ("InvalidParameterValue", 400)),
            ("a wrong DryRun", {"DryRun": "perhaps"},
             ("InvalidParameterValue", 400))):
        check(what, send(*signed_v4(form(**change)))[:2], want)
    text = send(*signed_v4(form(Version="2008-12-01")))[2]
    check("the namespace of the version",
          "http://ec2.amazonaws.com/doc/2008-12-01/" in text, True)
    text = send(*signed_v4(form(ImageId=None)))[2]
    check("the message about a missing parameter",
          "<Message>The request must contain the parameter "
          "ImageId</Message>" in text, True)
    for what, body in (("% with letters", "Action=%zz"),
                       ("NUL", "Action=a%00b"),
                       ("not UTF-8",
                        "Action=%ff"), ("a control character", "A=%01"),
                       ("a name twice", "Action=A&Action=B")):
        check(what, send("POST", "/", body)[:2],
              ("MalformedQueryString", 400))
    check("a PUT request", send("PUT", "/", "x")[:2], ("MethodNotAllowed", 405))
    check("a body of 1 MiB", send("POST", "/", "x" * 1048576)[:2],
          ("MissingAction", 400))


def disconnecting():
    """The sandbox closes the connection of a client that stops sending in the
    middle of a request."""
    url = urllib.parse.urlsplit(os.environ["EC2_URL"])
    for what, data in (("line", b"GET / HT"),
                       ("head", b"GET / HTTP/1.1\r\nHo"),
                       ("body", b"POST / HTTP/1.1\r\nHost: x\r\n"
                                b"Content-Length: 9\r\n\r\nab")):
        with socket.create_connection((url.hostname, url.port), 10) as s:
            s.sendall(data)
            s.shutdown(socket.SHUT_WR)
            try:
                got = s.recv(1000)
            except (ConnectionResetError, TimeoutError) as e:
                got = repr(e)
            check(f"disconnected in the {what}", got, b"")


def cli():
    aws = shutil.which("aws")
    if not aws:
        print("skip sandbox-clients, cli: the AWS CLI is not installed")
        return

    def run(*args):
        done = subprocess.run([aws, "--endpoint-url",
                               os.environ["AWS_ENDPOINT_URL"],
                               "--output", "json", "ec2", *args],
                              capture_output=True, text=True, timeout=120)
        return done.returncode, done.stdout, done.stderr

    image = ("--image-id", "ami-2bb65342", "--profile", "customer")
    check("CLI, modify-image-attribute", run(
        "modify-image-attribute", *image, "--launch-permission",
        "Add=[{UserId=444455556666}]")[:2], (0, ""))
    rc, out, _ = run("describe-image-attribute", *image, "--attribute",
                     "launchPermission")
    check("CLI, describe-image-attribute", (rc, json.loads(out or "{}")
                                            .get("LaunchPermissions")),
          (0, [{"UserId": "444455556666"}]))
    rc, out, _ = run("confirm-product-instance", "--product-code", CODE,
                     "--instance-id", "i-10a64379")
    check("CLI, confirm-product-instance", (rc, json.loads(out or "{}")),
          (0, {"OwnerId": "111122223333", "Return": True}))
    for args, key in ((("describe-images", "--owners", "self"), "Images"),
                      (("describe-instances", *image[2:]), "Reservations"),
                      (("describe-regions",), "Regions")):
        rc, out, _ = run(*args)
        check(f"CLI, {args}", (rc, bool(json.loads(out or "{}").get(key))),
              (0, True))
    rc, out, _ = run("run-instances", "--image-id", "ami-2bb65342",
                     *image[2:], "--user-data", "text")
    one = json.loads(out)["Instances"][0]["InstanceId"]
    rc, out, _ = run("describe-instance-attribute", "--instance-id", one,
                     "--attribute", "userData", *image[2:])
    check("CLI, user data", json.loads(out)["UserData"]["Value"], "dGV4dA==")
    rc, out, _ = run("terminate-instances", "--instance-ids", one,
                     *image[2:])
    check("CLI, terminate-instances", json.loads(out)["TerminatingInstances"][0]
          ["CurrentState"]["Name"], "shutting-down")
    rc, out, _ = run("register-image", "--name", "by-cli",
                     "--image-location", "b/x.manifest.xml")
    made = json.loads(out)["ImageId"]
    check("CLI, deregister-image",
          run("deregister-image", "--image-id", made)[0], 0)
    rc, out, err = run("modify-image-attribute", "--image-id",
                       "ami-6ba54002", "--product-codes", CODE)
    check("CLI, a refused request",
          (rc != 0, "InvalidParameterCombination" in err),
          (True, True))


def signatures_and_rules():
    seller, customer = client(), client("customer")
    stranger = client("stranger")
    dry_run(seller)
    rules(seller, customer, stranger)
    for ec2 in (seller, client(signature_version="v2")):
        permission_forms(ec2, "ami-5bae4b32")
    attributes(seller)
    broken_v4()
    version_2()
    in_the_query()
    lists()
    form_rules()
    disconnecting()
    cli()


# Each part starts its own sandbox, in the initial state.
PARTS = {
    "guide, version 4": lambda: guide(client(signature_version="v4")),
    "guide, version 2": lambda: guide(client(signature_version="v2")),
    "signatures and rules": signatures_and_rules, "actions": actions, }

if len(sys.argv) > 1:
    PARTS[sys.argv[1]]()
    for line in failures:
        print("FAILED", line)
    print(f"{sys.argv[1]}: {checks} checks, {len(failures)} failed")
    sys.exit(1 if failures or not checks else 0)
bad = [name for name in PARTS if subprocess.run(
    [SANDBOX, "--instant", sys.executable, __file__, name],
    timeout=600).returncode != 0]
sys.exit(1 if bad else 0)
