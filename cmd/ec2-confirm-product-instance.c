/* SPDX-License-Identifier: BSD-2-Clause */
/* ec2-confirm-product-instance: ask whether instances have your product
 * code. */
#include "command/cmd.h"
#include "reply/confirmation.h"

static const struct opt options[] = {
	{ 'i', "instance", "ID", .param = "InstanceId", .use = OPT_EACH,
	  .needed = true, .also = "instance-id id",
	  .help = "instance to ask about; may be repeated" },
	{ 0, "exit-code", .set = OPT_SET(OPT_FLAG, exit_code),
	  .help = "exit status 3 if an instance is not confirmed" },
	{ 'q', "quiet", .set = OPT_SET(OPT_FLAG, quiet),
	  .help = "like --exit-code, but print no rows" },
	{ 0, "owner", "ACCOUNT", .set = OPT_SET(OPT_STRING, owner),
	  .also = "account owner-id account-id customer",
	  .help = "exit status 3 also if the owner is not ACCOUNT" },
	OPT_END
};

static const struct cmd command = {
	.name = "ec2-confirm-product-instance",
	.purpose = "Tells whether instances have your product code.",
	.examples = { "774F4FF8 -i i-10a64379", "774F4FF8 -i - <instances" },
	.operand = { .value = "CODE", .param = "ProductCode", .needed = true,
		     .also = "p c code product-code" },
	.options = options,
	.call = { "ConfirmProductInstance", "", confirmation_rows,
		  REPLY_ANSWER, .rule = &confirmation_rule },
	.one_row = true,
	.false_hint = "not confirmed: the instance exists, and was launched "
		    "without this code or is terminated",
	.false_hint_elsewhere = "; outside Amazon's cloud also: the code is "
			      "not yours, or the endpoint confirms nothing",
};

int main(int argc, char **argv)
{
	return cmd_run(argc, argv, &command);
}
