/* SPDX-License-Identifier: BSD-2-Clause */
#include "request/settle.h"

#include "request/await.h"
#include "request/step.h"

const struct readback *settle_readback(const struct exchange *x)
{
	return readback_find(x->run->call->readbacks, &x->job.params);
}

int settle_begin(struct exchange *x, const struct readback *readback,
		 long long now_ms, struct err *err)
{
	x->phase = EXCHANGE_READBACK;
	x->readback = readback;
	x->readback_until_ms = now_ms + READBACK_MS;
	x->readback_count = 0;
	if (query_begin(&x->query, &x->target->service, readback->action,
			err) ||
	    readback_add(readback, &x->job.params, &x->query.params, err))
		return -1;
	return step_next(x, 0, now_ms);
}

/* Fails with ERR_DOUBT if the reply does not answer the read, for example
 * because the reply is about another resource. */
static int check_read(const struct exchange *x, struct err *err)
{
	const struct node *root = intake_root(&x->intake);
	struct answer a = { 0 };
	bool keep;
	int rc = answer_begin(&a, x->readback->rule, &x->query.params, err);

	if (!rc)
		rc = answer_item(&a, root, &keep, err);
	if (!rc)
		rc = answer_page(&a, root, err);
	if (!rc && a.faults.len)
		rc = err_doubt(err, "%s", buf_str(&a.faults));
	answer_release(&a);
	return rc;
}

/* Handles a write that worked.  NODE shows the change.  If the reply to the
 * write was lost, makes the rows from NODE. */
static int took_hold(struct exchange *x, const struct node *node,
		     long long now_ms, struct err *err)
{
	if (x->doubt == EXCHANGE_SETTLING) {
		step_note(x, true, x->result.code[0] && x->result.status < 500
			  ? "the repeat was refused, but the change is there"
			  : "no attempt reported success, but the change is "
			    "there");
		if (step_make_rows(x, node, err))
			return -1;
	}
	step_clear_result(&x->result);
	return await_or_done(x, now_ms, err);
}

/* Handles a removal when the read shows that the resource is gone.  If the
 * reply to the write was lost, the removal counts as done by this run only if
 * the last reply said that the resource existed once. */
static int is_gone(struct exchange *x, long long now_ms, struct err *err)
{
	if (x->doubt == EXCHANGE_SETTLING &&
	    !readback_was_there(x->result.code))
		return step_unsettled(x);
	return took_hold(x, intake_root(&x->intake), now_ms, err);
}

int settle_answered(struct exchange *x, long long now_ms, struct err *err)
{
	struct exchange_result *r = &x->result;
	const struct readback *readback = x->readback;
	const struct node *root = intake_root(&x->intake), *shown;
	long wait = readback_wait_ms(x->readback_count++);

	if (check_read(x, &x->attempt.result.err)) {
		if (x->attempt.result.err.kind == ERR_DOUBT)
			return settle_failed(x, now_ms, err);
		*err = x->attempt.result.err;
		return -1;
	}
	shown = readback_find_change(readback, root, &x->job.params);
	if (shown)
		return readback->gone_holds && shown == root
			       ? is_gone(x, now_ms, err)
			       : took_hold(x, shown, now_ms, err);
	/* The last attempt at the write failed, and the change is missing.
	 * Report how that attempt failed. */
	if (x->doubt == EXCHANGE_SETTLING)
		return step_fail(x);
	if (now_ms + wait < x->readback_until_ms)
		return step_next(x, wait, now_ms);
	err_set(&r->err, "%s %s", x->said_yes ? "the endpoint said yes, but"
		: "the endpoint did not report success, and",
		readback->missing);
	if (readback->hint)
		err_hint(&r->err, "%s", readback->hint);
	return step_fail(x);
}

/* Returns the warning that we could not verify a change that the service
 * reported as done, or NULL if the job must fail instead.  An imitation of EC2
 * may lack some reads. */
static const char *why_unread(const struct exchange *x)
{
	const struct exchange_result *r = &x->attempt.result;

	if (!x->said_yes)
		return NULL;
	if (readback_denied(r->code))
		return "the service said yes, but this account may not read "
		       "the result: not verified";
	if (x->readback->if_imitated &&
	    (r->status == 404 || r->status == 501 || readback_unknown(r->code)))
		return "the endpoint said yes, but cannot show the result: not "
		       "verified";
	return NULL;
}

int settle_failed(struct exchange *x, long long now_ms, struct err *err)
{
	const char *code = x->attempt.result.code;
	const char *why = why_unread(x);

	if (x->readback->gone_holds && readback_gone(code))
		return is_gone(x, now_ms, err);
	if (x->doubt == EXCHANGE_SETTLING)
		return step_unsettled(x);
	if (why) {
		step_note(x, true, why);
		return step_done(x);
	}
	x->result = x->attempt.result;
	err_prefix(&x->result.err, "accepted, but the result could not be read "
				   "back");
	return step_fail(x);
}
