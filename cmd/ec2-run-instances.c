/* SPDX-License-Identifier: BSD-2-Clause */
/* ec2-run-instances: launch instances from an AMI. */
#include "cli/device.h"
#include "cli/nic.h"
#include "command/cmd.h"
#include "command/states.h"
#include "reply/reservation.h"

enum { USER_DATA = 1, SECONDARY = 2 };

static const struct opt options[] = {
	{ 'n', "instance-count", "MIN[-MAX]", "MaxCount", .feed = value_count,
	  .also = "count", .help = "how many instances to launch (1)" },
	{ 't', "instance-type", "TYPE", "InstanceType",
	  .help = "instance type" },
	{ 'k', "key", "NAME", "KeyName",
	  .help = "key pair" },
	{ 'g', "group", "GROUP", "SecurityGroup", .use = OPT_MANY,
	  .prefix = "sg-", .prefixed = "SecurityGroupId",
	  .help = "security group, by name or id" },
	{ 'd', "user-data", "DATA", "UserData", .feed = value_user_data,
	  .bytes = true, .choice = USER_DATA, .help = "user data" },
	{ 'f', "user-data-file", "FILE", "UserData", .feed = value_user_file,
	  .bytes = true, .choice = USER_DATA,
	  .help = "user data from FILE; - is standard input" },
	{ 'z', "availability-zone", "ZONE", "Placement.AvailabilityZone",
	  .help = "availability zone" },
	{ 's', "subnet", "SUBNET", "SubnetId",
	  .help = "subnet" },
	{ 'b', "block-device-mapping", "MAPPING", "BlockDeviceMapping",
	  .feed = device_mapping, .use = OPT_MANY,
	  .help = "DEVICE=none|ephemeralN|[SNAPSHOT][:SIZE...]" },
	{ 'm', "monitor", .param = "Monitoring.Enabled", .fixed = "true",
	  .help = "turn on detailed monitoring" },
	{ 'p', "iam-profile", "PROFILE", "IamInstanceProfile",
	  .feed = value_profile, .help = "instance profile, ARN or name" },
	{ 0, "kernel", "KERNEL", "KernelId",
	  .help = "kernel" },
	{ 0, "ramdisk", "RAMDISK", "RamdiskId",
	  .help = "RAM disk" },
	{ 0, "disable-api-termination", .param = "DisableApiTermination",
	  .fixed = "true", .help = "protect against termination" },
	{ 0, "instance-initiated-shutdown-behavior", "stop|terminate",
	  "InstanceInitiatedShutdownBehavior", .closed = true,
	  .help = "stop or terminate if it shuts itself down" },
	{ 0, "placement-group", "GROUP", "Placement.GroupName",
	  .help = "placement group" },
	{ 0, "tenancy", "default|dedicated", "Placement.Tenancy",
	  .help = "shared hardware (default), or dedicated" },
	{ 0, "private-ip-address", "ADDRESS", "PrivateIpAddress",
	  .help = "private address in the subnet" },
	{ 0, "ebs-optimized", .param = "EbsOptimized", .fixed = "true",
	  .help = "make the instances EBS-optimized" },
	{ 0, "client-token", "TOKEN", "ClientToken",
	  .help = "token that prevents a second launch (random)" },
	{ 0, "addressing", "TYPE", .ignored = "EC2 no longer has this option",
	  .help = "ignored" },
	{ 0, "license-pool", "POOL", .ignored = "EC2 no longer has this option",
	  .help = "ignored" },
	{ 'a', "network-interface", "INTERFACE", "NetworkInterface",
	  .feed = nic_attachment, .use = OPT_MANY,
	  .help = "[ENI]:INDEX[:SUBNET[:DESCRIPTION[:...]]]" },
	{ 0, "network-attachment", "INTERFACE", "NetworkInterface",
	  .feed = nic_attachment, .use = OPT_MANY, .alias = true,
	  .help = "old name of -a" },
	{ 0, "associate-public-ip-address", "true|false",
	  "AssociatePublicIpAddress", .feed = value_boolean,
	  .help = "whether instances get public addresses" },
	{ 0, "secondary-private-ip-address", "ADDRESS",
	  "SecondaryPrivateIpAddress", .use = OPT_MANY, .choice = SECONDARY,
	  .help = "further address in the subnet; may be repeated" },
	{ 0, "secondary-private-ip-address-count", "N",
	  "SecondaryPrivateIpAddressCount", .feed = value_number,
	  .choice = SECONDARY, .help = "number of further addresses" },
	{ 0, "tag", "KEY[=VALUE]", "instance", .feed = value_tag,
	  .use = OPT_MANY, .help = "tag the instances; may be repeated" },
	CMD_WAIT("running"),
	OPT_END
};

static const struct answer_rule rule = {
	.set = "instancesSet", .resources = "instancesSet/item",
	.id = "instanceId", .least = "MinCount", .most = "MaxCount",
};

static const struct cmd command = {
	.name = "ec2-run-instances",
	.purpose = "Launches instances from an AMI.",
	.examples = { "ami-4ca33a25 -t m1.small -k support" },
	.operand = { .value = "IMAGE", .param = "ImageId", .needed = true },
	.options = options,
	.headings = reservation_headings,
	.defaults = { { "MinCount", "1" }, { "MaxCount", "1" } },
	.finish = nic_finish,
	.token = "ClientToken",
	.call = { "RunInstances", "", reservation_rows, .writes = true,
		  .rule = &rule, .until = &states_instance_running,
		  .look = "ec2-describe-instances shows what was launched" },
};

int main(int argc, char **argv)
{
	return cmd_run(argc, argv, &command);
}
