/* SPDX-License-Identifier: BSD-2-Clause */
/* ec2-describe-instances: show instances, with their devices and tags. */
#include "command/cmd.h"
#include "reply/reservation.h"

static const struct opt options[] = {
	CMD_FILTER("instances"),
	CMD_PAGE_SIZE,
	OPT_END
};

static const char *const selects[] = { "Filter", NULL };

static const struct answer_match matches[] = {
	{ "product-code", .path = ANSWER_CODES, .kind = ANSWER_CODE,
	  .called = "product code" },
	{ "instance-id", .path = "instanceId", .called = "instance id" },
	{ "image-id", .path = "imageId", .called = "image id" },
	{ "owner-id", .path = "ownerId", .of_item = true,
	  .kind = ANSWER_OWNER, .called = "owner" },
	{ .filter = NULL }
};

static const struct answer_rule rule = {
	.set = "reservationSet", .resources = "instancesSet/item",
	.id = "instanceId", .ids = "InstanceId", .selects = selects,
	.matches = matches,
	.id_filter = "instance-id",
};

static const struct cmd command = {
	.name = "ec2-describe-instances",
	.purpose = "Shows your instances, or only those that you name.",
	.examples = { "-F product-code=774F4FF8", "i-10a64379 --output json" },
	.operand = { .value = "INSTANCE", .param = "InstanceId",
		     .use = OPT_LIST },
	.options = options,
	.headings = reservation_headings,
	.call = { "DescribeInstances", "reservationSet/item",
		  reservation_rows, .pages = true, .rule = &rule },
};

int main(int argc, char **argv)
{
	return cmd_run(argc, argv, &command);
}
