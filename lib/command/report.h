/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What comes of the jobs as they end: their rows on standard output, and what
 * there is to say of them on standard error (messages.h).
 */
#ifndef REPORT_H
#define REPORT_H

#include <stdbool.h>
#include <stddef.h>

#include "request/api.h"
#include "base/buf.h"
#include "command/messages.h"
#include "command/targets.h"
#include "request/job.h"
#include "cli/opt.h"
#include "command/sorted.h"
#include "output/out.h"
#include "reply/row.h"
#include "reply/seen.h"
#include "reply/sift.h"

/* Bytes of the ids of what was printed that are remembered; what comes after
 * may be printed twice. */
enum { REPORT_IDS_MAX = 64 * 1024 * 1024 };

/* Start with the first part filled, all of it borrowed. */
struct report {
	struct messages *messages;
	const struct settings *settings;
	const struct targets *targets;	/* of the jobs */
	const struct row *rows;
	const char *headings;	/* of -H; NULL: those of the rows */
	const char *no_means;	/* what a no may mean; or NULL */
	const char *no_means_elsewhere;	/* what else, at an endpoint that is
					 * not Amazon's; or NULL */
	const char *const *sort_keys;	/* of sorted_hand_out; NULL: items are
				 * printed as they come */
	bool (*is_failure)(const struct cell *cells, size_t count);
				/* whether a row tells of a failure; or NULL */
	bool prints_tags;	/* TAG rows are the answer: hide_tags is not
				 * about them */
	bool exact;		/* ids that differ only in case are different */
	const char *things;	/* path of what has an id, below an item: it is
				 * printed once; NULL: nothing has */
	struct out *out;

	/* What came of the jobs. */
	bool failed;		/* some job */
	bool answered_no;	/* some job, without failing; or what it is
				 * about is another account's, and an account
				 * was named */

	/* The rest is report.c's own. */
	size_t target;		/* whose rows come: its place in the list */
	struct seen seen;	/* ids of what was printed of it, in lower
				 * case */
	struct seen elsewhere;	/* and of the account's other targets, where
				 * they share an endpoint */
	bool confused;		/* the target's ids were among those */
	struct sift sift;	/* leaves out what was printed before */
	struct buf key;		/* scratch */
	struct buf owner;	/* the account in the job's last row */
	bool headed;		/* headings are printed, or wait */
	struct buf waiting;	/* headings that wait for sorted rows */
	struct sorted sorted;
};

/* Jobs are about to begin. */
void report_begin(struct report *r);

/* Prints the headings that -H asks for, once; those for what JOB asks. */
int report_headings(struct report *r, const struct job *job, struct err *err);

/* Who receives their results. */
struct api_sink report_sink(struct report *r);

/* All rows have come, or no more will: prints those that were sorted. */
int report_sorted(struct report *r, struct err *err);

void report_release(struct report *r);

#endif
