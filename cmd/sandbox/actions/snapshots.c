/* SPDX-License-Identifier: BSD-2-Clause */
#include "actions/snapshots.h"

#include <string.h>

#include "call/describe.h"
#include "kinds/volume_kind.h"
#include "values/text.h"

static const char own_sql[] = "SELECT owner FROM snapshot WHERE id = ?1";

/* The snapshot that SnapshotId names, which must be the caller's. */
static int find_own_snapshot(const struct call *c, const char **id,
		    struct fault *fault)
{
	struct call_list list = {0};
	struct sql q;
	bool own;
	int rc;

	if (call_need(c, "SnapshotId", id, fault))
		return -1;
	rc = call_list(c, "SnapshotId.N", &list, fault);
	if (!rc)
		rc = describe_check_named(c, &volume_kind_snapshot, &list,
					  false, fault);
	call_list_release(&list);
	if (rc)
		return -1;
	sql_start(&q, c->state, own_sql, SQL_VALUES(*id));
	own = sql_next(&q) && strcmp(sql_column(&q, 0), c->account) == 0;
	if (call_sql_end(&q, fault))
		return -1;
	return own ? 0 : fault_set(fault, FAULT_AUTH_FAILURE, "Not authorized "
				   "for snapshot:%s", *id);
}

int snapshots_describe_attribute(struct call *c, struct fault *fault)
{
	struct subject subject = { .owner = c->account };
	const char *name;
	bool found;

	if (find_own_snapshot(c, &subject.id, fault) ||
	    call_need(c, "Attribute", &name, fault))
		return -1;
	markup_text(c->out, "snapshotId", subject.id);
	if (listing_attribute(c, volume_kind_snapshot_attributes, name,
			      &subject, &found, fault))
		return -1;
	return found ? 0 : fault_set(fault, FAULT_PARAMETER_VALUE, "Value "
				     "(%s) for parameter attribute is "
				     "invalid. Unknown attribute.", name);
}

/* Lists of whom to add and whom to remove; those without an operation of
 * their own have that of OperationType. */
static const struct {
	const char *pattern, *kind, *operation;
} fields[] = {
	{ "CreateVolumePermission.Add.N.UserId", "userId", "add" },
	{ "CreateVolumePermission.Add.N.Group", "group", "add" },
	{ "CreateVolumePermission.Remove.N.UserId", "userId", "remove" },
	{ "CreateVolumePermission.Remove.N.Group", "group", "remove" },
	{ "UserId.N", "userId", NULL },
	{ "UserGroup.N", "group", NULL },
};

static const char add_sql[] =
"INSERT OR IGNORE INTO permission (resource, kind, value) "
"VALUES (?1, ?2, ?3)";

static const char remove_sql[] =
"DELETE FROM permission WHERE resource = ?1 AND kind = ?2 AND value = ?3";

static int change_permission(const struct call *c, const char *id, size_t field,
		  const char *value, struct fault *fault)
{
	const char *kind = fields[field].kind;
	const char *operation = fields[field].operation;
	bool fits = strcmp(kind, "group") == 0 ? strcmp(value, "all") == 0 :
		    text_is_account(value);

	if (!operation)
		operation = call_text(c, "OperationType", "");
	if (!fits)
		return fault_set(fault, FAULT_PARAMETER_VALUE, "Invalid value "
				 "\"%s\" for %s", value, kind);
	if (strcmp(operation, "add") != 0 && strcmp(operation, "remove") != 0)
		return fault_set(fault, FAULT_PARAMETER_VALUE, "Value (%s) "
				 "for parameter operationType is invalid. It "
				 "must be add or remove", operation);
	return call_sql(c, *operation == 'a' ? add_sql : remove_sql,
			SQL_VALUES(id, kind, value), fault);
}

int snapshots_modify_attribute(struct call *c, struct fault *fault)
{
	const char *attribute = call_text(c, "Attribute",
					  "createVolumePermission");
	const char *id;
	size_t count = 0;

	if (find_own_snapshot(c, &id, fault))
		return -1;
	if (strcmp(attribute, "createVolumePermission") != 0)
		return fault_set(fault, FAULT_PARAMETER_VALUE, "Value (%s) "
				 "for parameter attribute is invalid.",
				 attribute);
	for (size_t f = 0; f < sizeof(fields) / sizeof(fields[0]); f++) {
		struct call_list list;
		int rc = call_list(c, fields[f].pattern, &list, fault);

		for (size_t i = 0; i < list.len && !rc; i++, count++)
			rc = change_permission(c, id, f, list.items[i].value,
					       fault);
		call_list_release(&list);
		if (rc)
			return -1;
	}
	if (!count)
		return fault_set(fault, FAULT_PARAMETER_COMBINATION,
				 "No create volume permissions specified.");
	markup_text(c->out, "return", "true");
	return 0;
}
