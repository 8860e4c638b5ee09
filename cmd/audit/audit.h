/* SPDX-License-Identifier: BSD-2-Clause */
/* A run of either audit: its options, its targets, its database, and its
 * findings. */
#ifndef AUDIT_H
#define AUDIT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "cli/opt.h"
#include "command/choice.h"
#include "list.h"
#include "output/html.h"
#include "output/out.h"
#include "reply/seen.h"
#include "session.h"
#include "store.h"
#include "written.h"

/* The most runs in the page's trend. */
enum { AUDIT_RUNS_MAX = 30 };

struct audit;

/* A group in which items are counted. */
struct audit_group {
	const char *key;	/* NULL ends a table */
	const char *metric;	/* name for Prometheus and Nagios */
	const char *words;	/* name for people */
	const char *class;	/* CSS class: good, bad or dim */
	int total;		/* index in the totals of struct store_run */
	int severity;		/* status for Nagios, 0 to 3 */
};

/* Words that differ between the pages of the two programs. */
struct audit_words {
	const char *thing, *things;	/* singular and plural, such as
					 * "instance", "instances" */
	const char *class;		/* CSS class of the tables, for which
					 * page.css adds headings on a phone */
	const char *const *heads;	/* headings, up to a NULL */
	const char *good, *bad;		/* captions of the trend */
	const char *fine;		/* heading of items without a problem */
	const char *none;		/* after "All ... are" on the page */
	bool has_accounts;		/* whether items belong to customers */
	/* state appends words for an item's state and change.  cells writes
	 * the cells between these and the time. */
	void (*state)(const struct item *item, struct buf *out);
	void (*cells)(const struct item *item, struct html *h);
};

/* What differs between the two programs. */
struct audit_program {
	const char *name, *synopsis, *purpose;
	const char *kind;		/* see struct store_key */
	struct opt operand;
	const struct opt *options;
	unsigned many;			/* see struct opt_spec */
	const struct row *rows;		/* rows of the output */
	const struct row *history_rows;	/* rows of --history; or NULL */
	/* Asks all targets.  Puts what was found, and what has changed, into
	 * a->list. */
	int (*ask)(struct audit *a, struct err *err);
	/* Whether an item's row is printed. */
	bool (*shows)(const struct audit *a, const struct item *item);
	void (*cells)(struct audit *a, const struct item *item,
		      struct cell *cells);
	/* group: the key, in `groups`, of an item's group.  tells: whether the
	 * item asks for status 3.  is_amiss: whether the page lists it under
	 * "Needs attention". */
	const struct audit_group *groups;
	const char *(*group)(const struct item *item);
	bool (*tells)(const struct item *item);
	bool (*is_amiss)(const struct item *item);
	void (*metrics)(const struct audit *a, struct buf *out,
			const char *labels);
	const struct audit_words *words;
};

/* What a line of --audits replaces in the command line. */
struct audit_line {
	const char *profile, *code, *list;
	const char *html, *metrics;	/* or NULL */
};

struct audit {
	const struct audit_program *program;
	const struct audit_line *line;	/* or NULL */
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
	struct buf code;	/* CODE, or all codes with commas between
				 * them */
	struct buf listpath;	/* the list's absolute path, or "-" */
	struct buf targets;	/* the regions and profiles, as the user wrote
				 * them */
	const char *list_name;	/* as given */
	struct written html, metrics;

	long long now, begun_ms;
	struct store *store;
	struct list list;
	struct session_set *set;
	bool partial;		/* some wanted target could not be asked */
	struct store_run run;
	struct store_run runs[AUDIT_RUNS_MAX];	/* the last runs, this one
						 * included */
	size_t runs_count;
	size_t remembered;	/* see store_load */
	struct buf text;	/* a cell's text */
	struct seen told;	/* failures that were printed */
	size_t more;		/* how many other failures were left out */
};

/* audit_group: the group of an item.  audit_count: how many items are in a
 * group. */
const struct audit_group *audit_group(const struct audit *a,
				      const struct item *item);
size_t audit_count(const struct audit *a, const struct audit_group *group);

/* The key of the audit in the store; valid as long as A. */
struct store_key audit_key(const struct audit *a);

/* The value of the option NAME, or NULL. */
const char *audit_option(const struct audit *a, const char *name);

/* Appends what FN returns for the targets, each text once, with SEPARATOR
 * between them. */
void audit_targets(const struct audit *a,
		   const char *(*fn)(const struct session *s),
		   const char *separator, struct buf *out);

/* Sets the text of a cell. */
void audit_fill(struct cell *cell, const char *text);

/* Prints why a job failed.  ID is what the job was about, or "".  Without -v,
 * prints a reason once for each target, and at most ten in all. */
void audit_fail(struct audit *a, const struct session *s, const struct job *job,
		const struct exchange_result *result, const char *id);

#endif
