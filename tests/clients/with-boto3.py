# SPDX-License-Identifier: BSD-2-Clause
import boto3
ec2 = boto3.client("ec2")
ec2.modify_image_attribute(ImageId="ami-5bae4b32", ProductCodes=["774F4FF8"])
print("guide", ec2.confirm_product_instance(
    ProductCode="774F4FF8", InstanceId="i-10a64379")["OwnerId"])
i = ec2.run_instances(ImageId="ami-6ba54002", MinCount=1, MaxCount=1)
i = i["Instances"][0]["InstanceId"]
ec2.get_waiter("instance_running").wait(
    InstanceIds=[i], WaiterConfig={"Delay": 1})
print("waiter running")
pages = ec2.get_paginator("describe_images").paginate(
    PaginationConfig={"PageSize": 2})
print("pages", [len(p["Images"]) for p in pages])
ec2.create_tags(Resources=[i], Tags=[{"Key": "role", "Value": "web"}])
print("tags", ec2.describe_tags(Filters=[
    {"Name": "resource-id", "Values": [i]}])["Tags"][0]["Value"])
v = ec2.describe_volumes(Filters=[
    {"Name": "attachment.instance-id", "Values": [i]}])["Volumes"][0]
s = ec2.create_snapshot(VolumeId=v["VolumeId"])["SnapshotId"]
ec2.get_waiter("snapshot_completed").wait(
    SnapshotIds=[s], WaiterConfig={"Delay": 1})
print("snapshots completed")
