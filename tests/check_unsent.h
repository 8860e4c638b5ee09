/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * An exchange that sends nothing.  The test passes replies to the exchange, and
 * checks how the exchange handles them.
 */
#ifndef CHECK_UNSENT_H
#define CHECK_UNSENT_H

#include "check_main.h"
#include "request/exchange.h"

/* The time at which each job begins, in milliseconds. */
#define UNSENT_NOW 1000LL

struct unsent {
	struct target target;
	struct target *targets[1];
	struct exchange_run run;
	struct exchange x;
	struct buf notes;	/* notes, each with `;` after it; warnings begin
				 * with `!` */
	struct buf text;
	struct err err;
};

static inline void unsent_note(void *ctx, const struct job *job, bool loud,
			       const char *text)
{
	struct unsent *u = ctx;

	(void)job;
	buf_printf(&u->notes, "%s%s;", loud ? "!" : "", text);
}

/* Makes a job of CALL.  PARAMS has a name, its value, and so on, until NULL.
 * The first attempt of the job is under way.  U must be all zero. */
static inline void unsent_begin(struct unsent *u,
				const struct exchange_call *call,
				const char *const *params)
{
	u->run.call = call;
	u->target.service.api_version = "v";
	u->target.attempts_max = 3;
	u->targets[0] = &u->target;
	u->run.targets = u->targets;
	u->run.targets_count = 1;
	u->run.note = unsent_note;
	u->run.ctx = u;
	ck_assert_int_eq(exchange_init(&u->x, &u->run, &u->err), 0);
	for (; params && *params; params += 2)
		ck_assert_int_eq(params_add(&u->x.job.params, params[0],
					    params[1], &u->err), 0);
	ck_assert_int_eq(exchange_begin(&u->x, UNSENT_NOW, &u->err), 0);
	u->x.state = EXCHANGE_SENT;
	u->x.attempts = 1;
	u->x.attempt.result.attempts = 1;
}

/* Passes the exchange a reply to ACTION with the content INNER. */
static inline void unsent_reply(struct unsent *u, const char *action,
				const char *inner)
{
	struct buf doc = { 0 };

	buf_printf(&doc, "<%sResponse>%s</%sResponse>", action, inner, action);
	ck_assert_int_eq(intake_begin(&u->x.intake, action, NULL, false,
				      &u->err), 0);
	ck_assert_msg(intake_feed(&u->x.intake, 200, doc.data, doc.len,
				  &u->err) == 0, "%s", u->err.text);
	u->x.attempt.result.status = 200;
	buf_release(&doc);
}

/* Returns the job's state: "nothing" (a request is under way), "look" (a
 * read-back is due), "again" (another request is due), "done" or "failed: error
 * | hint".  If there are rows, " +rows" follows. */
static inline const char *unsent_state(struct unsent *u)
{
	const struct exchange *x = &u->x;

	buf_clear(&u->text);
	if (x->state != EXCHANGE_DONE)
		buf_puts(&u->text, x->state == EXCHANGE_SENT ? "nothing"
			 : x->phase == EXCHANGE_READBACK ? "look" : "again");
	else if (!x->result.failed)
		buf_puts(&u->text, "done");
	else
		buf_printf(&u->text, "failed: %s%s%s", x->result.err.text,
			   *x->result.err.hint ? " | " : "",
			   x->result.err.hint);
	buf_puts(&u->text, exchange_has_rows(x) ? " +rows" : "");
	return buf_str(&u->text);
}

static inline void unsent_end(struct unsent *u)
{
	exchange_release(&u->x);
	buf_release(&u->notes);
	buf_release(&u->text);
}

#endif
