/* SPDX-License-Identifier: BSD-2-Clause */
#include "actions/instance_attributes.h"

#include <stdio.h>
#include <string.h>

#include "base/codec.h"
#include "call/describe.h"
#include "kinds/instance_kind.h"
#include "values/text.h"

/* An attribute with one value: the statement that sets it to ?2, what the
 * value may be, and whether the instance must be stopped. */
static const struct attribute {
	const char *name, *parameter, *sql, *choices;
	bool is_stopped;
} attributes[] = {
	{ "instanceType", "InstanceType.Value",
	  "UPDATE instance SET type = ?2 WHERE id = ?1", NULL, true },
	{ "kernel", "Kernel.Value",
	  "UPDATE instance SET kernel = ?2 WHERE id = ?1", NULL, true },
	{ "ramdisk", "Ramdisk.Value",
	  "UPDATE instance SET ramdisk = ?2 WHERE id = ?1", NULL, true },
	{ "userData", "UserData.Value",
	  "UPDATE instance SET user_data = ?2 WHERE id = ?1", NULL, true },
	{ "disableApiTermination", "DisableApiTermination.Value",
	  "UPDATE instance SET protected = ?2 WHERE id = ?1", "true|false",
	  false },
	{ "disableApiStop", "DisableApiStop.Value",
	  "UPDATE instance SET stop_protected = ?2 WHERE id = ?1",
	  "true|false", false },
	{ "instanceInitiatedShutdownBehavior",
	  "InstanceInitiatedShutdownBehavior.Value",
	  "UPDATE instance SET shutdown = ?2 WHERE id = ?1",
	  "stop|terminate", false },
	{ "sourceDestCheck", "SourceDestCheck.Value",
	  "UPDATE instance SET source_check = ?2 WHERE id = ?1", "true|false",
	  false },
	{ "ebsOptimized", "EbsOptimized.Value",
	  "UPDATE instance SET ebs_optimized = ?2 WHERE id = ?1",
	  "true|false", true },
	{ "enaSupport", "EnaSupport.Value",
	  "UPDATE instance SET ena = ?2 WHERE id = ?1", "true|false", true },
	{ "sriovNetSupport", "SriovNetSupport.Value",
	  "UPDATE instance SET sriov = ?2 WHERE id = ?1", "simple",
	  true },
};

enum { ATTRIBUTES = sizeof(attributes) / sizeof(attributes[0]) };

static const char state_sql[] = "SELECT state FROM instance WHERE id = ?1";

static int check_state(const struct call *c, const char *id, bool is_stopped,
		       struct fault *fault)
{
	struct sql q;
	int rc = 0;

	sql_start(&q, c->state, state_sql, SQL_VALUES(id));
	(void)sql_next(&q);
	if (is_stopped ? strcmp(sql_column(&q, 0), "stopped") != 0 :
			 strcmp(sql_column(&q, 0), "terminated") == 0)
		rc = fault_set(fault, FAULT_INSTANCE_STATE, "The instance "
			       "'%s' is not in the 'stopped' state.", id);
	if (rc) {
		struct err ignored;

		(void)sql_end(&q, &ignored);
		return -1;
	}
	return call_sql_end(&q, fault);
}

/* An instance outside a VPC has no source/destination check. */
#define CLASSIC_ONLY "instance WHERE id = ?1 AND subnet = ''"
#define NO_SOURCE_CHECK \
	"You may only modify the sourceDestCheck attribute for VPC instances"

static int check_network(const struct call *c, const char *id,
			 struct fault *fault)
{
	struct sql q;
	bool is_classic;

	sql_start(&q, c->state, "SELECT 1 FROM " CLASSIC_ONLY, SQL_VALUES(id));
	is_classic = sql_next(&q);
	if (call_sql_end(&q, fault))
		return -1;
	return is_classic ? fault_set(fault, FAULT_PARAMETER_COMBINATION,
				      NO_SOURCE_CHECK) : 0;
}

