/* SPDX-License-Identifier: BSD-2-Clause */
/* ec2-monitor-instances: turn detailed monitoring on. */
#include "command/cmd.h"
#include "reply/transition.h"

static const struct opt options[] = { OPT_END };

static const struct cmd command = {
	.name = "ec2-monitor-instances",
	.purpose = "Turns detailed monitoring of instances on.",
	.examples = { "i-10a64379" },
	.operand = { .value = "INSTANCE", .param = "InstanceId",
		     .use = OPT_LIST, .needed = true },
	.options = options,
	.call = { "MonitorInstances", "instancesSet/item",
		  transition_monitoring_rows,
		  .writes = true, .rule = &transition_rule,
		  .look = "ec2-describe-instances shows whether an instance "
			  "is monitored" },
};

int main(int argc, char **argv)
{
	return cmd_run(argc, argv, &command);
}
