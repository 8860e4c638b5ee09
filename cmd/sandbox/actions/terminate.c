/* SPDX-License-Identifier: BSD-2-Clause */
/* An instance is shutting down in the answer, and terminated from then on. */
#include "actions/terminate.h"

#include <stdio.h>
#include <string.h>

#include "base/codec.h"

static const char find_sql[] =
"SELECT state, state_code, protected = 'true' AND state <> 'terminated' "
"FROM shown_instance WHERE id = ?1 AND owner = ?2";

struct found {
	char state[24], code[8];
};

static int find_instance(const struct call *c, const char *id,
			 struct found *out, struct fault *fault)
{
	bool found, protected;
	struct sql q;

	if (!id_is_valid(id, "i-"))
		return fault_set(fault, FAULT_INSTANCE_MALFORMED,
				 "Invalid id: \"%s\"", id);
	sql_start(&q, c->state, find_sql, SQL_VALUES(id, c->account));
	found = sql_next(&q);
	(void)snprintf(out->state, sizeof(out->state), "%s",
		       sql_column(&q, 0));
	(void)snprintf(out->code, sizeof(out->code), "%s",
		       sql_column(&q, 1));
	protected = sql_is_true(&q, 2);
	if (call_sql_end(&q, fault))
		return -1;
	if (!found)
		return fault_set(fault, FAULT_INSTANCE_NOT_FOUND,
				 "The instance ID '%s' does not exist", id);
	if (protected)
		return fault_set(fault, FAULT_OPERATION_NOT_PERMITTED, "The "
				 "instance '%s' may not be terminated. Modify "
				 "its 'disableApiTermination' instance "
				 "attribute and try again.", id);
	return 0;
}

static void write_state(struct call *c, const char *name, const char *code,
			const char *state)
{
	markup_open(c->out, name);
	markup_text(c->out, "code", code);
	markup_text(c->out, "name", state);
	markup_close(c->out);
}

static const char end_sql[] =
"UPDATE instance SET state = 'terminated', ended = ?2 WHERE id = ?1";

static int end_instance(struct call *c, const char *id, const char *now,
			struct fault *fault)
{
	struct found before;
	bool over;

	if (find_instance(c, id, &before, fault))
		return -1;
	over = strcmp(before.state, "terminated") == 0;
	markup_open(c->out, "item");
	markup_text(c->out, "instanceId", id);
	write_state(c, "currentState", over ? "48" : "32",
		    over ? "terminated" : "shutting-down");
	write_state(c, "previousState", before.code, before.state);
	markup_close(c->out);
	return over ? 0 : call_sql(c, end_sql, SQL_VALUES(id, now), fault);
}

/* All or none: if one instance is refused, the others are not terminated. */
int terminate_instances(struct call *c, struct fault *fault)
{
	char now[CODEC_EXTENDED_SIZE], ended[CODEC_EXTENDED_SIZE + 4];
	struct call_list list;
	int rc = call_list(c, "InstanceId.N", &list, fault);

	if (!rc && !list.len)
		rc = fault_set(fault, FAULT_MISSING_PARAMETER, "The request "
			       "must contain the parameter InstanceId");
	codec_time_extended(c->now, now);
	(void)snprintf(ended, sizeof(ended), "%.19s.000Z", now);
	markup_open(c->out, "instancesSet");
	for (size_t i = 0; i < list.len && !rc; i++)
		rc = end_instance(c, list.items[i].value, ended, fault);
	markup_close(c->out);
	call_list_release(&list);
	return rc;
}
