/* SPDX-License-Identifier: BSD-2-Clause */
/* Instances, and the question whether one runs with a product code. */
#include "instances.h"

#include <stdio.h>

static const char owns_sql[] =
"SELECT 1 FROM product WHERE code = ?1 AND owner = ?2";

/* A code that does not exist is nobody's, so it is refused in the same
 * words: who asks learns nothing about other sellers' codes. */
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
	if (!call_is_id(id, "i-"))
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
		reply_text(c->reply, "ownerId", owner);
	reply_text(c->reply, "return", is_confirmed ? "true" : "false");
	return 0;
}
