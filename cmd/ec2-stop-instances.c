/* SPDX-License-Identifier: BSD-2-Clause */
/* ec2-stop-instances: shut instances down so that they can start again. */
#include "command/cmd.h"
#include "command/states.h"
#include "reply/transition.h"

static const struct opt options[] = {
	{ 'f', "force", .param = "Force", .fixed = "true",
	  .help = "stop without a regular shutdown" },
	{ 0, "hibernate", .param = "Hibernate", .fixed = "true",
	  .help = "hibernate, if launched with hibernation" },
	CMD_WAIT("stopped"),
	OPT_END
};

static const struct cmd command = {
	.name = "ec2-stop-instances",
	.purpose = "Shuts instances down, so that they can be started again.",
	.examples = { "i-10a64379 --wait" },
	.operand = { .value = "INSTANCE", .param = "InstanceId",
		     .use = OPT_LIST, .needed = true },
	.options = options,
	.headings = transition_state_headings,
	.call = { "StopInstances", "instancesSet/item", transition_state_rows,
		  .writes = true, .rule = &transition_rule,
		  .until = &states_instance_stopped,
		  .look = "ec2-describe-instances shows which instances run" },
};

int main(int argc, char **argv)
{
	return cmd_run(argc, argv, &command);
}
