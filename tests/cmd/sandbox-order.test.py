#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""If a request has two mistakes, the sandbox reports the mistake that EC2 finds
first.  EC2 checks, in this order, the signature, the action, the form of the
parameters, the permissions, whether the resources exist, and their state.  EC2
also makes all these checks in a dry run."""
import base64
import datetime
import hashlib
import hmac
import http.client
import itertools
import os
import re
import subprocess
import sys
import urllib.parse

SANDBOX = os.path.join(os.environ["BIN"], "ec2-sandbox")
CODE = "774F4FF8"
failures = []
checks = 0

# The checks, in the order in which EC2 makes them.
FORM, RIGHTS, EXISTS, STATE = range(4)

MISSING, VALUE = "MissingParameter", "InvalidParameterValue"
COMBINATION, AUTH = "InvalidParameterCombination", "AuthFailure"


def quote(text):
    return urllib.parse.quote(str(text), safe="-_.~")


def send(secret="sandbox-seller-secret-not-a-real-one",
         key="AKIASANDBOXSELLER000", **form):
    """Sends a request with signature version 2.  Returns the error code, or the
    reply if it has no error code."""
    host = urllib.parse.urlsplit(os.environ["EC2_URL"]).netloc
    now = datetime.datetime.now(datetime.timezone.utc)
    form = {"Version": "2016-11-15", "AWSAccessKeyId": key,
            "SignatureVersion": "2", "SignatureMethod": "HmacSHA256",
            "Timestamp": now.strftime("%Y-%m-%dT%H:%M:%SZ"), **form}
    body = "&".join(f"{quote(k)}={quote(v)}" for k, v in sorted(
        form.items(), key=lambda item: item[0].encode()))
    mac = hmac.new(secret.encode(), f"POST\n{host}\n/\n{body}".encode(),
                   hashlib.sha256).digest()
    connection = http.client.HTTPConnection(host, timeout=60)
    connection.request(
        "POST", "/", f"{body}&Signature={quote(base64.b64encode(mac).decode())}",
        {"Content-Type": "application/x-www-form-urlencoded"})
    reply = connection.getresponse().read().decode()
    connection.close()
    code = re.search("<Code>(.*?)</Code>", reply)
    return code.group(1) if code else reply


def request_value(name, **form):
    """Sends a request.  Returns the text of the element NAME in the reply."""
    reply = send(**form)
    found = re.search(f"<{name}>(.*?)</{name}>", reply)
    if not found:
        sys.exit(f"{form}: {reply}")
    return found.group(1)


def resources():
    """Makes the resources for the requests, and returns their ids by name."""
    t = {}
    zone = {"AvailabilityZone": "us-east-1a", "Size": "5"}
    image = {"ImageId": "ami-6ba54002", "MinCount": "1", "MaxCount": "1"}
    for name in ("volume", "used"):
        t[name] = request_value("volumeId", Action="CreateVolume", **zone)
    t["snapshot"] = request_value("snapshotId", Action="CreateSnapshot",
                                  VolumeId=t["volume"])
    for name in ("instance", "terminated", "stopped"):
        t[name] = request_value("instanceId", Action="RunInstances", **image)
    request_value("instanceId", Action="TerminateInstances",
                  InstanceId=t["terminated"])
    request_value("instanceId", Action="StopInstances", InstanceId=t["stopped"])
    request_value("volumeId", Action="AttachVolume", VolumeId=t["used"],
                  InstanceId=t["instance"], Device="/dev/sdg")
    t["address"] = request_value("allocationId", Action="AllocateAddress")
    t["taken"] = request_value("allocationId", Action="AllocateAddress")
    t["association"] = request_value(
        "associationId", Action="AssociateAddress", AllocationId=t["taken"],
        InstanceId=t["instance"])
    t["group"] = request_value("groupId", Action="CreateSecurityGroup",
                               GroupName="own", GroupDescription="d",
                               VpcId="vpc-1a2b3c4d")
    t["default"] = request_value(
        "groupId", Action="DescribeSecurityGroups", GroupName="default")
    for direction in ("Ingress", "Egress"):
        request_value("return", Action=f"AuthorizeSecurityGroup{direction}",
                      GroupId=t["group"], **rule("10.0.0.0/8"))
    request_value("keyPairId", Action="CreateKeyPair", KeyName="key",
                  KeyType="ed25519")
    t["gone"] = request_value("imageId", Action="RegisterImage", Name="gone",
                              ImageLocation="b/gone.manifest.xml")
    request_value("return", Action="DeregisterImage", ImageId=t["gone"])
    request_value("return", key="AKIASANDBOXCUSTOMER0", Action="CreateTags",
                  secret="sandbox-customer-secret-not-a-real-one",
                  **{"ResourceId.1": "i-10a64379", "Tag.1.Key": "a",
                     "Tag.1.Value": "b"})
    return t


def rule(cidr):
    return {"IpPermissions.1.IpProtocol": "tcp",
            "IpPermissions.1.FromPort": "22", "IpPermissions.1.ToPort": "22",
            "IpPermissions.1.IpRanges.1.CidrIp": cidr}


def named(parameter, own, prefix, kind):
    """Returns a resource's wrong ids with their errors, and its right id."""
    return [(FORM, {parameter: "x"}, f"{kind}ID.Malformed"),
            (EXISTS, {parameter: f"{prefix}-00000000"},
             ("Invalid" + kind[7:] if prefix in ("vol", "snap") else
              kind + "ID") + ".NotFound")], {parameter: own}


