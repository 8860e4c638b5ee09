/* SPDX-License-Identifier: BSD-2-Clause */
#include "actions/instances.h"

#include <string.h>

#include "base/codec.h"
#include "kinds/instance_kind.h"

enum { USER_DATA_MAX = 16 * 1024 };

int instances_check_user_data(const char *text, struct fault *fault)
{
	struct buf data = { 0 };
	struct err err;
	int rc = 0;

	if (codec_base64_decode(&data, text, strlen(text), &err))
		rc = fault_set(fault, FAULT_USER_DATA,
			       "Invalid BASE64 encoding of user data.");
	else if (data.len > USER_DATA_MAX)
		rc = fault_set(fault, FAULT_USER_DATA, "User data is limited "
			       "to %d bytes", USER_DATA_MAX);
	buf_release(&data);
	return rc;
}

#define CONFIRMED(yes, no) \
	"CASE WHEN state <> 'terminated' AND EXISTS (SELECT 1 FROM code " \
	"WHERE resource = ?1 AND code = ?5) THEN " yes " ELSE " no " END"

/* Refuses an unknown code and another seller's code in the same words, so that
 * a caller cannot find out which codes exist. */
static const struct recipe confirm = {
	.name = "ConfirmProductInstance",
	.takes = { "@!InstanceId", "!ProductCode" },
	.rules = {
		{ FAULT_AUTH_FAILURE,
"SELECT 'Not authorized for product code: ' || ?8 WHERE NOT EXISTS "
"(SELECT 1 FROM product WHERE code = ?8 AND owner = ?2)" },
		{ FAULT_INSTANCE_NOT_FOUND,
"SELECT 'The instance ID ''' || ?7 || ''' does not exist' WHERE NOT EXISTS "
"(SELECT 1 FROM instance WHERE id = ?7 AND region = ?3)" },
	}, .reply = REPLY_LIST,
	.list = &(const struct list){
		.from = "instance WHERE id = ?1",
		.elements = (const struct element[]){
			{ "ownerId", CONFIRMED("owner", "''") },
			{ "return", CONFIRMED("'true'", "'false'") },
			{ NULL } } },
};

static const struct recipe describe_attribute = {
	.name = "DescribeInstanceAttribute",
	.kind = &instance_kind, .attributes = instance_kind_attributes,
	.reply = REPLY_ATTRIBUTE,
};

static const struct recipe reset = {
	.name = "ResetInstanceAttribute",
	.kind = &instance_kind, .takes = { "!Attribute" },
	.forms = {
		{ FAULT_PARAMETER_VALUE,
"SELECT 'Value (' || ?7 || ') for parameter attribute is invalid.' "
"WHERE ?7 NOT IN ('kernel', 'ramdisk', 'sourceDestCheck')" },
	}, .rules = {
		INSTANCES_IN_VPC("?7"),
		{ FAULT_INSTANCE_STATE,
"SELECT 'The instance ''' || id || ''' is not in the ''stopped'' state.' FROM "
"instance WHERE id = ?1 AND ?7 <> 'sourceDestCheck' AND state <> 'stopped'" },
	}, .statements = {
"UPDATE instance SET source_check = 'true' WHERE id = ?1 AND "
"?7 = 'sourceDestCheck'",
"UPDATE instance SET kernel = (SELECT kernel FROM image WHERE id = image) "
"WHERE id = ?1 AND ?7 = 'kernel'",
"UPDATE instance SET ramdisk = (SELECT ramdisk FROM image WHERE id = image) "
"WHERE id = ?1 AND ?7 = 'ramdisk'",
	},
};

/* Instances of the sandbox do not boot, so they never get a password. */
static const struct recipe password = {
	.name = "GetPasswordData", .kind = &instance_kind, .reply = REPLY_LIST,
	.list = &(const struct list){
		.from = "instance WHERE id = ?1",
		.elements = (const struct element[]){
			{ "instanceId", "id" }, { "timestamp", "launched" },
			{ "!passwordData", "''" }, { NULL } } },
};

