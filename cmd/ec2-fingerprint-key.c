/* SPDX-License-Identifier: BSD-2-Clause */
/* ec2-fingerprint-key: print the fingerprint of a private key in a file. */
#include "command/cmd.h"
#include "command/keyfile.h"

static const struct opt options[] = { OPT_END };

static const struct row rows[] = {
	{ "", .columns = COLUMNS(COLUMN("Fingerprint", VALUE)) },
	ROW_END
};

static const struct cmd command = {
	.name = "ec2-fingerprint-key",
	.purpose = "Prints the fingerprint of a private key, as EC2 shows it for keys "
		   "that it made.",
	.examples = { "support.pem" },
	.operand = { .value = "KEYFILE", .needed = true, .bytes = true },
	.options = options,
	.call = { .rows = rows },
	.local = keyfile_fingerprint,
};

int main(int argc, char **argv)
{
	return cmd_run(argc, argv, &command);
}
