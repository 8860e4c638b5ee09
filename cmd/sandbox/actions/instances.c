/* SPDX-License-Identifier: BSD-2-Clause */
#include "actions/instances.h"

#include <stdio.h>
#include <string.h>

#include "call/listing.h"

static const char owns_sql[] =
"SELECT 1 FROM product WHERE code = ?1 AND owner = ?2";

/* Refuses an unknown code in the same words as another seller's code, so that
 * callers learn nothing about the codes of others. */
static int check_owner(const struct call *c, const char *code,
		       struct fault *fault)
{
	struct sql q;
	bool owns;

	sql_start(&q, c->state, owns_sql, SQL_VALUES(code, c->account));
	owns = sql_next(&q);
	if (call_sql_end(&q, fault))
		return -1;
	if (owns)
		return 0;
	return fault_set(fault, FAULT_AUTH_FAILURE, "Not authorized for "
			 "product code: %s", code);
}

static const char confirm_sql[] =
"SELECT owner, state NOT IN ('shutting-down', 'terminated') AND EXISTS "
"(SELECT 1 FROM instance_code WHERE instance = ?1 AND code = ?2) "
"FROM instance WHERE id = ?1";

int instances_confirm(struct call *c, struct fault *fault)
{
	bool found, is_confirmed = false;
	const char *code, *id;
	char owner[16] = "";
	struct sql q;

	if (call_need(c, "ProductCode", &code, fault) ||
	    call_need(c, "InstanceId", &id, fault) ||
	    check_owner(c, code, fault))
		return -1;
	if (!id_is_valid(id, "i-"))
		return fault_set(fault, FAULT_INSTANCE_MALFORMED,
				 "Invalid id: \"%s\"", id);
	sql_start(&q, c->state, confirm_sql, SQL_VALUES(id, code));
	found = sql_next(&q);
	if (found) {
		(void)snprintf(owner, sizeof(owner), "%s", sql_column(&q, 0));
		is_confirmed = sql_is_true(&q, 1);
	}
	if (call_sql_end(&q, fault))
		return -1;
	if (!found)
		return fault_set(fault, FAULT_INSTANCE_NOT_FOUND,
				 "The instance ID '%s' does not exist", id);
	if (is_confirmed)
		markup_text(c->out, "ownerId", owner);
	markup_text(c->out, "return", is_confirmed ? "true" : "false");
	return 0;
}

#define VALUE(attribute, column) \
	{ .name = attribute, .single = true, \
	  .sql = "SELECT " column " FROM shown_instance WHERE id = ?1", \
	  .steps = LISTING_COLUMNS("value") }

static const struct listing attributes[] = {
	VALUE("disableApiTermination", "protected"),
	VALUE("ebsOptimized", "ebs_optimized"),
	VALUE("instanceInitiatedShutdownBehavior", "shutdown"),
	VALUE("instanceType", "type"),
	VALUE("kernel", "kernel"),
	VALUE("ramdisk", "ramdisk"),
	VALUE("rootDeviceName", "root_name"),
	VALUE("sourceDestCheck", "CASE subnet WHEN '' THEN '' ELSE 'true' END"),
	VALUE("userData", "user_data"),
	{ .name = "enaSupport", .single = true,
	  .sql = "SELECT 'false'", .steps = LISTING_COLUMNS("value") },
	{ .name = "sriovNetSupport", .single = true,
	  .sql = "SELECT ''", .steps = LISTING_COLUMNS("value") },
	{ .name = "blockDeviceMapping", .sql =
"SELECT device, volume, 'attached', launched, delete_on_termination "
"FROM instance_device JOIN instance ON instance.id = instance "
"WHERE instance = ?1 AND volume <> '' AND state <> 'terminated' "
"ORDER BY instance_device.rowid",
	  .steps = LISTING_COLUMNS("deviceName", "<ebs", "volumeId", "status",
				   "attachTime", "deleteOnTermination",
				   ">") },
	{ .name = "groupSet", .sql =
"SELECT id, name FROM instance_group WHERE instance = ?1 ORDER BY rowid",
	  .steps = LISTING_COLUMNS("groupId", "groupName") },
	{ .name = "productCodes", .sql =
"SELECT code, 'devpay' FROM instance_code WHERE instance = ?1",
	  .steps = LISTING_COLUMNS("productCode", "type") },
};

static const struct listing *find_attribute(const char *name)
{
	for (size_t i = 0; i < sizeof(attributes) / sizeof(attributes[0]); i++)
		if (strcmp(attributes[i].name, name) == 0)
			return &attributes[i];
	return NULL;
}

static const char own_sql[] =
"SELECT 1 FROM instance WHERE id = ?1 AND owner = ?2";

/* Another account's instance is refused as unknown. */
static int check_own(const struct call *c, const char *id,
		     struct fault *fault)
{
	struct sql q;
	bool found;

	if (!id_is_valid(id, "i-"))
		return fault_set(fault, FAULT_INSTANCE_MALFORMED,
				 "Invalid id: \"%s\"", id);
	sql_start(&q, c->state, own_sql, SQL_VALUES(id, c->account));
	found = sql_next(&q);
	if (call_sql_end(&q, fault))
		return -1;
	if (found)
		return 0;
	return fault_set(fault, FAULT_INSTANCE_NOT_FOUND,
			 "The instance ID '%s' does not exist", id);
}

int instances_describe_attribute(struct call *c, struct fault *fault)
{
	const struct listing *attribute;
	const char *id, *name;

	if (call_need(c, "InstanceId", &id, fault) ||
	    call_need(c, "Attribute", &name, fault))
		return -1;
	attribute = find_attribute(name);
	if (!attribute)
		return fault_set(fault, FAULT_PARAMETER_VALUE, "Value (%s) "
				 "for parameter attribute is invalid. Unknown "
				 "attribute.", name);
	if (check_own(c, id, fault))
		return -1;
	markup_text(c->out, "instanceId", id);
	return listing_write(c, attribute, id, fault);
}
