/* SPDX-License-Identifier: BSD-2-Clause */
/* ec2-create-volume: make a volume, empty or from a snapshot. */
#include "command/cmd.h"
#include "command/states.h"
#include "reply/volumes.h"

/* The group of the options that give the volume its size.  The command line
 * must have at least one of them. */
enum { SIZE = 1 };

static const struct opt options[] = {
	{ 's', "size", "GIB", "Size", .feed = value_positive, .any_of = SIZE,
	  .help = "size in GiB (the snapshot's size)" },
	{ 0, "snapshot", "SNAPSHOT", "SnapshotId", .any_of = SIZE,
	  .help = "snapshot to make the volume from" },
	{ 'z', "availability-zone", "ZONE", "AvailabilityZone",
	  .needed = true, .help = "availability zone of the volume" },
	{ 't', "type", "TYPE", "VolumeType",
	  .help = "volume type (the service's default)" },
	{ 'i', "iops", "N", "Iops", .feed = value_positive, .with = "t",
	  .help = "I/O operations per second; needs -t" },
	{ 0, "encrypted", .param = "Encrypted", .fixed = "true",
	  .help = "encrypt the volume" },
	{ 0, "tag", "KEY[=VALUE]", "volume", .feed = value_tag,
	  .use = OPT_MANY, .help = "tag the volume; may be repeated" },
	{ 0, "client-token", "TOKEN", "ClientToken",
	  .help = "token that prevents a second volume (random)" },
	CMD_WAIT("available"),
	OPT_END
};

static const struct answer_rule rule = { .one_id = "volumeId" };

static const struct cmd command = {
	.name = "ec2-create-volume",
	.purpose = "Makes a volume, empty or from a snapshot.",
	.examples = { "-s 100 -z us-east-1b -t gp3",
		      "--snapshot snap-a08912c9 -z us-east-1a" },
	.operand = { .help = "--snapshot names a snapshot" },
	.options = options,
	.token = "ClientToken",
	.call = { "CreateVolume", "", volumes_rows, .writes = true,
		  .rule = &rule, .until = &states_volume_available,
		  .look = "ec2-describe-volumes shows whether there is a new "
			  "volume" },
};

int main(int argc, char **argv)
{
	return cmd_run(argc, argv, &command);
}
