/* SPDX-License-Identifier: BSD-2-Clause */
/* ec2-start-instances: start instances that were stopped. */
#include "command/cmd.h"
#include "command/states.h"
#include "reply/transition.h"

static const struct opt options[] = {
	CMD_WAIT("running"),
	OPT_END
};

static const struct cmd command = {
	.name = "ec2-start-instances",
	.purpose = "Starts instances that were stopped.",
	.examples = { "i-10a64379 --wait" },
	.operand = { .value = "INSTANCE", .param = "InstanceId",
		     .use = OPT_LIST, .needed = true },
	.options = options,
	.headings = transition_state_headings,
	.call = { "StartInstances", "instancesSet/item", transition_state_rows,
		  .writes = true, .rule = &transition_rule,
		  .until = &states_instance_started,
		  .look = "ec2-describe-instances shows which instances run" },
};

int main(int argc, char **argv)
{
	return cmd_run(argc, argv, &command);
}