def table_of_actions(t):
    """Returns the right and the wrong parameters of each action.  For each
    wrong parameter, the table has the check that finds it and the error
    code."""
    def instance(own="instance", parameter="InstanceId"):
        return named(parameter, t[own], "i", "InvalidInstance")

    def image(own="ami-5bae4b32", parameter="ImageId"):
        wrong, right = named(parameter, own, "ami", "InvalidAMI")
        return wrong + [(RIGHTS, {parameter: "ami-1dd85564"}, AUTH)], right

    def volume(own="volume"):
        return named("VolumeId", t[own], "vol", "InvalidVolume")

    def snapshot(own="snapshot", parameter="SnapshotId"):
        return named(parameter, t[own], "snap", "InvalidSnapshot")

    group = [(FORM, {"GroupId": "x"}, "InvalidGroupId.Malformed"),
             (EXISTS, {"GroupId": "sg-00000000"}, "InvalidGroup.NotFound")]
    gone = (EXISTS, {"ImageId": t["gone"]}, "InvalidAMIID.Unavailable")
    terminated = (STATE, {"InstanceId": t["terminated"]},
                  "IncorrectInstanceState")
    first = "IpPermissions.1."
    rules = group + [
        (FORM, {first + "IpProtocol": "x"}, VALUE),
        (FORM, {first + "FromPort": "x"}, VALUE),
        (FORM, {first + "IpRanges.1.CidrIp": "x"}, VALUE)]
    table = {}

    def add(action, *parts, **right):
        wrong = []
        for part in parts:
            if isinstance(part, tuple) and isinstance(part[0], list):
                wrong += part[0]
                right.update(part[1])
            elif isinstance(part, list):
                wrong += part
            elif isinstance(part, dict):
                right.update(part)
            else:
                wrong.append(part)
        table[action] = (right, wrong)

    add("AllocateAddress", (FORM, {"Domain": "x"}, VALUE))
    add("AssociateAddress", instance(), terminated,
        (FORM, {"AllowReassociation": "x"}, VALUE),
        (EXISTS, {"AllocationId": "eipalloc-00000000"},
         "InvalidAllocationID.NotFound"), AllocationId=t["address"])
    add("AttachVolume", volume(), instance(),
        (FORM, {"Device": ""}, MISSING), (FORM, {"Device": "x"}, VALUE),
        (STATE, {"VolumeId": t["used"]}, "VolumeInUse"),
        (STATE, {"InstanceId": t["terminated"]}, "IncorrectState"),
        Device="/dev/sdh")
    for what, cidr, code in (
            ("Authorize", "10.0.0.0/8", "InvalidPermission.Duplicate"),
            ("Revoke", "10.1.0.0/16", "InvalidPermission.NotFound")):
        for direction in ("Ingress", "Egress"):
            add(f"{what}SecurityGroup{direction}", rules,
                (STATE, {first + "IpRanges.1.CidrIp": cidr}, code),
                rule({"Authorize": "10.2.0.0/16",
                      "Revoke": "10.0.0.0/8"}[what]), GroupId=t["group"])
    add("ConfirmProductInstance", instance(),
        (FORM, {"ProductCode": ""}, MISSING),
        (RIGHTS, {"ProductCode": "AAAAAAAA"}, AUTH), ProductCode=CODE)
    name = [(FORM, {"Name": "x"}, "InvalidAMIName.Malformed"),
            (FORM, {"Name": ""}, MISSING)]
    duplicate = (STATE, {"Name": "paid-image"},
                 "InvalidAMIName.Duplicate")
    add("CopyImage", name, duplicate,
        (FORM, {"SourceRegion": ""}, MISSING),
        (FORM, {"Encrypted": "x"}, VALUE),
        (FORM, {"SourceImageId": "x"}, "InvalidAMIID.Malformed"),
        (EXISTS, {"SourceImageId": "ami-00000000"}, "InvalidAMIID.NotFound"),
        Name="copied", SourceRegion="us-east-1",
        SourceImageId="ami-6ba54002")
    add("CopySnapshot", snapshot(parameter="SourceSnapshotId"),
        (FORM, {"SourceRegion": ""}, MISSING),
        (FORM, {"Encrypted": "x"}, VALUE), SourceRegion="us-east-1")
    add("CreateImage", instance(), name, duplicate, terminated,
        (FORM, {"NoReboot": "x"}, VALUE), Name="made")
    add("CreateKeyPair", (FORM, {"KeyType": "x"}, VALUE),
        (FORM, {"KeyFormat": "x"}, VALUE),
        (STATE, {"KeyName": "key"}, "InvalidKeyPair.Duplicate"),
        KeyName="new", KeyType="ed25519")
    add("CreateSecurityGroup", (FORM, {"VpcId": "x"}, VALUE),
        (FORM, {"VpcId": "vpc-1"}, VALUE),
        (FORM, {"GroupDescription": ""}, MISSING),
        (STATE, {"GroupName": "default"}, "InvalidGroup.Reserved"),
        GroupName="new", GroupDescription="d")
    add("CreateSnapshot", volume())
    tags = [(FORM, {"ResourceId.1": "x"}, "InvalidID"),
            (EXISTS, {"ResourceId.1": "vol-00000000"},
             "InvalidVolume.NotFound")]
    add("CreateTags", tags, (FORM, {"Tag.1.Key": "aws:x"}, VALUE),
        {"ResourceId.1": t["volume"], "Tag.1.Key": "a", "Tag.1.Value": "b"})
    add("CreateVolume",
        (FORM, {"AvailabilityZone": "x"}, "InvalidZone.NotFound"),
        (FORM, {"VolumeType": "x"}, VALUE), (FORM, {"Size": "x"}, VALUE),
        (FORM, {"Size": "99999"}, VALUE),
        (FORM, {"Throughput": "125"}, COMBINATION), snapshot(),
        AvailabilityZone="us-east-1a", Size="5")
    add("DeleteKeyPair", KeyName="key")
    add("DeleteSecurityGroup", group,
        (STATE, {"GroupId": t["default"]}, "InvalidGroup.Reserved"),
        GroupId=t["group"])
    add("DeleteSnapshot", snapshot(), (STATE, {"SnapshotId": "snap-a08912c9"},
                                       "InvalidSnapshot.InUse"))
    add("DeleteTags", tags, {"ResourceId.1": t["volume"], "Tag.1.Key": "a"})
    add("DeleteVolume", volume(), (STATE, {"VolumeId": t["used"]},
                                   "VolumeInUse"))
    add("DeregisterImage", image(),
        (FORM, {"DeleteAssociatedSnapshots": "x"}, VALUE),
        gone)
    filters = (FORM, {"Filter.1.Name": "x", "Filter.1.Value.1": "x"}, VALUE)
    page = (FORM, {"MaxResults": "x"}, VALUE)
    for action, part, parameter in (
            ("DescribeImages", image()[0][:2], "ImageId"),
            ("DescribeInstances", instance()[0], "InstanceId"),
            ("DescribeInstanceStatus", instance()[0], "InstanceId"),
            ("DescribeSnapshots", snapshot()[0], "SnapshotId"),
            ("DescribeVolumes", volume()[0], "VolumeId"),
            ("DescribeSecurityGroups", group, "GroupId"),
            ("DescribeAddresses", [(EXISTS, {
                "AllocationId": "eipalloc-00000000"},
                "InvalidAllocationID.NotFound")], "AllocationId"),
            ("DescribeKeyPairs", [(EXISTS, {"KeyName": "x"},
                                   "InvalidKeyPair.NotFound")], "KeyName"),
            ("DescribeRegions", [(EXISTS, {"RegionName": "x"}, VALUE)],
             "RegionName"),
            ("DescribeAvailabilityZones", [(EXISTS, {"ZoneName": "x"},
                                            VALUE)], "ZoneName")):
        add(action, filters, [(level, {f"{parameter}.1": value[parameter]},
                               code) for level, value, code in part])
    add("DescribeTags", filters, page)
    attribute = (FORM, {"Attribute": "x"}, VALUE)
    add("DescribeImageAttribute", image(), attribute, gone,
        (FORM, {"Attribute": ""}, MISSING),
        (RIGHTS, {"Attribute": "blockDeviceMapping"}, AUTH),
        Attribute="description")
    add("DescribeInstanceAttribute", instance(), attribute,
        Attribute="kernel")
    add("DescribeSnapshotAttribute", snapshot(), attribute,
        Attribute="productCodes")
    add("DetachVolume", volume("used"), (FORM, {"Force": "x"}, VALUE),
        (STATE, {"VolumeId": t["volume"]}, "IncorrectState"))
    add("DisableImageDeprecation", image(), gone)
    add("DisassociateAddress", (FORM, {"AssociationId": ""}, MISSING),
        (EXISTS, {"AssociationId": "eipassoc-00000000"},
         "InvalidAssociationID.NotFound"), AssociationId=t["association"])
    add("EnableImageDeprecation", image(), gone,
        (FORM, {"DeprecateAt": "x"}, VALUE),
        (FORM, {"DeprecateAt": ""}, MISSING),
        DeprecateAt="2099-01-01T00:00:00Z")
    add("GetConsoleOutput", instance(), (FORM, {"Latest": "x"}, VALUE))
    add("GetPasswordData", instance())
    key = "ssh-ed25519 " + base64.b64encode(
        b"\0\0\0\x0bssh-ed25519\0\0\0 " + bytes(32)).decode()
    add("ImportKeyPair",
        (FORM, {"PublicKeyMaterial": "eA=="}, "InvalidKey.Format"),
        (STATE, {"KeyName": "key"}, "InvalidKeyPair.Duplicate"),
        KeyName="new",
        PublicKeyMaterial=base64.b64encode(key.encode()).decode())
    add("ModifyImageAttribute", image(),
        (FORM, {"OperationType": "x"}, VALUE),
        (FORM, {"UserId.1": "x"}, "InvalidAMIAttributeItemValue"),
        (FORM, {"Attribute": "x"}, VALUE), gone,
        {"UserId.1": "111122223333"}, Attribute="launchPermission",
        OperationType="add")
    add("ModifyInstanceAttribute", instance("stopped"),
        (FORM, {"EbsOptimized.Value": "x"}, VALUE),
        (FORM, {"InstanceType.Value": "a b"}, VALUE),
        (STATE, {"InstanceId": t["instance"]}, "IncorrectInstanceState"),
        {"EbsOptimized.Value": "true"})
    add("ModifySnapshotAttribute", snapshot(),
        (FORM, {"OperationType": "x"}, VALUE),
        (FORM, {"UserId.1": "x"}, VALUE),
        (FORM, {"Attribute": "x"}, VALUE),
        {"UserId.1": "111122223333"}, OperationType="add")
    for action, own in (("MonitorInstances", "instance"),
                        ("RebootInstances", "instance"),
                        ("StartInstances", "stopped"),
                        ("StopInstances", "instance"),
                        ("UnmonitorInstances", "instance")):
        add(action, instance(own, "InstanceId.1"),
            instance(own, "InstanceId.2")[0],
            (STATE, {"InstanceId.1": t["terminated"]},
             "IncorrectInstanceState"))
    table["StopInstances"][1].append((FORM, {"Force": "x"}, VALUE))
    add("TerminateInstances", instance(parameter="InstanceId.1"),
        instance(parameter="InstanceId.2")[0])
    mapping = "BlockDeviceMapping.1."
    add("RegisterImage", name, duplicate,
        (FORM, {"Architecture": "x"}, VALUE),
        (FORM, {"EnaSupport": "x"}, VALUE),
        (FORM, {"Description": "x" * 300}, VALUE),
        (FORM, {mapping + "DeviceName": ""}, MISSING),
        (FORM, {mapping + "Ebs.SnapshotId": "x"},
         "InvalidSnapshotID.Malformed"),
        (EXISTS, {mapping + "Ebs.SnapshotId": "snap-00000000"},
         "InvalidSnapshot.NotFound"),
        {mapping + "DeviceName": "/dev/sdf",
         mapping + "Ebs.SnapshotId": t["snapshot"]},
        Name="new", ImageLocation="b/new.manifest.xml")
    add("ReleaseAddress",
        (EXISTS, {"AllocationId": "eipalloc-00000000"},
         "InvalidAllocationID.NotFound"),
        (STATE, {"AllocationId": t["taken"]}, "InvalidIPAddress.InUse"),
        AllocationId=t["address"])
    add("ResetImageAttribute", image(), attribute,
        gone,
        Attribute="launchPermission")
    add("ResetInstanceAttribute", instance("stopped"), attribute,
        (STATE, {"InstanceId": t["instance"]}, "IncorrectInstanceState"),
        Attribute="kernel")
    add("ResetSnapshotAttribute", snapshot(), attribute,
        Attribute="createVolumePermission")
    add("RunInstances", image("ami-6ba54002")[0][:2],
        (RIGHTS, {"ImageId": "ami-3cc76453"}, AUTH),
        gone,
        (FORM, {"MinCount": "x"}, VALUE), (FORM, {"MinCount": ""}, MISSING),
        (FORM, {"InstanceType": "x"}, VALUE),
        (FORM, {"SubnetId": "subnet-1a2b3c4d", "SecurityGroup.1": "default"},
         COMBINATION),
        (FORM, {"Placement.AvailabilityZone": "x"}, VALUE),
        (FORM, {"UserData": "x"}, "InvalidUserData.Malformed"),
        (FORM, {mapping + "DeviceName": "/dev/sdf"}, MISSING),
        (FORM, {f"BlockDeviceMapping.{n}.{key}": value for n in range(101)
                for key, value in (("DeviceName", f"d{n}"), ("NoDevice", ""))},
         VALUE),
        (FORM, {"SecurityGroupId.1": "x"}, "InvalidGroupId.Malformed"),
        (EXISTS, {"SecurityGroupId.1": "sg-00000000"},
         "InvalidGroup.NotFound"),
        (EXISTS, {"KeyName": "x"}, "InvalidKeyPair.NotFound"),
        ImageId="ami-6ba54002", MinCount="1", MaxCount="1")
    return table


