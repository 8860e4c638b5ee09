/* SPDX-License-Identifier: BSD-2-Clause */
#include "actions/instances.h"

#include <stdio.h>
#include <string.h>

#include "call/describe.h"
#include "kinds/instance_kind.h"

static const char owns_sql[] =
"SELECT 1 FROM product WHERE code = ?1 AND owner = ?2";

/* Fails unless the caller owns the code.  The message for a code that does not
 * exist is the same, so that the caller learns nothing about others' codes. */
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
"SELECT owner, state <> 'terminated' AND EXISTS "
"(SELECT 1 FROM code WHERE resource = ?1 AND code = ?2) "
"FROM instance WHERE id = ?1 AND region = ?3";

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
	if (describe_check_id(&instance_kind, id, fault))
		return -1;
	sql_start(&q, c->state, confirm_sql, SQL_VALUES(id, code, c->region));
	found = sql_next(&q);
	if (found) {
		(void)snprintf(owner, sizeof(owner), "%s", sql_column(&q, 0));
		is_confirmed = sql_is_true(&q, 1);
	}
	if (call_sql_end(&q, fault))
		return -1;
	if (!found)
		return describe_missing(&instance_kind, id, 1, fault);
	if (is_confirmed)
		markup_text(c->out, "ownerId", owner);
	markup_text(c->out, "return", is_confirmed ? "true" : "false");
	return 0;
}

int instances_describe_attribute(struct call *c, struct fault *fault)
{
	struct subject subject = { .owner = c->account };
	struct call_list list = {0};
	const char *name;
	bool found;
	int rc = -1;

	if (call_need(c, "InstanceId", &subject.id, fault) ||
	    call_need(c, "Attribute", &name, fault) ||
	    call_list(c, "InstanceId.N", &list, fault) ||
	    describe_check_named(c, &instance_kind, &list, false, fault))
		goto out;
	markup_text(c->out, "instanceId", subject.id);
	rc = listing_attribute(c, instance_kind_attributes, name, &subject,
			       &found, fault);
	if (!rc && !found)
		rc = fault_set(fault, FAULT_PARAMETER_VALUE, "Value (%s) for "
			       "parameter attribute is invalid. Unknown "
			       "attribute.", name);
out:
	call_list_release(&list);
	return rc;
}
