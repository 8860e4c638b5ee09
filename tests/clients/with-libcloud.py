# SPDX-License-Identifier: BSD-2-Clause
import os
import time
import urllib.parse
from libcloud.compute.providers import get_driver
from libcloud.compute.types import Provider
at = urllib.parse.urlsplit(os.environ["EC2_URL"])
ec2 = get_driver(Provider.EC2)(
    os.environ["AWS_ACCESS_KEY_ID"], os.environ["AWS_SECRET_ACCESS_KEY"],
    region="us-east-1", host=at.hostname, port=at.port, secure=False)
image = ec2.get_image("ami-5bae4b32")
ec2.ex_modify_image_attribute(image, {"ProductCode.1": "774F4FF8"})
print("guide", [i.extra["owner_id"] for i in ec2.list_images(
    ex_filters={"product-code": "774F4FF8"})])
size = [s for s in ec2.list_sizes() if s.id == "m1.small"][0]
node = ec2.create_node(name="one", image=ec2.get_image("ami-6ba54002"),
                       size=size)
ec2.wait_until_running([node], wait_period=0.5, timeout=60)
print("waiter running")
ec2.ex_create_tags(node, {"role": "web"})
print("tags", ec2.ex_describe_tags(node)["role"])
volume = ec2.list_volumes(node)[0]
snapshot = ec2.create_volume_snapshot(volume)
while [s for s in ec2.list_snapshots() if s.id == snapshot.id][0].extra[
        "state"] != "completed":
    time.sleep(0.5)
print("snapshots completed")
