/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Takes the rows and results of a command's jobs.  Prints the rows on standard
 * output, and messages about the jobs on standard error.
 */
#ifndef REPORT_H
#define REPORT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "cli/opt.h"
#include "command/messages.h"
#include "command/sorted.h"
#include "command/targets.h"
#include "output/out.h"
#include "reply/row.h"
#include "reply/seen.h"
#include "reply/sift.h"
#include "request/api.h"
#include "request/job.h"

/* To print each resource once, we remember at most this many bytes of ids in
 * each of `seen` and `elsewhere`.  Beyond this limit, we may print a resource
 * twice. */
enum { REPORT_IDS_MAX = 64 * 1024 * 1024 };

/* Fill in the first part of the struct, and set the rest to 0.  The caller owns
 * everything that the first part points to. */
struct report {
	struct messages *messages;
	const struct settings *settings;
	const struct targets *targets;	/* the targets of the jobs */
	const struct row *rows;
	const char *headings;	/* the headings for -H, or NULL to print the
				 * headings of the rows */
	const char *false_hint;	/* text for -v: why the service may have
				 * answered "false"; or NULL */
	const char *false_hint_elsewhere;	/* text to add to `false_hint`
						 * if the endpoint is not
						 * Amazon's, or NULL */
	const char *const *sort_keys;	/* the two columns by which to sort the
					 * items, or NULL to leave rows
					 * unsorted */
	/* Returns whether a row reports a failure.  May be NULL. */
	bool (*is_failure)(const struct cell *cells, size_t count);
	bool prints_tags;	/* TAG rows are the answer, so --hide-tags does
				 * not hide them */
	bool exact;		/* ids that differ only in case are different */
	const char *resources;	/* path from an item to its resources, each of
				 * which we print once; "" means the item
				 * itself; NULL means to print every row */
	struct out *out;

	/* The results of the jobs. */
	bool failed;		/* a job failed, a row reported a failure, the
				 * endpoint ignored the region, the reply named
				 * no owner to compare with --owner, or a
				 * document could not be verified */
	bool answered_no;	/* the answer to a job was "false" or named
				 * another owner than --owner, or a document
				 * lacks the requested code */

	/* Only report.c uses the fields below. */
	size_t target;		/* index of the current target */
	struct seen seen;	/* printed ids of the current target, in lower
				 * case unless `exact` */
	struct seen elsewhere;	/* ids that regions with the same endpoint
				 * listed with the current credentials */
	bool warned;		/* we have warned that the endpoint of the
				 * current target ignores the region */
	struct sift sift;	/* leaves out resources that we have printed
				 * before */
	struct buf key;		/* scratch memory */
	struct buf owner;	/* with --owner: the last OwnerID in the rows of
				 * the job, or empty */
	bool headed;		/* we have printed the headings */
	struct sorted sorted;
};

/* Call report_begin before the first job. */
void report_begin(struct report *r);

/* If -H is set without --quiet, prints the headings for the rows of JOB, once
 * per run. */
int report_headings(struct report *r, const struct job *job, struct err *err);

/* Returns the sink for the results of the jobs. */
struct api_sink report_sink(struct report *r);

/* Prints all remaining rows, sorted if `sort_keys` is set.  Call report_sorted
 * after the last row, even if the run failed. */
int report_sorted(struct report *r, struct err *err);

void report_release(struct report *r);

#endif
