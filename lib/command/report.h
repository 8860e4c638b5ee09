/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The sink of a command: prints the rows of jobs on standard output, and
 * messages about the jobs on standard error (messages.h).
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

/* Bytes of printed ids that we remember, to print each thing once.  Once there
 * are more, a thing may be printed twice. */
enum { REPORT_IDS_MAX = 64 * 1024 * 1024 };

/* Start with the first part filled, all of it borrowed. */
struct report {
	struct messages *messages;
	const struct settings *settings;
	const struct targets *targets;	/* the jobs' */
	const struct row *rows;
	const char *headings;	/* what -H prints; NULL: the headings of the
				 * rows */
	const char *no_means;	/* what the answer no may mean; or NULL */
	const char *no_means_elsewhere;	/* what else no may mean at an endpoint
					 * that is not Amazon's; or NULL */
	const char *const *sort_keys;	/* the two columns for sorted_hand_out;
					 * NULL: do not sort */
	bool (*is_failure)(const struct cell *cells, size_t count);
				/* whether a row reports a failure; or NULL */
	bool prints_tags;	/* TAG rows are the answer: hide_tags does not
				 * hide them */
	bool exact;		/* ids that differ only in case are different */
	const char *things;	/* path, below an item, of things with an id:
				 * each thing is printed once; NULL: there are
				 * no such things */
	struct out *out;

	/* How the jobs ended. */
	bool failed;		/* some job failed */
	bool answered_no;	/* some job's answer was no, or was about
				 * another account than --owner names */

	/* The fields below are private to report.c. */
	size_t target;		/* the current target's place in the list of
				 * targets */
	struct seen seen;	/* printed ids of this target, in lower case */
	struct seen elsewhere;	/* printed ids of the account's other targets
				 * at the same endpoint */
	bool confused;		/* an id of this target was in `elsewhere` */
	struct sift sift;	/* leaves out things that were printed before */
	struct buf key;		/* scratch memory */
	struct buf owner;	/* the account in the job's last row */
	bool headed;		/* headings are printed */
	struct sorted sorted;
};

/* Call it before the first job. */
void report_begin(struct report *r);

/* Prints the headings that -H asks for above the rows of JOB, once. */
int report_headings(struct report *r, const struct job *job, struct err *err);

/* The sink that gets the jobs' results. */
struct api_sink report_sink(struct report *r);

/* Call it after the last row, also if the run failed.  Prints the sorted
 * rows. */
int report_sorted(struct report *r, struct err *err);

void report_release(struct report *r);

#endif
