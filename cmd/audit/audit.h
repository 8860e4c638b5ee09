/* SPDX-License-Identifier: BSD-2-Clause */
/* A run of an audit: its options, targets, database and findings. */
#ifndef AUDIT_H
#define AUDIT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "cli/opt.h"
#include "command/choice.h"
#include "list.h"
#include "outfile.h"
#include "output/html.h"
#include "output/out.h"
#include "reply/seen.h"
#include "session.h"
#include "store.h"

/* The largest number of runs in the page's chart. */
enum { AUDIT_RUNS_MAX = 30 };

struct audit;

/* A group of items with the same result, such as "not confirmed". */
struct audit_group {
	const char *key;	/* key of the group; NULL ends a table */
	const char *metric;	/* group's name for Prometheus and Nagios */
	const char *words;	/* group's name for people */
	const char *class;	/* CSS class: good, bad or dim */
	int total;		/* the total of a run that counts the group's
				 * items, such as STORE_BAD */
	int severity;		/* Nagios status of an item in the group: 0 OK,
				 * 1 WARNING, 2 CRITICAL, 3 UNKNOWN */
};

/* The differences between the HTML pages of the two audit programs. */
struct audit_words {
	const char *singular, *plural;	/* the word for an item, such as
					 * "instance" and "instances" */
	const char *class;		/* CSS class of the tables of items */
	const char *const *heads;	/* headings of the table; NULL ends the
					 * list */
	const char *good, *bad;		/* the chart's words for good items, and
					 * for bad and gone items */
	const char *fine;		/* heading of items without a problem */
	const char *none;		/* what follows "are" in the page's text
					 * "All 3 AMIs are in order" */
	bool has_accounts;		/* the page counts the items of each
					 * customer account */
	/* `state` appends the words of an item's first table cell.  `cells`
	 * writes the cells after the first, except the last. */
	void (*state)(const struct item *item, struct buf *out);
	void (*cells)(const struct item *item, struct html *h);
};

/* What differs between ec2-audit-instances and ec2-audit-images. */
struct audit_program {
	const char *name, *synopsis, *purpose, *examples[OPT_EXAMPLES];
	const char *kind;		/* "instances" or "images" */
	struct opt operand;
	const struct opt *options;
	unsigned many;			/* which of --region and --profile may
					 * have several values */
	const struct row *rows;		/* rows of the output */
	const struct row *history_rows;	/* rows of --history, or NULL */
	/* Sends the requests, and puts findings and changes into a->list. */
	int (*ask)(struct audit *a, struct err *err);
	/* Returns whether the program prints the item's row. */
	bool (*shows)(const struct audit *a, const struct item *item);
	void (*cells)(struct audit *a, const struct item *item,
		      struct cell *cells);
	/* `group` returns the key of an item's group, which is one of `groups`.
	 * `alerts` returns whether the item is a reason for the exit status 3.
	 * `needs_attention` returns whether the page lists the item under
	 * "Needs attention". */
	const struct audit_group *groups;
	const char *(*group)(const struct item *item);
	bool (*alerts)(const struct item *item);
	bool (*needs_attention)(const struct item *item);
	void (*metrics)(const struct audit *a, struct buf *out,
			const char *labels);
	const struct audit_words *words;
};

/* The values for one audit of the file that --audits names.  They replace the
 * values of the command line. */
struct audit_line {
	const char *profile, *code, *list;
	const char *html, *metrics;	/* paths of this audit's page and
					 * metrics, or NULL */
};

struct audit {
	int argc;
	char **argv;
	const struct audit_program *program;
	const struct audit_line *line;	/* the audit's line of --audits, or
					 * NULL */
	struct opt_spec spec;
	struct opt_args args;
	struct settings settings;
	struct confine confine;
	struct choice choice;
	struct out out;

	/* The fields below come from the command line. */
	const char *title, *state, *list_alias, *account;
	bool all, baseline, changes, check, fresh, history;
	long keep, shrink, lock_wait, every;
	struct buf code;	/* the product codes, with commas between
				 * them */
	struct buf listpath;	/* identifies the list: its absolute path, the
				 * value of --list-name, or "-" */
	struct buf targets;	/* PROFILE@REGION, as the user wrote the
				 * profiles and regions */
	const char *list_name;	/* the list's path, as the user wrote it; "-"
				 * for standard input; NULL without a list */
	bool list_wrong;	/* the list is unreadable or has a mistake */
	struct outfile html, metrics;

	long long now, begun_ms;	/* start of the run, in seconds since
					 * 1970 and as now_ms returned it */
	struct store *store;
	struct list list;
	struct session_set *set;
	bool partial;		/* this run could not ask every target that the
				 * user wants */
	struct store_run run;
	struct store_run runs[AUDIT_RUNS_MAX];	/* the last runs; this run is
						 * the last one */
	size_t runs_count;
	size_t known;		/* number of items in the database that are not
				 * marked as dropped */
	struct buf text;	/* the text of a cell */
	struct seen printed;	/* the different failures that were printed */
	size_t unprinted;	/* number of failures that were not printed */
	struct buf reason;	/* the first failure that was printed */
};

/* audit_group returns the group of an item.  audit_count returns the number of
 * items in a group, and counts only items whose `listed` is true. */
const struct audit_group *audit_group(const struct audit *a,
				      const struct item *item);
size_t audit_count(const struct audit *a, const struct audit_group *group);

/* Returns the values that identify the audit in the database.  The strings
 * belong to A. */
struct store_key audit_key(const struct audit *a);

/* Calls FN for each target.  Appends the texts that FN returns to OUT, each
 * text once, with SEPARATOR between them. */
void audit_targets(const struct audit *a,
		   const char *(*fn)(const struct session *s),
		   const char *separator, struct buf *out);

/* Sets the text of a cell. */
void audit_fill(struct cell *cell, const char *text);

/* Prints why a job failed.  ID is the id of the instance, AMI or snapshot that
 * the job is about, or "" for the job that lists the AMIs.  Without -v, prints
 * each reason once for each target, and at most ten reasons in all. */
void audit_fail(struct audit *a, const struct session *s, const struct job *job,
		const struct exchange_result *result, const char *id);

#endif
