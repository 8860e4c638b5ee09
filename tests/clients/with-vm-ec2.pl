# SPDX-License-Identifier: BSD-2-Clause
use strict;
use warnings;
use VM::EC2;
my $ec2 = VM::EC2->new(-access_key => $ENV{AWS_ACCESS_KEY_ID},
	-secret_key => $ENV{AWS_SECRET_ACCESS_KEY},
	-endpoint => $ENV{EC2_URL}, -raise_error => 1);
$ec2->modify_image_attribute('ami-5bae4b32', -product_code => '774F4FF8');
print 'guide ', $ec2->confirm_product_instance('i-10a64379', '774F4FF8'), "\n";
my ($i) = $ec2->run_instances(-image_id => 'ami-6ba54002', -min_count => 1,
	-max_count => 1);
$ec2->wait_for_instances($i);
print 'waiter ', $i->current_status, "\n";
$i->add_tags(role => 'web');
print 'tags ', $ec2->describe_instances($i)->tags->{role}, "\n";
my ($v) = $ec2->describe_volumes(-filter => {
	'attachment.instance-id' => "$i" });
my $s = $v->create_snapshot('of a test');
$ec2->wait_for_snapshots($s);
print 'snapshots ', $s->current_status, "\n";
