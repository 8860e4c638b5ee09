/* SPDX-License-Identifier: BSD-2-Clause */
/* ec2-add-keypair: make a key pair. */
#include "command/cmd.h"

static const struct opt options[] = { OPT_END };

static const struct row rows[] = {
	{ "", .columns = COLUMNS(
		COLUMN("Type", LITERAL("KEYPAIR")),
		COLUMN("KeyName", PATH("keyName")),
		COLUMN("Fingerprint", PATH("keyFingerprint")),
		HIDDEN("KeyPairID", PATH("keyPairId")),
		LINES("KeyMaterial", PATH("keyMaterial"))) },
	ROW_END
};

static const struct answer_rule rule = {
	.echoes = { { "keyName", "KeyName" } }, .one_id = "keyMaterial",
};

static const struct cmd command = {
	.name = "ec2-add-keypair",
	.purpose = "Makes a key pair and prints its private key, which is shown "
		   "only once.",
	.examples = { "support --columns KeyMaterial >support.pem" },
	.operand = { .value = "KEYPAIR", .param = "KeyName", .needed = true },
	.options = options,
	.call = { "CreateKeyPair", "", rows, .writes = true, .once = true,
		  .secret = true, .rule = &rule,
		  .look = "ec2-describe-keypairs --columns KeyName,CreateTime "
			  "shows whether there is a new key pair: if so, its "
			  "private key is lost, so delete the new pair with "
			  "ec2-delete-keypair; then start over" },
	.sent_once = "KeyMaterial",
	.lost = "the key pair is there, but its private key is lost: delete "
		"the pair with ec2-delete-keypair, and start over",
};

int main(int argc, char **argv)
{
	return cmd_run(argc, argv, &command);
}
