/* SPDX-License-Identifier: BSD-2-Clause */
/* ec2-terminate-instances: end instances for good. */
#include "command/cmd.h"
#include "command/states.h"
#include "reply/transition.h"

static const struct opt options[] = {
	CMD_WAIT("terminated"),
	OPT_END
};

static const struct cmd command = {
	.name = "ec2-terminate-instances",
	.purpose = "Terminates instances for good.",
	.examples = { "i-10a64379 i-7c1dab08" },
	.operand = { .value = "INSTANCE", .param = "InstanceId",
		     .use = OPT_LIST, .needed = true },
	.options = options,
	.headings = transition_state_headings,
	.call = { "TerminateInstances", "instancesSet/item",
		  transition_state_rows,
		  .writes = true, .rule = &transition_rule,
		  .until = &states_instance_terminated,
		  .look = "ec2-describe-instances shows which instances still "
			  "run" },
};

int main(int argc, char **argv)
{
	return cmd_run(argc, argv, &command);
}
