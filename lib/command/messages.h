/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What a run prints on standard error: which jobs failed and why, notes, how
 * far the run is, and what it left undone.
 *
 * Messages never show the secrets of any account of the run.
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
	const char *name;	/* the command's name */
	const struct settings *settings;
	const struct targets *targets;	/* the jobs' */
	const struct job_source *jobs;
	const struct opt *from_stdin;	/* the option whose values are read from
					 * standard input; or NULL */
	bool merges;		/* all jobs ask for parts of one list: do not
				 * repeat a failure that equals the previous
				 * one */

	/* The fields below are private to messages.c. */
	struct progress progress;
	bool watched;		/* progress can be shown at a terminal */
	struct buf hint;	/* the last hint printed */
	struct buf said;	/* the last failure of a job */
};

/* Call it before the first job. */
void messages_begin(struct messages *m);

/* Counts DONE more jobs as done, and one as failed if FAILED. */
void messages_count(struct messages *m, unsigned long done, bool failed);

/* Draws the progress line again, if that is due. */
void messages_progress(struct messages *m);

/* Prints a line, and erases the progress line first.  PREFIX may be NULL. */
void messages_say(struct messages *m, const char *prefix, const char *text);

/* Prints a hint, unless it is the same as the last one. */
void messages_hint(struct messages *m, const char *hint);

/* Adds a hint to ERR, which says why JOB failed at PLACE. */
void messages_explain(const struct messages *m, const struct place *place,
		      const struct job *job,
		      const struct exchange_result *result, struct err *err);

/* Prints why JOB failed, and a hint. */
void messages_failure(struct messages *m, const struct job *job,
		      const struct exchange_result *result);

/* The `note` and `trace` of struct exchange_run, and the `note` of a provider.
 * CTX is a struct messages. */
void messages_note(void *ctx, const struct job *job, bool loud,
		   const char *text);
void messages_trace(void *ctx, const char *what, const char *text,
		    size_t len);
void messages_remark(void *ctx, bool loud, const char *text);

/* The `complain` of struct targets_plan.  CTX is a struct messages. */
void messages_complain(void *ctx, const char *name, const struct err *err);

/* Call it after the last job.  Erases the progress line. */
void messages_end(struct messages *m);

/* Call it after the last row.  Says how many jobs are not done (UNTRIED) and
 * that standard input was not read to its end (UNREAD), both from struct api;
 * or that standard input was empty. */
void messages_rest(const struct messages *m, unsigned long untried,
		   bool unread);

void messages_release(struct messages *m);

#endif
