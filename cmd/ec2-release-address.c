/* SPDX-License-Identifier: BSD-2-Clause */
/* ec2-release-address: release an elastic IP address. */
#include "command/cmd.h"

enum { ADDRESS = 1 };

static const struct opt options[] = {
	{ 'a', "allocation-id", "ALLOCATION", "AllocationId",
	  .choice = ADDRESS, .help = "allocation id of the address" },
	OPT_END
};

static const struct row rows[] = {
	{ "@PublicIp", .columns = COLUMNS(
		COLUMN("Type", LITERAL("ADDRESS")),
		COLUMN("PublicIp", REQUEST("PublicIp")),
		HIDDEN("AllocationID", EMPTY)) },
	{ "@AllocationId", .columns = COLUMNS(
		COLUMN("Type", LITERAL("ADDRESS")),
		COLUMN("PublicIp", EMPTY),
		COLUMN("AllocationID", REQUEST("AllocationId"))) },
	ROW_END
};

static const struct answer_rule address_rule = {
	.set = "addressesSet", .resources = "addressesSet/item",
	.id = "publicIp",
};

#define READBACK(param) \
	{ param, "DescribeAddresses", .subject = param, .as = param ".1", \
	  .rule = &address_rule, .test = READBACK_ABSENT, \
	  .path = "addressesSet/item", \
	  .gone_holds = true, .missing = "the address is still yours" }

static const struct readback readbacks[] = {
	READBACK("PublicIp"),
	READBACK("AllocationId"),
	{ .when = NULL }
};

static const struct cmd command = {
	.name = "ec2-release-address",
	.purpose = "Releases an elastic IP address, which another account may then "
		   "get.",
	.examples = { "-a eipalloc-1a2b3c4d" },
	.operand = { .value = "ADDRESS", .param = "PublicIp",
		     .prefix = "eipalloc-", .prefixed = "AllocationId",
		     .choice = ADDRESS, .needed = true },
	.options = options,
	.call = { "ReleaseAddress", "", rows, REPLY_SUCCESS,
		  .writes = true, .readbacks = readbacks,
		  .look = "ec2-describe-addresses shows which addresses you have" },
};

int main(int argc, char **argv)
{
	return cmd_run(argc, argv, &command);
}