static const char console_sql[] =
"SELECT 'ec2-sandbox: ' || id || ' is a ' || type || ' of ' || image || "
"char(10) || 'ec2-sandbox: nothing boots here' || char(10) FROM instance "
"WHERE id = ?1 AND state IN ('running', 'stopped', 'stopping')";

static int write_console(const struct call *c, const char *id,
			 struct fault *fault)
{
	struct buf text = { 0 };
	struct sql q;

	sql_start(&q, c->state, console_sql, SQL_VALUES(id));
	(void)sql_next(&q);
	codec_base64(&text, sql_column(&q, 0), strlen(sql_column(&q, 0)));
	markup_text(c->out, "output", buf_str(&text));
	buf_release(&text);
	return call_sql_end(&q, 0, fault);
}

static const struct recipe console = {
	.name = "GetConsoleOutput",
	.kind = &instance_kind, .takes = { "?Latest" },
	.reply = REPLY_LIST, .reply_first = true,
	.list = &(const struct list){
		.from = "instance WHERE id = ?1",
		.elements = (const struct element[]){
			{ "instanceId", "id" }, { "timestamp", "launched" },
			{ NULL } } },
	.finish = write_console,
};

#define INSTANCE "FROM shown_instance WHERE id = ?1 AND "

/* The instance's states before and after an action.  The action does not change
 * the states in OVER. */
#define STATES(over, state_code_after, state_after) \
	(&(const struct list){ .from = "shown_instance WHERE id = ?1", \
	.elements = (const struct element[]){ \
		{ "instanceId", "id" }, \
		{ "<currentState" }, \
		{ "code", "CASE WHEN state IN (" over ") THEN state_code " \
		  "ELSE " state_code_after " END" }, \
		{ "name", "CASE WHEN state IN (" over ") THEN state ELSE '" \
		  state_after "' END" }, \
		{ ">" }, \
		{ "<previousState" }, \
		{ "code", "state_code" }, \
		{ "name", "state" }, \
		{ ">" }, \
		{ NULL } } })

#define PROTECTED "FROM given JOIN shown_instance ON id = value " \
	"WHERE protected = 'true' AND state <> 'terminated' ORDER BY n"

/* A protected instance saves the other instances of its zone.  EC2 terminates
 * the instances in other zones, and then refuses the request. */
static const struct recipe terminate_instances = {
	.name = "TerminateInstances", .kind = &instance_kind, .many = true,
	.lists = RECIPE_LISTS("InstanceId.N"),
	.forms = { { FAULT_PARAMETER_COMBINATION,
"SELECT 'No instances specified' WHERE NOT EXISTS (SELECT 1 FROM given)" } },
	.statements = {
"UPDATE instance SET state = 'shutting-down', next = 'terminated', "
"due = ?6 + 1000, ended = ?4 WHERE id = ?1 AND state NOT IN ('terminated', "
"'shutting-down') AND zone NOT IN (SELECT zone " PROTECTED ")",
"UPDATE address SET instance = '', association = '' WHERE instance IN (SELECT "
"id FROM instance WHERE id = ?1 AND state IN ('terminated', 'shutting-down'))",
	}, .last_rules = {
		{ FAULT_OPERATION_NOT_PERMITTED,
"SELECT 'The instance ''' || id || ''' may not be terminated. Modify its "
"''disableApiTermination'' instance attribute and try again.' " PROTECTED },
	}, .reply = REPLY_LIST, .reply_first = true,
	.list = STATES("'terminated', 'shutting-down'", "32", "shutting-down"),
};

