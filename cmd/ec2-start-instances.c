/* SPDX-License-Identifier: BSD-2-Clause */
/* ec2-start-instances: start instances that were stopped. */
#include "command/cmd.h"
#include "command/states.h"

static const struct opt options[] = {
	CMD_WAIT("running"),
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
	.name = "ec2-start-instances",
	.synopsis = "INSTANCE... [--wait]",
	.purpose = "Starts instances that were stopped.",
	.operand = { .value = "INSTANCE", .param = "InstanceId",
		     .use = OPT_LIST, .needed = true },
	.options = options,
	.headings = "Type Name",
	.call = { "StartInstances", "instancesSet/item", rows,
		  .writes = true, .rule = &rule,
		  .until = &states_instance_started,
		  .look = "ec2-describe-instances shows which instances run" },
};

int main(int argc, char **argv)
{
	return cmd_run(argc, argv, &command);
}
