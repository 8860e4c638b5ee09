/* SPDX-License-Identifier: BSD-2-Clause */
/* ec2-delete-keypair: delete key pairs. */
#include "command/cmd.h"

static const struct opt options[] = { OPT_END };

static const struct row rows[] = {
	{ "", .columns = COLUMNS(
		COLUMN("Type", LITERAL("KEYPAIR")),
		COLUMN("KeyName", REQUEST("KeyName"))) },
	ROW_END
};

static const struct answer_rule key_rule = {
	.set = "keySet", .resources = "keySet/item", .id = "keyName",
	.ids = "KeyName", .exact = true,
};

static const struct readback readbacks[] = {
	{ "KeyName", "DescribeKeyPairs", .subject = "KeyName",
	  .as = "KeyName.1", .rule = &key_rule,
	  .test = READBACK_ABSENT, .path = "keySet/item",
	  .gone_holds = true, .missing = "the key pair is still there" },
	{ .when = NULL }
};

static const struct cmd command = {
	.name = "ec2-delete-keypair",
	.purpose = "Deletes key pairs; instances keep the public key.",
	.examples = { "support" },
	.operand = { .value = "KEYPAIR", .param = "KeyName", .use = OPT_EACH,
		     .needed = true, .exact = true },
	.options = options,
	.call = { "DeleteKeyPair", "", rows, REPLY_SUCCESS, .writes = true,
		  .readbacks = readbacks,
		  .look = "ec2-describe-keypairs shows whether the pair is "
			  "still there" },
};

int main(int argc, char **argv)
{
	return cmd_run(argc, argv, &command);
}