def check(what, form, want, **kw):
    global checks
    checks += 1
    got = send(**kw, **form)
    if got != want:
        failures.append(f"{what}: {got[:200]!r} instead of {want!r}")


def check_action(action, right, wrong):
    unknown = (FORM, {"Nonsense": "1"}, "UnknownParameter")
    for level, change, code in wrong + [unknown]:
        form = {"Action": action, **right, **change}
        what = f"{action} {change}"
        check(what, form, code)
        check(f"{what}, dry run", {**form, "DryRun": "true"}, code)
        check(f"{what}, bad signature", form, "SignatureDoesNotMatch",
              secret="wrong")
        check(f"{what}, unknown key", form, AUTH, key="AKIANOSUCHKEY0000000")
        check(f"{what}, bad version", {**form, "Version": "1999-01-01"},
              "NoSuchVersion")
        if level != FORM:
            check(f"{what}, bad DryRun", {**form, "DryRun": "x"}, VALUE)
    for one, two in itertools.combinations(wrong + [unknown], 2):
        if one[0] == two[0] or set(one[1]) & set(two[1]):
            continue
        check(f"{action} {one[1]} {two[1]}",
              {"Action": action, **right, **one[1], **two[1]},
              min(one, two, key=lambda w: w[0])[2])
    check(f"{action}, dry run", {"Action": action, **right, "DryRun": "true"},
          "DryRunOperation")


