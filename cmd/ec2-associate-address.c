/* SPDX-License-Identifier: BSD-2-Clause */
/* ec2-associate-address: associate an elastic IP address. */
#include "command/cmd.h"

enum { ADDRESS = 1, INSTANCE, REASSOCIATION };

static const struct opt options[] = {
	{ 'a', "allocation-id", "ALLOCATION", "AllocationId",
	  .choice = ADDRESS, .help = "allocation id of the address" },
	{ 'i', "instance", "INSTANCE", "InstanceId", .choice = INSTANCE,
	  .needed = true, .help = "instance that gets the address" },
	{ 'n', "network-interface", "INTERFACE", "NetworkInterfaceId",
	  .choice = INSTANCE, .help = "interface that gets the address" },
	{ 'p', "private-ip-address", "ADDRESS", "PrivateIpAddress",
	  .help = "private address of the instance (the primary)" },
	{ 0, "allow-reassociation", .param = "AllowReassociation",
	  .fixed = "true", .choice = REASSOCIATION,
	  .help = "also take an address that is in use" },
	{ 0, "no-allow-reassociation", .param = "AllowReassociation",
	  .fixed = "false", .choice = REASSOCIATION,
	  .help = "fail if the address is in use" },
	OPT_END
};

static const struct row rows[] = {
	{ "", .columns = COLUMNS(
		COLUMN("Type", LITERAL("ADDRESS")),
		COLUMN("PublicIp", REQUEST("PublicIp")),
		COLUMN("InstanceID", REQUEST("InstanceId")),
		COLUMN("AllocationID", REQUEST("AllocationId")),
		COLUMN("AssociationID", PATH("associationId"))) },
	ROW_END
};

static const struct cmd command = {
	.name = "ec2-associate-address",
	.purpose = "Associates an elastic IP address with an instance or "
		   "interface.",
	.examples = { "-a eipalloc-1a2b3c4d -i i-10a64379" },
	.operand = { .value = "ADDRESS", .param = "PublicIp",
		     .prefix = "eipalloc-", .prefixed = "AllocationId",
		     .choice = ADDRESS, .needed = true },
	.options = options,
	.call = { "AssociateAddress", "", rows, REPLY_SUCCESS, .writes = true,
		  .look = "ec2-describe-addresses shows what has the address "
			  "now" },
};

int main(int argc, char **argv)
{
	return cmd_run(argc, argv, &command);
}
