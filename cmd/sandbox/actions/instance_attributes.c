/* SPDX-License-Identifier: BSD-2-Clause */
#include "actions/instance_attributes.h"

#include <stdio.h>
#include <string.h>

#include "actions/instances.h"
#include "base/codec.h"
#include "call/describe.h"
#include "kinds/instance_kind.h"
#include "kinds/network_kind.h"
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

/* What a request changes: an attribute with one value, or a list. */
struct change {
	const char *id;
	const struct attribute *attribute;
	const char *value;
	struct call_list groups, devices;
};

static int check_value(const struct attribute *a, const char *value,
		       struct fault *fault)
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
	return rc ? fault_set(fault, FAULT_USER_DATA,
			      "Invalid BASE64 encoding of user data.") : 0;
}

/* Finds what has one value; *COUNT says how many. */
static int read_values(struct change *change, const struct call *c,
		       size_t *count, struct fault *fault)
{
	const char *attribute = call_text(c, "Attribute", "");

	for (size_t i = 0; i < ATTRIBUTES; i++) {
		const struct attribute *a = &attributes[i];
		const char *value = params_get(c->params, a->parameter);

		if (!value && strcmp(a->name, attribute) == 0)
			value = params_get(c->params, "Value");
		if (!value)
			continue;
		change->attribute = a;
		change->value = value;
		(*count)++;
		if (check_value(a, value, fault))
			return -1;
	}
	return 0;
}

static int read_modification(struct change *change, const struct call *c,
			     struct fault *fault)
{
	size_t count = 0;

	if (describe_need(c, &instance_kind, &change->id, fault) ||
	    read_values(change, c, &count, fault) ||
	    call_list(c, "GroupId.N", &change->groups, fault) ||
	    call_list(c, "BlockDeviceMapping.N.DeviceName", &change->devices,
		      fault))
		return -1;
	count += (change->groups.len > 0) + (change->devices.len > 0);
	if (count == 1)
		return 0;
	return fault_set(fault, FAULT_PARAMETER_COMBINATION, count ?
			 "Fields for multiple attribute types specified" :
			 "No attributes specified.");
}

static const struct rule states[] = {
	{ FAULT_INSTANCE_STATE, "SELECT 'The instance ''' || id || ''' is not "
	  "in the ''stopped'' state.' FROM instance WHERE id = ?1 AND "
	  "CASE ?2 WHEN '' THEN state = 'terminated' "
	  "ELSE state <> 'stopped' END" },
	INSTANCES_IN_VPC("?3"),
	{ .sql = NULL }
};

static int set_value(const struct call *c, const struct change *change,
		     struct fault *fault)
{
	const struct attribute *a = change->attribute;

	if (call_rules(c, states, SQL_VALUES(change->id, a->is_stopped ?
		       "stopped" : "", a->name), fault))
		return -1;
	return call_sql(c, a->sql, SQL_VALUES(change->id, change->value),
			fault);
}

static const char drop_groups_sql[] =
"DELETE FROM instance_group WHERE instance = ?1";

static const char group_sql[] =
"INSERT OR IGNORE INTO instance_group SELECT ?1, id, name "
"FROM security_group WHERE id = ?2";

static int set_groups(const struct call *c, const struct change *change,
		      struct fault *fault)
{
	const struct call_list *groups = &change->groups;

	if (describe_check_named(c, &network_kind_group, groups, false,
				 fault) ||
	    call_sql(c, drop_groups_sql, SQL_VALUES(change->id), fault))
		return -1;
	for (size_t i = 0; i < groups->len; i++)
		if (call_sql(c, group_sql, SQL_VALUES(change->id,
			     groups->items[i].value), fault))
			return -1;
	return 0;
}

#define DEVICE "instance_device WHERE instance = ?1 AND device = ?2 AND " \
	"?4 IN ('', volume) AND volume <> ''"

static const struct rule mapped[] = {
	{ FAULT_PARAMETER_VALUE, "SELECT 'No device is currently mapped at ' "
	  "|| ?2 WHERE NOT EXISTS (SELECT 1 FROM " DEVICE ")" },
	{ .sql = NULL }
};

static const char device_sql[] =
"UPDATE instance_device SET delete_on_termination = ?3 WHERE rowid IN "
"(SELECT rowid FROM " DEVICE ")";

static int set_device(const struct call *c, const char *id,
		      const struct call_item *device, struct fault *fault)
{
	const char *volume, *value;
	char name[96];
	bool flag;

	(void)snprintf(name, sizeof(name),
		       "BlockDeviceMapping.%ld.Ebs.VolumeId", device->n);
	volume = call_text(c, name, "");
	(void)snprintf(name, sizeof(name),
		       "BlockDeviceMapping.%ld.Ebs.DeleteOnTermination",
		       device->n);
	if (call_need(c, name, &value, fault) ||
	    call_bool(c, name, &flag, fault) ||
	    call_rules(c, mapped, SQL_VALUES(id, device->value, value,
					     volume), fault))
		return -1;
	return call_sql(c, device_sql, SQL_VALUES(id, device->value, value,
			volume), fault);
}

int instance_attributes_modify(struct call *c, struct fault *fault)
{
	struct change change = { .id = NULL };
	int rc = -1;

	if (read_modification(&change, c, fault) ||
	    describe_own(c, &instance_kind, change.id, fault))
		goto out;
	rc = change.attribute ? set_value(c, &change, fault) :
	     change.groups.len ? set_groups(c, &change, fault) : 0;
	for (size_t i = 0; i < change.devices.len && !rc; i++)
		rc = set_device(c, change.id, &change.devices.items[i],
				fault);
	if (!rc)
		markup_text(c->out, "return", "true");
out:
	call_list_release(&change.groups);
	call_list_release(&change.devices);
	return rc;
}
