/* SPDX-License-Identifier: BSD-2-Clause */
/* ec2-disassociate-address: disassociate an elastic IP address. */
#include "command/cmd.h"
#include "reply/elasticip.h"

enum { ADDRESS = 1 };

static const struct opt options[] = {
	{ 'a', "association-id", "ASSOCIATION", "AssociationId",
	  .choice = ADDRESS, .help = "association id of the address" },
	OPT_END
};

static const struct row rows[] = {
	{ "@PublicIp", .columns = COLUMNS(
		COLUMN("Type", LITERAL("ADDRESS")),
		COLUMN("Address", REQUEST("PublicIp"))) },
	{ "@AssociationId", .columns = COLUMNS(
		COLUMN("Type", LITERAL("ADDRESS")),
		COLUMN("Address", REQUEST("AssociationId"))) },
	ROW_END
};

#define READBACK(param, name) \
	{ param, "DescribeAddresses", .subject = param, .filter = name, \
	  .rule = &elasticip_readback_rule, .holds = elasticip_is_free, \
	  .gone_holds = true, .missing = "the address is still associated" }

static const struct readback readbacks[] = {
	READBACK("PublicIp", "public-ip"),
	READBACK("AssociationId", "association-id"),
	{ .when = NULL }
};

static const struct cmd command = {
	.name = "ec2-disassociate-address",
	.purpose = "Disassociates an elastic IP address from its instance or "
		   "interface.",
	.examples = { "-a eipassoc-1a2b3c4d" },
	.operand = { .value = "ADDRESS", .param = "PublicIp",
		     .choice = ADDRESS, .needed = true },
	.options = options,
	.call = { "DisassociateAddress", "", rows, REPLY_SUCCESS,
		  .writes = true, .readbacks = readbacks,
		  .look = "ec2-describe-addresses shows what has the address "
			  "now" },
};

int main(int argc, char **argv)
{
	return cmd_run(argc, argv, &command);
}
