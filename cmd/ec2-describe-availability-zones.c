/* SPDX-License-Identifier: BSD-2-Clause */
/* ec2-describe-availability-zones: show the availability zones of a region. */
#include "command/cmd.h"

static const struct opt options[] = {
	CMD_FILTER("zones"),
	OPT_END
};

static const struct row rows[] = {
	{ "", .columns = COLUMNS(
		COLUMN("Type", LITERAL("AVAILABILITYZONE")),
		ID("Name", PATH("zoneName")),
		COLUMN("State", PATH("zoneState")),
		COLUMN("Region", PATH("regionName")),
		STRINGS("Message", JOINED("messageSet/item/message")),
		HIDDEN("ZoneID", PATH("zoneId")),
		HIDDEN("ZoneType", PATH("zoneType")),
		HIDDEN("GroupName", PATH("groupName")),
		HIDDEN("OptInStatus", PATH("optInStatus"))) },
	ROW_END
};

static const char *const selects[] = { "Filter", NULL };

static const struct answer_match matches[] = {
	{ "zone-name", .path = "zoneName", .called = "name" },
	{ .filter = NULL }
};

static const struct answer_rule rule = {
	.set = "availabilityZoneInfo", .resources = "", .id = "zoneName",
	.ids = "ZoneName", .selects = selects, .matches = matches,
	.id_filter = "zone-name",
};

static const struct cmd command = {
	.name = "ec2-describe-availability-zones",
	.purpose = "Shows the availability zones of a region.",
	.examples = { "-F state=available --region eu-west-1" },
	.operand = { .value = "ZONE", .param = "ZoneName", .use = OPT_LIST },
	.options = options,
	.call = { "DescribeAvailabilityZones", "availabilityZoneInfo/item",
		  rows, .rule = &rule },
};

int main(int argc, char **argv)
{
	return cmd_run(argc, argv, &command);
}
