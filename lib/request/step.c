/* SPDX-License-Identifier: BSD-2-Clause */
#include "request/step.h"

#include <string.h>

void step_clear_result(struct exchange_result *r)
{
	r->failed = r->refused = r->answered_false = false;
	r->failure = HTTP_WHOLE;
	r->status = r->clock_off = 0;
	r->attempts = 0;
	r->action = NULL;
	r->proxy = "";
	r->code[0] = r->request_id[0] = '\0';
	err_clear(&r->err);
	r->faults = r->missing = NULL;
	r->faults_len = r->missing_len = 0;
	r->merged = r->everywhere = r->again = false;
}

void step_note(struct exchange *x, bool loud, const char *text)
{
	x->run->note(x->run->ctx, &x->job, loud, text);
}

static int buffer_row(void *ctx, const struct row *row,
		      const struct cell *cells, size_t count, struct err *err)
{
	struct exchange *x = ctx;

	return rowbuf_add(&x->rows, row, cells, count, err);
}

int step_make_rows(struct exchange *x, const struct node *item, struct err *err)
{
	const struct row_plan plan = {
		.rows = x->run->call->rows, .request = &x->job.params,
		.visible_only = x->run->visible_only,
		.secret = x->run->call->secret,
		.decode = x->run->decode, .decode_ctx = x->run->decode_ctx,
	};

	return row_make(&plan, item, buffer_row, x, err);
}

int step_again(struct exchange *x, long wait_ms, long long now_ms)
{
	x->state = EXCHANGE_DUE;
	x->due_ms = now_ms + wait_ms;
	return 0;
}

int step_next(struct exchange *x, long wait_ms, long long now_ms)
{
	x->attempts = 0;
	x->clock_tried = false;
	return step_again(x, wait_ms, now_ms);
}

int step_main_request(struct exchange *x, struct err *err)
{
	const struct exchange_run *run = x->run;
	struct params *params = &x->query.params;

	if (query_begin(&x->query, &x->target->service, run->call->action,
			err) ||
	    (run->dry_run && params_add(params, "DryRun", "true", err)))
		return -1;
	x->left_out = x->target->extras.left_out;
	return extras_copy(&x->target->extras,
			   x->wire.len ? &x->wire : &x->job.params, params,
			   err);
}

static int end_job(struct exchange *x)
{
	pages_release(&x->pages);
	x->state = EXCHANGE_DONE;
	return 0;
}

/* Makes the first fault the job's error, unless the job already has an error.
 * Puts the other faults and the missing ids into the job's result. */
static void take_faults(struct exchange *x)
{
	struct exchange_result *r = &x->result;
	const char *faults = buf_str(&x->answer.faults);
	size_t len = x->answer.faults.len;

	if (len && !r->failed) {
		size_t first = strlen(faults) + 1;

		(void)err_doubt(&r->err, "%s", faults);
		if (x->run->call->writes && x->run->call->look)
			(void)err_hint(&r->err, "%s", x->run->call->look);
		faults += first;
		len -= first;
		r->failed = true;
	}
	r->faults = faults;
	r->faults_len = len;
	r->missing = buf_str(&x->answer.missing);
	r->missing_len = x->answer.missing.len;
}

int step_done(struct exchange *x)
{
	take_faults(x);
	return end_job(x);
}

int step_fail(struct exchange *x)
{
	x->result.failed = true;
	answer_reply(&x->answer);
	take_faults(x);
	if (x->run->call->writes && x->phase != EXCHANGE_AWAIT)
		rowbuf_clear(&x->rows);
	else
		rowbuf_rollback(&x->rows);
	return end_job(x);
}

int step_unsettled(struct exchange *x)
{
	const char *look = x->run->call->look;

	if (!x->result.err.hint[0])
		(void)err_hint(&x->result.err, "the change may have been made "
			       "anyway%s%s", look ? ": " : "",
			       look ? look : "");
	return step_fail(x);
}
