# SPDX-License-Identifier: BSD-2-Clause
use strict;
use warnings;
use Net::Amazon::EC2;
my $ec2 = Net::Amazon::EC2->new(
	AWSAccessKeyId => $ENV{AWS_ACCESS_KEY_ID},
	SecretAccessKey => $ENV{AWS_SECRET_ACCESS_KEY},
	base_url => $ENV{EC2_URL}, signature_version => 2);
$ec2->modify_image_attribute(ImageId => 'ami-5bae4b32',
	Attribute => 'productCodes', ProductCode => '774F4FF8');
my $confirmed = $ec2->confirm_product_instance(ProductCode => '774F4FF8',
	InstanceId => 'i-10a64379');
print 'guide ', $confirmed->owner_id, "\n";
my $i = $ec2->run_instances(ImageId => 'ami-6ba54002', MinCount => 1,
	MaxCount => 1)->instances_set->[0]->instance_id;
my $state = '';
for (1 .. 60) {
	$state = $ec2->describe_instances(InstanceId => $i)->[0]
		->instances_set->[0]->instance_state->name;
	last if $state eq 'running';
	select undef, undef, undef, 0.5;
}
print "waiter $state\n";
$ec2->create_tags(ResourceId => $i, Tags => { role => 'web' });
print 'tags ', $ec2->describe_tags('Filter.Name' => ['resource-id'],
	'Filter.Value' => [$i])->[0]->value, "\n";
my $volume = $ec2->describe_instances(InstanceId => $i)->[0]
	->instances_set->[0]->block_device_mapping->[0]->ebs->volume_id;
my $snapshot = $ec2->create_snapshot(VolumeId => $volume)->snapshot_id;
for (1 .. 60) {
	$state = $ec2->describe_snapshots(SnapshotId => $snapshot)->[0]
		->status;
	last if $state eq 'completed';
	select undef, undef, undef, 0.5;
}
print "snapshots $state\n";