static int set(const struct call *c, const struct attribute *a,
	       const char *id, const char *value, struct fault *fault)
{
	struct buf data = {0};
	struct err err;
	int rc = 0;

	if (a->choices && !text_is_one_of(a->choices, value))
		return fault_set(fault, FAULT_PARAMETER_VALUE, "Value (%s) "
				 "for parameter %s is invalid.", value,
				 a->name);
	if (strcmp(a->name, "userData") == 0)
		rc = codec_base64_decode(&data, value, strlen(value), &err);
	buf_release(&data);
	if (rc)
		return fault_set(fault, FAULT_USER_DATA,
				 "Invalid BASE64 encoding of user data.");
	if (check_state(c, id, a->is_stopped, fault) ||
	    (strcmp(a->name, "sourceDestCheck") == 0 &&
	     check_network(c, id, fault)))
		return -1;
	return call_sql(c, a->sql, SQL_VALUES(id, value), fault);
}

static const char drop_groups_sql[] =
"DELETE FROM instance_group WHERE instance = ?1";

static const char group_sql[] =
"INSERT OR IGNORE INTO instance_group SELECT ?1, id, name "
"FROM security_group WHERE id = ?2 AND owner = ?3 AND region = ?4";

static const char has_group_sql[] =
"SELECT 1 FROM instance_group WHERE instance = ?1 AND id = ?2";

static int set_groups(const struct call *c, const char *id,
		      const struct call_list *groups, struct fault *fault)
{
	if (call_sql(c, drop_groups_sql, SQL_VALUES(id), fault))
		return -1;
	for (size_t i = 0; i < groups->len; i++) {
		const char *group = groups->items[i].value;
		struct sql q;
		bool has;

		if (call_sql(c, group_sql, SQL_VALUES(id, group, c->account,
			     c->region), fault))
			return -1;
		sql_start(&q, c->state, has_group_sql, SQL_VALUES(id, group));
		has = sql_next(&q);
		if (call_sql_end(&q, fault))
			return -1;
		if (!has)
			return fault_set(fault, FAULT_GROUP_NOT_FOUND, "The "
					 "security group '%s' does not exist",
					 group);
	}
	return 0;
}

static const char device_sql[] =
"UPDATE instance_device SET delete_on_termination = ?3 WHERE instance = ?1 "
"AND device = ?2 AND ?4 IN ('', volume) AND volume <> ''";

static const char has_device_sql[] =
"SELECT 1 FROM instance_device WHERE instance = ?1 AND device = ?2 AND "
"?3 IN ('', volume) AND volume <> ''";

static int set_device(const struct call *c, const char *id,
		      const struct call_item *device, struct fault *fault)
{
	const char *volume, *value;
	char name[96];
	struct sql q;
	bool has, flag;

	(void)snprintf(name, sizeof(name),
		       "BlockDeviceMapping.%ld.Ebs.VolumeId", device->n);
	volume = call_text(c, name, "");
	(void)snprintf(name, sizeof(name),
		       "BlockDeviceMapping.%ld.Ebs.DeleteOnTermination",
		       device->n);
	if (call_need(c, name, &value, fault) ||
	    call_bool(c, name, &flag, fault))
		return -1;
	sql_start(&q, c->state, has_device_sql, SQL_VALUES(id, device->value,
		  volume));
	has = sql_next(&q);
	if (call_sql_end(&q, fault))
		return -1;
	if (!has)
		return fault_set(fault, FAULT_PARAMETER_VALUE, "No device is "
				 "currently mapped at %s", device->value);
	return call_sql(c, device_sql, SQL_VALUES(id, device->value, value,
			volume), fault);
}

/* The instance that InstanceId names, which must be the caller's. */
static int find_own(const struct call *c, const char **id,
		    struct fault *fault)
{
	struct call_list list = {0};
	int rc;

	if (call_need(c, "InstanceId", id, fault))
		return -1;
	rc = call_list(c, "InstanceId.N", &list, fault);
	if (!rc)
		rc = describe_check_named(c, &instance_kind, &list, false,
					  fault);
	call_list_release(&list);
	return rc;
}

/* Sets what has one value; *COUNT says how many. */
static int set_values(const struct call *c, const char *id, size_t *count,
		      struct fault *fault)
{
	const char *attribute = call_text(c, "Attribute", "");
	const char *value;

