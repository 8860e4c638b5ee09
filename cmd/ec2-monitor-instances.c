/* SPDX-License-Identifier: BSD-2-Clause */
/* ec2-monitor-instances: turn detailed monitoring on. */
#include "command/cmd.h"

static const struct opt options[] = { OPT_END };

static const struct row rows[] = {
	{ "", .columns = {
		ID("InstanceID", PATH("instanceId")),
		COLUMN("Monitoring", MONITORING("monitoring/state")),
	  } },
	ROW_END
};

static const struct answer_rule rule = {
	.set = "instancesSet", .things = "", .id = "instanceId",
	.ids = "InstanceId",
	.missing = "could not tell: the reply does not name it",
};

static const struct cmd command = {
	.name = "ec2-monitor-instances",
	.synopsis = "INSTANCE...",
	.purpose = "Turns detailed monitoring of instances on.",
	.operand = { .value = "INSTANCE", .param = "InstanceId",
		     .use = OPT_LIST, .needed = true },
	.options = options,
	.call = { "MonitorInstances", "instancesSet/item", rows,
		  .writes = true, .rule = &rule,
		  .look = "ec2-describe-instances shows whether an instance "
			  "is monitored" },
};

int main(int argc, char **argv)
{
	return cmd_run(argc, argv, &command);
}
