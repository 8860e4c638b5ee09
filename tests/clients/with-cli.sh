# SPDX-License-Identifier: BSD-2-Clause
# The AWS CLI.
set -e
ec2() { "${AWS-aws}" --endpoint-url "$EC2_URL" --output text ec2 "$@"; }
ec2 modify-image-attribute --image-id ami-5bae4b32 --product-codes 774F4FF8
echo guide "$(ec2 confirm-product-instance --product-code 774F4FF8 \
	--instance-id i-10a64379 --query OwnerId)"
