# SPDX-License-Identifier: BSD-2-Clause
# The AWS CLI.
set -e
ec2() { "${AWS-aws}" --endpoint-url "$EC2_URL" --output text ec2 "$@"; }
ec2 modify-image-attribute --image-id ami-5bae4b32 --product-codes 774F4FF8
echo guide "$(ec2 confirm-product-instance --product-code 774F4FF8 \
	--instance-id i-10a64379 --query OwnerId)"
instance=$(ec2 run-instances --image-id ami-6ba54002 \
	--query 'Instances[0].InstanceId')
ec2 wait instance-running --instance-ids "$instance"
echo waiter running
# Reads pages of two AMIs.  The CLI prints the number of AMIs in each page.
echo "pages $(ec2 describe-images --page-size 2 --query 'length(Images)' |
	xargs)"
ec2 create-tags --resources "$instance" --tags Key=role,Value=web
echo tags "$(ec2 describe-tags --filters "Name=resource-id,Values=$instance" \
	--query 'Tags[0].Value')"
volume=$(ec2 describe-volumes --filters \
	"Name=attachment.instance-id,Values=$instance" \
	--query 'Volumes[0].VolumeId')
snapshot=$(ec2 create-snapshot --volume-id "$volume" --query SnapshotId)
ec2 wait snapshot-completed --snapshot-ids "$snapshot"
echo snapshots completed
