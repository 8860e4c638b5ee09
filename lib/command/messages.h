/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What a run says on standard error: which jobs failed and why, what is noted
 * on the way, how far the run is, and what it ended before.
 *
 * The secrets of all accounts that are asked are left out.
 */
#ifndef MESSAGES_H
#define MESSAGES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"
#include "cli/opt.h"
#include "command/targets.h"
#include "output/progress.h"
#include "request/exchange.h"
#include "request/job.h"

/* Start with the first part filled, all of it borrowed. */
struct messages {
	const char *name;	/* the command's */
	const struct settings *settings;
	const struct targets *targets;	/* of the jobs */
	const struct job_source *jobs;
	const struct opt *from_stdin;	/* what is read there; or NULL */
	bool merges;		/* the jobs ask for parts of one list: a
				 * failure that comes again is left out */

	/* The rest is messages.c's own. */
	struct progress progress;
	bool watched;		/* by someone at a terminal */
	struct buf hint;	/* the one said last */
	struct buf said;	/* the last failure of a job */
};

/* Jobs are about to begin. */
void messages_begin(struct messages *m);

/* So many more jobs are done, or one has failed. */
void messages_count(struct messages *m, unsigned long done, bool failed);

/* Shows how far the run is, if that is due. */
void messages_progress(struct messages *m);

/* A line where progress may stand, with a PREFIX or NULL. */
void messages_say(struct messages *m, const char *prefix, const char *text);

/* A line that helps: unless it is the one said last. */
void messages_hint(struct messages *m, const char *hint);

/* Adds to ERR, why JOB failed at PLACE, what helps. */
void messages_explain(const struct messages *m, const struct place *place,
		      const struct job *job,
		      const struct exchange_result *result, struct err *err);

/* Why JOB failed, and what helps. */
void messages_failure(struct messages *m, const struct job *job,
		      const struct exchange_result *result);

/* For `note` and `trace` of exchange_run, and for `note` of a provider; CTX
 * are the messages. */
void messages_note(void *ctx, const struct job *job, bool loud,
		   const char *text);
void messages_trace(void *ctx, const char *what, const char *text,
		    size_t len);
void messages_remark(void *ctx, bool loud, const char *text);

/* For `complain` of targets_plan. */
void messages_complain(void *ctx, const char *name, const struct err *err);

/* The run is over: takes what shows its progress away. */
void messages_end(struct messages *m);

/* And all of its rows are out: says what the run ended before, as struct api
 * has it, or that there was nothing to do. */
void messages_rest(const struct messages *m, unsigned long untried,
		   bool unread);

void messages_release(struct messages *m);

#endif
