/* SPDX-License-Identifier: BSD-2-Clause */
/* ec2-terminate-instances: end instances for good. */
#include "command/cmd.h"
#include "command/states.h"

static const struct opt options[] = {
	CMD_WAIT("terminated"),
	OPT_END
};

static const struct row rows[] = {
	{ "", .columns = {
		COLUMN("Type", LITERAL("INSTANCE")),
		ID("InstanceID", PATH("instanceId")),
		COLUMN("PreviousState", PATH("previousState/name")),
		COLUMN("CurrentState", PATH("currentState/name")),
	  } },
	ROW_END
};

static const struct answer_rule rule = {
	.set = "instancesSet", .things = "", .id = "instanceId",
	.ids = "InstanceId",
	.missing = "could not tell: the reply does not name it",
};

static const struct cmd command = {
	.name = "ec2-terminate-instances",
	.synopsis = "INSTANCE... [--wait]",
	.purpose = "Terminates instances, which cannot be undone.",
	.operand = { .value = "INSTANCE", .param = "InstanceId",
		     .use = OPT_LIST, .needed = true },
	.options = options,
	.headings = "Type Name",
	.call = { "TerminateInstances", "instancesSet/item", rows,
		  .writes = true, .rule = &rule,
		  .until = &states_instance_terminated,
		  .look = "ec2-describe-instances shows which instances still "
			  "run" },
};

int main(int argc, char **argv)
{
	return cmd_run(argc, argv, &command);
}
