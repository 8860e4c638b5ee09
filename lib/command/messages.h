/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Prints the messages of a run on standard error: failed jobs with the reasons,
 * notes, the progress, and the number of jobs that are not done.
 *
 * Hides the secrets of the run's accounts in errors, notes and traces.
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

/* Fill in the first part of the struct, and set the rest to 0.  The caller owns
 * everything that the first part points to. */
struct messages {
	const char *name;	/* the command's name */
	const struct settings *settings;
	const struct targets *targets;	/* the targets of the jobs */
	const struct job_source *jobs;
	const struct opt *from_stdin;	/* the option or operand whose values
					 * come from standard input, or NULL */
	bool merges;		/* the jobs may request parts of one list, so do
				 * not repeat a failure that equals the previous
				 * one */

	/* Only messages.c uses the fields below. */
	struct progress progress;
	bool watched;		/* we draw the progress: standard error is a
				 * terminal, and standard output is not */
	struct buf hint;	/* the last hint that we printed */
	struct buf said;	/* the text of the last failure */
};

/* Call messages_begin before the first job. */
void messages_begin(struct messages *m);

/* Adds DONE to the number of finished jobs and, if FAILED, 1 to the number of
 * failed jobs. */
void messages_count(struct messages *m, unsigned long done, bool failed);

/* Redraws the progress line if the last drawing is old enough. */
void messages_progress(struct messages *m);

/* Erases the progress line and prints a line.  PREFIX may be NULL. */
void messages_say(struct messages *m, const char *prefix, const char *text);

/* Prints HINT, unless it is empty or equals the last hint. */
void messages_hint(struct messages *m, const char *hint);

/* Adds a hint to ERR, the error of JOB at the target PLACE, if a hint
 * applies. */
void messages_explain(const struct messages *m, const struct place *place,
		      const struct job *job,
		      const struct exchange_result *result, struct err *err);

/* Prints the error of JOB, a hint if there is one, and the errors about single
 * resources. */
void messages_failure(struct messages *m, const struct job *job,
		      const struct exchange_result *result);

/* Functions for other structs: messages_note is `note` of struct exchange_run,
 * messages_trace is its `trace`, and messages_remark is `note` of struct
 * login_notes.  CTX is a struct messages.  JOB is NULL if the text concerns no
 * single job. */
void messages_note(void *ctx, const struct job *job, bool loud,
		   const char *text);
void messages_trace(void *ctx, const char *what, const char *text, size_t len);
void messages_remark(void *ctx, bool loud, const char *text);

/* The function `complain` of struct targets_plan.  CTX is a struct messages. */
void messages_complain(void *ctx, const char *name, const struct err *err);

/* Erases the progress line.  Call messages_end after the last job. */
void messages_end(struct messages *m);

/* Prints how many jobs are not done (UNTRIED), and whether the run left a part
 * of standard input unread (UNREAD).  UNTRIED and UNREAD are results of
 * ask_run.  If all jobs are done, may print that standard input was empty.
 * Call messages_rest after the last row. */
void messages_rest(const struct messages *m, unsigned long untried,
		   bool unread);

void messages_release(struct messages *m);

#endif
