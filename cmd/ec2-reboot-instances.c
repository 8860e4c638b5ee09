/* SPDX-License-Identifier: BSD-2-Clause */
/* ec2-reboot-instances: restart instances. */
#include "command/cmd.h"

static const struct opt options[] = { OPT_END };

/* The command prints no rows. */
static const struct row rows[] = { ROW_END };

static const struct cmd command = {
	.name = "ec2-reboot-instances",
	.purpose = "Restarts instances.",
	.examples = { "i-10a64379" },
	.operand = { .value = "INSTANCE", .param = "InstanceId",
		     .use = OPT_LIST, .needed = true },
	.options = options,
	.call = { "RebootInstances", "", rows, REPLY_SUCCESS, .writes = true,
		  .look = "ec2-get-console-output may show whether an instance "
			  "restarted" },
};

int main(int argc, char **argv)
{
	return cmd_run(argc, argv, &command);
}
