/* SPDX-License-Identifier: BSD-2-Clause */
/* ec2-get-console-output: print what an instance wrote to its console. */
#include "command/cmd.h"

static const struct opt options[] = {
	{ 'r', "raw-console-output", .set = OPT_SET(OPT_FLAG, raw),
	  .help = "print every byte unchanged, even to a terminal" },
	{ 0, "latest", .param = "Latest", .fixed = "true",
	  .help = "the latest output (only of Nitro instances)" },
	OPT_END
};

static const struct row rows[] = {
	{ "", .columns = COLUMNS(
		COLUMN("InstanceID", PATH("instanceId")),
		COLUMN("Timestamp", TIME("timestamp")),
		COLUMN("Output", BASE64("output"))) },
	ROW_END
};

static const struct answer_rule rule = {
	.one_id = "instanceId", .echoes = { { "instanceId", "InstanceId" } },
};

static const struct cmd command = {
	.name = "ec2-get-console-output",
	.purpose = "Prints what an instance wrote to its console.",
	.examples = { "i-10a64379 --latest" },
	.operand = { .value = "INSTANCE", .param = "InstanceId",
		     .needed = true },
	.options = options,
	.document = true,
	.call = { "GetConsoleOutput", "", rows, .rule = &rule },
};

int main(int argc, char **argv)
{
	return cmd_run(argc, argv, &command);
}
