/* SPDX-License-Identifier: BSD-2-Clause */
/* ec2-import-keypair: make a key pair from your public key. */
#include "command/cmd.h"

static const struct opt options[] = {
	{ 'f', "public-key-file", "FILE", "PublicKeyMaterial",
	  .feed = value_file, .bytes = true, .needed = true,
	  .help = "file with the public key; - is standard input" },
	OPT_END
};

static const struct row rows[] = {
	{ "", .columns = COLUMNS(
		COLUMN("Type", LITERAL("KEYPAIR")),
		COLUMN("KeyName", PATH("keyName")),
		COLUMN("Fingerprint", PATH("keyFingerprint")),
		HIDDEN("KeyPairID", PATH("keyPairId"))) },
	ROW_END
};

static const struct answer_rule rule = {
	.echoes = { { "keyName", "KeyName" } }, .one_id = "keyName",
};

static const struct cmd command = {
	.name = "ec2-import-keypair",
	.purpose = "Makes a key pair from your public key.",
	.examples = { "own -f id_ed25519.pub" },
	.operand = { .value = "KEYPAIR", .param = "KeyName", .needed = true },
	.options = options,
	.call = { "ImportKeyPair", "", rows, .writes = true, .once = true,
		  .rule = &rule,
		  .look = "ec2-describe-keypairs shows whether the pair is "
			  "there, and its fingerprint" },
};

int main(int argc, char **argv)
{
	return cmd_run(argc, argv, &command);
}
