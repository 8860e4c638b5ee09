# SPDX-License-Identifier: BSD-2-Clause
import os
import time
import urllib.parse
import boto.ec2.connection
import boto.ec2.regioninfo
import boto.utils
at = urllib.parse.urlsplit(os.environ["EC2_URL"])
ec2 = boto.ec2.connection.EC2Connection(
    is_secure=False, port=at.port, region=boto.ec2.regioninfo.RegionInfo(
        name="us-east-1", endpoint=at.hostname))
# boto would take the region of a signature from the host name.
ec2._auth_handler.region_name = "us-east-1"
ec2._auth_handler.service_name = "ec2"
ec2.modify_image_attribute("ami-5bae4b32", attribute="productCodes",
                           product_codes=["774F4FF8"])
print("guide", ec2.confirm_product_instance("774F4FF8", "i-10a64379")[1])
i = ec2.run_instances("ami-6ba54002").instances[0]
while i.update() != "running":
    time.sleep(0.5)
print("waiter running")
ec2.create_tags([i.id], {"role": "web"})
print("tags", ec2.get_all_tags({"resource-id": i.id})[0].value)
v = ec2.get_all_volumes(filters={"attachment.instance-id": i.id})[0]
s = v.create_snapshot()
while not s.update() == "100%":
    time.sleep(0.5)
print("snapshots completed")
print("metadata", boto.utils.get_instance_metadata(
    url=os.environ["AWS_EC2_METADATA_SERVICE_ENDPOINT"])["product-codes"])
