# SPDX-License-Identifier: BSD-2-Clause
import os
from cloudinit.sources.helpers import ec2
at = os.environ["AWS_EC2_METADATA_SERVICE_ENDPOINT"]
data = ec2.get_instance_metadata("latest", at)
document = ec2.get_instance_identity("latest", at)["document"]
assert data["instance-id"] == document["instanceId"]
assert data["network"]["interfaces"]["macs"]
print("metadata", data["product-codes"])
