/* SPDX-License-Identifier: BSD-2-Clause */
/* ec2-describe-addresses: show elastic IP addresses and what uses them. */
#include "command/cmd.h"

static const struct opt options[] = {
	CMD_FILTER("addresses"),
	OPT_END
};

static const struct row rows[] = {
	{ "", .columns = COLUMNS(
		COLUMN("Type", LITERAL("ADDRESS")),
		ID("PublicIp", PATH("publicIp")),
		COLUMN("InstanceID", PATH("instanceId")),
		COLUMN("Domain", { ROW_PATH, "domain", .shown = "standard" }),
		COLUMN("AllocationID", PATH("allocationId")),
		COLUMN("AssociationID", PATH("associationId")),
		COLUMN("NetworkInterfaceID", PATH("networkInterfaceId")),
		COLUMN("PrivateIpAddress", PATH("privateIpAddress"))) },
	ROW_END
};

static const char *const selects[] = { "Filter", NULL };

static const struct answer_rule rule = {
	.set = "addressesSet", .resources = "", .id = "publicIp",
	.ids = "PublicIp", .name = "allocationId", .names = "AllocationId",
	.selects = selects, .id_filter = "public-ip",
	.name_filter = "allocation-id",
};

static const struct cmd command = {
	.name = "ec2-describe-addresses",
	.purpose = "Shows elastic IP addresses and what uses them.",
	.examples = { "", "-F instance-id=i-10a64379" },
	.operand = { .value = "ADDRESS|ALLOCATION", .param = "PublicIp",
		     .use = OPT_LIST, .prefix = "eipalloc-",
		     .prefixed = "AllocationId" },
	.options = options,
	.call = { "DescribeAddresses", "addressesSet/item", rows,
		  .rule = &rule },
};

int main(int argc, char **argv)
{
	return cmd_run(argc, argv, &command);
}
