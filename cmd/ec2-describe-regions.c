/* SPDX-License-Identifier: BSD-2-Clause */
/* ec2-describe-regions: show regions and their endpoints. */
#include "command/cmd.h"

static const struct opt options[] = {
	CMD_FILTER("regions"),
	{ 0, "all-regions", .param = "AllRegions", .fixed = "true",
	  .help = "also regions not enabled for the account" },
	OPT_END
};

static const struct row rows[] = {
	{ "", .columns = COLUMNS(
		COLUMN("Type", LITERAL("REGION")),
		ID("Name", PATH("regionName")),
		COLUMN("Endpoint", PATH("regionEndpoint")),
		HIDDEN("OptInStatus", PATH("optInStatus"))) },
	ROW_END
};

static const char *const selects[] = { "Filter", NULL };

static const struct answer_match matches[] = {
	{ "region-name", .path = "regionName", .called = "name" },
	{ .filter = NULL }
};

static const struct answer_rule rule = {
	.set = "regionInfo", .resources = "", .id = "regionName",
	.ids = "RegionName", .selects = selects, .matches = matches,
	.id_filter = "region-name",
};

static const struct cmd command = {
	.name = "ec2-describe-regions",
	.purpose = "Shows regions and their endpoints.",
	.examples = { "" },
	.operand = { .value = "REGION", .param = "RegionName",
		     .use = OPT_LIST },
	.options = options,
	.headings = "REGION Name Endpoint",
	.call = { "DescribeRegions", "regionInfo/item", rows, .rule = &rule },
};

int main(int argc, char **argv)
{
	return cmd_run(argc, argv, &command);
}