def main():
    table = table_of_actions(resources())
    for action, (right, wrong) in table.items():
        check_action(action, right, wrong)
    check("an unknown action", {"Action": "Nonsense", "Nonsense": "1"},
          "InvalidAction")
    check("an unknown action, bad signature", {"Action": "Nonsense"},
          "SignatureDoesNotMatch", secret="wrong")
    # The test must cover every action in the manual.
    with open("man/ec2-sandbox.1", encoding="utf-8") as page:
        text = re.search(r"supports the actions (.*?), in the",
                         page.read().replace("\n", " ")).group(1)
    named = set(re.split(r",? and |, ", text))
    for action in sorted(named - set(table)):
        failures.append(f"{action}: man/ec2-sandbox.1 names the action, but "
                        "this test has no request for it: add one to "
                        "tests/cmd/sandbox-order.test.py")
    for action in sorted(set(table) - named):
        failures.append(f"{action}: man/ec2-sandbox.1 does not name the action")
    for line in failures:
        print("FAILED", line)
    print(f"{checks} checks of {len(table)} actions, "
          f"{len(failures)} failed")
    sys.exit(1 if failures or not checks else 0)


if len(sys.argv) > 1:
    main()
sys.exit(subprocess.run([SANDBOX, "--instant", sys.executable, __file__,
                         "walk"], timeout=600).returncode)
