/* SPDX-License-Identifier: BSD-2-Clause */
/* ec2-stop-instances: shut instances down, to be started again. */
#include "command/cmd.h"
#include "command/states.h"

static const struct opt options[] = {
	{ 'f', "force", .param = "Force", .fixed = "true",
	  .help = "stop without a regular shutdown" },
	{ 0, "hibernate", .param = "Hibernate", .fixed = "true",
	  .help = "keep what is in memory, if they were launched so" },
	CMD_WAIT("stopped"),
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
	.name = "ec2-stop-instances",
	.synopsis = "INSTANCE... [-f] [--hibernate] [--wait]",
	.purpose = "Shuts instances down, to be started again later.",
	.operand = { .value = "INSTANCE", .param = "InstanceId",
		     .use = OPT_LIST, .needed = true },
	.options = options,
	.headings = "Type Name",
	.call = { "StopInstances", "instancesSet/item", rows,
		  .writes = true, .rule = &rule,
		  .until = &states_instance_stopped,
		  .look = "ec2-describe-instances shows which instances run" },
};

int main(int argc, char **argv)
{
	return cmd_run(argc, argv, &command);
}
