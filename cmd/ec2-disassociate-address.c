/* SPDX-License-Identifier: BSD-2-Clause */
/* ec2-disassociate-address: take an elastic IP address away from an
 * instance. */
#include "base/str.h"
#include "command/cmd.h"

enum { ADDRESS = 1 };

static const struct opt options[] = {
	{ 'a', "association-id", "ASSOCIATION", "AssociationId",
	  .choice = ADDRESS, .help = "the association, by its id" },
	OPT_END
};

static const unsigned choices[] = { ADDRESS, 0 };

static const struct row rows[] = {
	{ "@PublicIp", .columns = COLUMNS(
		COLUMN("Type", LITERAL("ADDRESS")),
		COLUMN("Address", REQUEST("PublicIp"))) },
	{ "@AssociationId", .columns = COLUMNS(
		COLUMN("Type", LITERAL("ADDRESS")),
		COLUMN("Address", REQUEST("AssociationId"))) },
	ROW_END
};

static const struct answer_rule address_rule = {
	.set = "addressesSet", .things = "addressesSet/item",
	.id = "publicIp",
};

/* A hook, because an address outside a VPC has no associationId, and other
 * clouds show a free one with an empty associationId, or with an instanceId
 * such as "None (project)". */
static bool is_free(const struct node *reply, const struct params *write)
{
	const char *association =
		item_text(reply, "addressesSet/item/associationId");
	const char *instance =
		item_text(reply, "addressesSet/item/instanceId");

	(void)write;
	return !(association && *association) &&
	       !(instance && str_begins(instance, "i-"));
}

#define READBACK(param, name) \
	{ param, "DescribeAddresses", .subject = param, .filter = name, \
	  .rule = &address_rule, .holds = is_free, \
	  .gone_holds = true, .missing = "the address is still associated" }

static const struct readback readbacks[] = {
	READBACK("PublicIp", "public-ip"),
	READBACK("AssociationId", "association-id"),
	{ .when = NULL }
};

static const struct cmd command = {
	.name = "ec2-disassociate-address",
	.synopsis = "ADDRESS | -a ASSOCIATION",
	.purpose = "Disassociates an elastic IP address from its instance.",
	.operand = { .value = "ADDRESS", .param = "PublicIp",
		     .choice = ADDRESS },
	.options = options,
	.choices = choices,
	.call = { "DisassociateAddress", "", rows, REPLY_SUCCESS,
		  .writes = true, .readbacks = readbacks,
		  .look = "ec2-describe-addresses shows where the address is now" },
};

int main(int argc, char **argv)
{
	return cmd_run(argc, argv, &command);
}
