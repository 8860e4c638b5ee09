/* SPDX-License-Identifier: BSD-2-Clause */
/* ec2-get-password: print the password of a Windows instance. */
#include "command/cmd.h"

static const struct opt options[] = {
	{ 'k', "priv-launch-key", "FILE", .bytes = true, .needed = true,
	  .set = OPT_SET(OPT_STRING, launch_key),
	  .help = "file with the private key; - is standard input" },
	OPT_END
};

static const struct row rows[] = {
	{ "", .columns = COLUMNS(
		HIDDEN("InstanceID", PATH("instanceId")),
		COLUMN("Password", DECODED("passwordData"))) },
	ROW_END
};

static const struct answer_refusal refusals[] = {
	{ "passwordData", .empty = true,
	  .words = "the instance has no password yet: Windows may need 15 "
		   "minutes after the first start, other systems set none" },
	{ .path = NULL }
};

static const struct answer_rule rule = {
	.echoes = { { "instanceId", "InstanceId" } }, .refusals = refusals,
};

static const struct cmd command = {
	.name = "ec2-get-password",
	.purpose = "Prints the administrator's password of a Windows instance.",
	.examples = { "i-10a64379 -k admin.pem" },
	.operand = { .value = "INSTANCE", .param = "InstanceId",
		     .needed = true },
	.options = options,
	.call = { "GetPasswordData", "", rows, .secret = true, .rule = &rule },
};

int main(int argc, char **argv)
{
	return cmd_run(argc, argv, &command);
}
