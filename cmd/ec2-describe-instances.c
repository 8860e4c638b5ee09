/* SPDX-License-Identifier: BSD-2-Clause */
/* ec2-describe-instances: instances, with all that belongs to them. */
#include "command/cmd.h"
#include "reply/reservation.h"

static const struct opt options[] = {
	CMD_FILTER("instances"),
	CMD_PAGE_SIZE,
	OPT_END
};

static const struct cmd command = {
	.name = "ec2-describe-instances",
	.synopsis = "[INSTANCE...] [-F FILTER]...",
	.purpose = "Shows instances: yours, or those named.",
	.operand = { .value = "INSTANCE", .param = "InstanceId",
		     .use = OPT_LIST },
	.options = options,
	.headings = reservation_headings,
	.pages = true,
	.call = { "DescribeInstances", "reservationSet/item",
		  reservation_rows },
};

int main(int argc, char **argv)
{
	return cmd_run(argc, argv, &command);
}