static const struct recipe stop_instances = {
	.name = "StopInstances", .kind = &instance_kind, .many = true,
	.takes = { "?Force", "?Hibernate" },
	.forms = {
		{ FAULT_NOT_SUPPORTED,
"SELECT 'ec2-sandbox does not model hibernation' WHERE ?8 = 'true'" },
	}, .rules = {
		{ FAULT_NOT_SUPPORTED,
"SELECT 'The instance ''' || id || ''' does not have an ''ebs'' root device "
"type and cannot be stopped.' " INSTANCE "root_device <> 'ebs'" },
		{ FAULT_OPERATION_NOT_PERMITTED,
"SELECT 'The instance ''' || id || ''' may not be stopped. Modify its "
"''disableApiStop'' instance attribute and try again.' " INSTANCE
"stop_protected = 'true' AND state = 'running'" },
		{ FAULT_INSTANCE_STATE,
"SELECT 'The instance ''' || id || ''' is not in a state from which it can be "
"stopped.' " INSTANCE "state IN ('terminated', 'shutting-down', 'pending')" },
	}, .statements = {
"UPDATE instance SET state = 'stopping', next = 'stopped', due = ?6 + 1000, "
"ended = ?4 WHERE id = ?1 AND state = 'running'",
	}, .reply = REPLY_LIST, .reply_first = true,
	.list = STATES("'stopped', 'stopping'", "64", "stopping"),
};

static const struct recipe start_instances = {
	.name = "StartInstances", .kind = &instance_kind, .many = true,
	.rules = {
		{ FAULT_INSTANCE_STATE,
"SELECT 'The instance ''' || id || ''' is not in a state from which it can be "
"started.' " INSTANCE "state IN ('terminated', 'shutting-down', 'stopping')" },
		{ FAULT_PARAMETER_VALUE,
"SELECT 'Invalid value ''' || id || ''' for instanceId. Instance does not have "
"a volume attached at root (' || root_name || ')' " INSTANCE "state = 'stopped' "
"AND EXISTS (SELECT 1 FROM image_device WHERE image = shown_instance.image AND "
"device = root_name AND virtual_name = '') AND NOT EXISTS (SELECT 1 FROM "
"instance_device WHERE instance = id AND device = root_name)" },
	}, .statements = {
"UPDATE instance SET state = 'pending', next = 'running', due = ?6 + 1000, "
"launched = ?4, ended = '' WHERE id = ?1 AND state = 'stopped'",
	}, .reply = REPLY_LIST, .reply_first = true,
	.list = STATES("'running', 'pending'", "0", "pending"),
};

static const struct recipe reboot_instances = {
	.name = "RebootInstances", .kind = &instance_kind, .many = true,
	.rules = {
		{ FAULT_INSTANCE_STATE,
"SELECT 'The instance ''' || id || ''' is not in a state from which it can be "
"rebooted.' " INSTANCE "state IN ('terminated', 'shutting-down', 'stopping', "
"'stopped')" },
	},
};

#define MONITOR(before, after, passing) \
	.kind = &instance_kind, .many = true, \
	.rules = { { FAULT_INSTANCE_STATE, \
"SELECT 'The instance ''' || id || ''' is not in a state in which its " \
"monitoring can change.' " INSTANCE \
"state IN ('terminated', 'shutting-down')" } }, \
	.statements = { "UPDATE instance SET monitoring = '" after "' " \
			"WHERE id = ?1" }, \
	.reply = REPLY_LIST, .reply_first = true, \
	.list = &(const struct list){ .from = "instance WHERE id = ?1", \
	.elements = (const struct element[]){ \
		{ "instanceId", "id" }, \
		{ "<monitoring" }, \
		{ "state", "CASE monitoring WHEN '" before "' THEN '" passing \
		  "' ELSE monitoring END" }, \
		{ ">" }, \
		{ NULL } } }

static const struct recipe monitor_instances = {
	.name = "MonitorInstances", MONITOR("disabled", "enabled", "pending")
};

static const struct recipe unmonitor_instances = {
	.name = "UnmonitorInstances", MONITOR("enabled", "disabled", "disabling")
};

const struct recipe *const instances_actions[] = {
	&confirm, &describe_attribute, &reset, &password, &console,
	&terminate_instances, &stop_instances, &start_instances,
	&reboot_instances, &monitor_instances, &unmonitor_instances, NULL
};
