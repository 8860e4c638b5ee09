/* SPDX-License-Identifier: BSD-2-Clause */
/* ec2-describe-instance-status: show status checks and scheduled events of
 * instances. */
#include "command/cmd.h"
#include "reply/status.h"

/* EC2's limit for the number of instance ids in one request. */
enum { IDS_MAX = 100 };

static const struct opt options[] = {
	{ 'A', "include-all-instances", .param = "IncludeAllInstances",
	  .fixed = "true", .help = "also instances that are not running" },
	{ 'I', "hide-healthy", .set = OPT_SET(OPT_FLAG, hide_healthy),
	  .help = "leave out healthy instances without open events" },
	CMD_FILTER("instances"),
	CMD_PAGE_SIZE,
	OPT_END
};

#define CHECK_ROW(type, where) \
	{ where, .columns = COLUMNS( \
		COLUMN("Type", LITERAL(type)), \
		COLUMN("Name", PATH("name")), \
		COLUMN("Status", PATH("status")), \
		COLUMN("ImpairedSince", TIME("impairedSince"))) }

static const struct row status_rows[] = {
	CHECK_ROW("SYSTEMSTATUS", "systemStatus/details/item"),
	CHECK_ROW("INSTANCESTATUS", "instanceStatus/details/item"),
	{ "eventsSet/item", .columns = COLUMNS(
		COLUMN("Type", LITERAL("EVENT")),
		COLUMN("Code", PATH("code")),
		COLUMN("NotBefore", TIME("notBefore")),
		COLUMN("NotAfter", TIME("notAfter")),
		COLUMN("Description", PATH("description")),
		HIDDEN("EventID", PATH("instanceEventId"))) },
	ROW_END
};

static const struct row rows[] = {
	{ "", .rows = status_rows, .columns = COLUMNS(
		COLUMN("Type", LITERAL("INSTANCE")),
		ID("InstanceID", PATH("instanceId")),
		COLUMN("AvailabilityZone", PATH("availabilityZone")),
		COLUMN("State", PATH("instanceState/name")),
		NUMBER("StateCode", PATH("instanceState/code")),
		COLUMN("InstanceStatus", PATH("instanceStatus/status")),
		COLUMN("SystemStatus", PATH("systemStatus/status")),
		COLUMN("RetirementStatus",
		       WHETHER(status_retirement, "retiring|active")),
		COLUMN("RetirementDate",
		       PICKED_TIME(status_retirement, "notBefore")),
		HIDDEN("AttachedEbsStatus", PATH("attachedEbsStatus/status"))) },
	ROW_END
};

/* Without -A, the service leaves out instances that are not running, so the
 * reply may lack instances that the request names. */
static const char *const selects[] = { "Filter", "InstanceId", NULL };

static const struct answer_rule rule = {
	.set = "instanceStatusSet", .resources = "", .id = "instanceId",
	.ids = "InstanceId", .selects = selects,
};

static const struct cmd command = {
	.name = "ec2-describe-instance-status",
	.purpose = "Shows the status checks and scheduled events of "
		   "instances.",
	.examples = { "i-10a64379", "-I" },
	.operand = { .value = "INSTANCE", .param = "InstanceId",
		     .use = OPT_LIST, .portion = IDS_MAX },
	.options = options,
	.call = { "DescribeInstanceStatus", "instanceStatusSet/item", rows,
		  .pages = true, .rule = &rule, .hides = status_is_healthy },
};

int main(int argc, char **argv)
{
	return cmd_run(argc, argv, &command);
}
