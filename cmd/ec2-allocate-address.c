/* SPDX-License-Identifier: BSD-2-Clause */
/* ec2-allocate-address: get an elastic IP address. */
#include "command/cmd.h"

static const struct opt options[] = {
	{ 'd', "domain", "vpc|standard", "Domain", .closed = true,
	  .help = "network: vpc, or standard (retired EC2-Classic)" },
	OPT_END
};

static const struct row rows[] = {
	{ "", .columns = COLUMNS(
		COLUMN("Type", LITERAL("ADDRESS")),
		COLUMN("PublicIp", PATH("publicIp")),
		COLUMN("InstanceID", EMPTY),
		COLUMN("Domain", { ROW_PATH, "domain", .shown = "standard" }),
		COLUMN("AllocationID", PATH("allocationId"))) },
	ROW_END
};

static const struct answer_rule rule = { .one_id = "publicIp" };

static const struct cmd command = {
	.name = "ec2-allocate-address",
	.purpose = "Allocates an elastic IP address, which costs money.",
	.examples = { "" },
	.options = options,
	.call = { "AllocateAddress", "", rows, .writes = true, .once = true,
		  .rule = &rule,
		  .look = "ec2-describe-addresses shows which addresses you "
			  "have" },
};

int main(int argc, char **argv)
{
	return cmd_run(argc, argv, &command);
}
