/* SPDX-License-Identifier: BSD-2-Clause */
/* ec2-describe-keypairs: show key pairs and their fingerprints. */
#include "command/cmd.h"

static const struct opt options[] = {
	CMD_FILTER("key pairs"),
	OPT_END
};

/* The command prints no TAG rows, because scripts read the second column of
 * every line as a name. */
static const struct row rows[] = {
	{ "", .columns = COLUMNS(
		COLUMN("Type", LITERAL("KEYPAIR")),
		ID("KeyName", PATH("keyName")),
		COLUMN("Fingerprint", PATH("keyFingerprint")),
		HIDDEN("KeyPairID", PATH("keyPairId")),
		HIDDEN("KeyType", PATH("keyType")),
		HIDDEN("CreateTime", PATH("createTime"))) },
	ROW_END
};

static const char *const selects[] = { "Filter", NULL };

static const struct answer_rule rule = {
	.set = "keySet", .resources = "", .id = "keyName", .ids = "KeyName",
	.selects = selects, .exact = true,
	.id_filter = "key-name",
};

static const struct cmd command = {
	.name = "ec2-describe-keypairs",
	.purpose = "Shows key pairs and their fingerprints.",
	.examples = { "" },
	.operand = { .value = "KEYPAIR", .param = "KeyName", .use = OPT_LIST,
		     .exact = true },
	.options = options,
	.call = { "DescribeKeyPairs", "keySet/item", rows, .rule = &rule },
};

int main(int argc, char **argv)
{
	return cmd_run(argc, argv, &command);
}