	for (size_t i = 0; i < ATTRIBUTES; i++) {
		const struct attribute *a = &attributes[i];

		value = params_get(c->params, a->parameter);
		if (!value && strcmp(a->name, attribute) == 0)
			value = params_get(c->params, "Value");
		if (!value)
			continue;
		if ((*count)++)
			break;
		if (set(c, a, id, value, fault))
			return -1;
	}
	return 0;
}

int instance_attributes_modify(struct call *c, struct fault *fault)
{
	struct call_list groups = {0}, devices = {0};
	const char *id;
	size_t count = 0;
	int rc = -1;

	if (find_own(c, &id, fault) || set_values(c, id, &count, fault) ||
	    call_list(c, "GroupId.N", &groups, fault) ||
	    call_list(c, "BlockDeviceMapping.N.DeviceName", &devices, fault))
		goto out;
	count += (groups.len > 0) + (devices.len > 0);
	if (count != 1) {
		(void)fault_set(fault, FAULT_PARAMETER_COMBINATION, count ?
				"Fields for multiple attribute types "
				"specified" : "No attributes specified.");
		goto out;
	}
	rc = groups.len ? set_groups(c, id, &groups, fault) : 0;
	for (size_t i = 0; i < devices.len && !rc; i++)
		rc = set_device(c, id, &devices.items[i], fault);
	if (!rc)
		markup_text(c->out, "return", "true");
out:
	call_list_release(&groups);
	call_list_release(&devices);
	return rc;
}

const struct recipe instance_attributes_reset = {
	.kind = &instance_kind, .takes = { "!Attribute" },
	.rules = {
		{ FAULT_PARAMETER_VALUE,
"SELECT 'Value (' || ?7 || ') for parameter attribute is invalid.' "
"WHERE ?7 NOT IN ('kernel', 'ramdisk', 'sourceDestCheck')" },
		{ FAULT_INSTANCE_STATE,
"SELECT 'The instance ''' || id || ''' is not in the ''stopped'' state.' "
"FROM instance WHERE id = ?1 AND ?7 <> 'sourceDestCheck' AND "
"state <> 'stopped'" },
		{ FAULT_PARAMETER_COMBINATION,
"SELECT '" NO_SOURCE_CHECK "' FROM " CLASSIC_ONLY
" AND ?7 = 'sourceDestCheck'" },
	},
	.statements = {
"UPDATE instance SET source_check = 'true' WHERE id = ?1 AND "
"?7 = 'sourceDestCheck'",
"UPDATE instance SET kernel = (SELECT kernel FROM image WHERE id = image) "
"WHERE id = ?1 AND ?7 = 'kernel'",
"UPDATE instance SET ramdisk = (SELECT ramdisk FROM image WHERE id = image) "
"WHERE id = ?1 AND ?7 = 'ramdisk'",
	},
};

/* Nothing boots here, so no password is ever made. */
const struct recipe instance_attributes_password = {
	.kind = &instance_kind, .reply = REPLY_LIST,
	.list = &(const struct list){
		.from = "instance WHERE id = ?1",
		.elements = (const struct element[]){
			{ "instanceId", "id" },
			{ "timestamp", "launched" },
			{ "!passwordData", "''" },
			{ NULL } } },
};

static const char console_sql[] =
"SELECT launched, CASE WHEN state IN ('running', 'stopped', 'stopping') THEN "
"'ec2-sandbox: ' || id || ' is a ' || type || ' of ' || image || char(10) || "
"'ec2-sandbox: nothing boots here' || char(10) ELSE '' END FROM instance "
"WHERE id = ?1";

int instance_attributes_console(struct call *c, struct fault *fault)
{
	struct buf text = {0};
	const char *id;
	struct sql q;

	if (find_own(c, &id, fault))
		return -1;
	sql_start(&q, c->state, console_sql, SQL_VALUES(id));
	(void)sql_next(&q);
	markup_text(c->out, "instanceId", id);
	markup_text(c->out, "timestamp", sql_column(&q, 0));
	codec_base64(&text, sql_column(&q, 1), strlen(sql_column(&q, 1)));
	markup_text(c->out, "output", buf_str(&text));
	buf_release(&text);
	return call_sql_end(&q, fault);
}
