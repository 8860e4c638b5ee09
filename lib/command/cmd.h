/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A command, as data, and its run.
 *
 * cmd_run is the only code that picks an exit status: 0 all succeeded, 1
 * something failed, 2 the command line is wrong and nothing was sent, 3 (where
 * asked for) some answer was no, 128 + N ended by signal N.
 */
#ifndef CMD_H
#define CMD_H

#include "request/exchange.h"
#include "request/job.h"
#include "cli/opt.h"
#include "command/cmdjobs.h"
#include "reply/row.h"
#include "cli/value.h"
#include "command/verify.h"

/* Options that several commands have. */
#define CMD_FILTER(things) \
	{ 'F', "filter", "FILTER", "Filter", .feed = value_filter, \
	  .use = OPT_MANY, \
	  .help = "only " things " that match NAME=VALUE[,VALUE...]" }

#define CMD_PAGE_SIZE \
	{ 0, "page-size", "N", \
	  .set = OPT_SET(OPT_NUMBER, page_size, .min = 0, .max = 1000), \
	  .help = "ask for N at a time (1000); 0: all at once" }

/* Of a command whose call says until when; STATE is for people. */
#define CMD_WAIT(state) \
	{ 0, "wait", .set = OPT_SET(OPT_FLAG, wait), \
	  .help = "print it, then wait until it is " state }, \
	{ 0, "wait-timeout", "SECONDS", \
	  .set = OPT_SET(OPT_NUMBER, wait_seconds, .min = 1, .max = 604800), \
	  .help = "wait at most that long (3600)" }

struct cmd {
	const char *name;
	const char *synopsis;		/* behind the name */
	const char *purpose;		/* one sentence */
	struct opt operand;
	const struct opt *options;
	const unsigned *choices;	/* of each, one must be given */
	const char *headings;		/* of -H; NULL: the first row's */
	/* An option may change them. */
	struct job_param defaults[CMDJOBS_DEFAULTS_MAX];
	const struct job_param *otherwise;	/* a request with each, when
						 * no operand is given, */
	const char *unless;		/* nor any of these options; and no
					 * item of it is printed twice */
	const char *const *sort_keys;	/* as in struct report; not used
					 * with --unsorted */
	bool prints_tags;		/* --hide-tags changes nothing */
	bool document;			/* its one row is a document: see
					 * struct out */
	bool one_row;		/* of several targets: see struct ask */
	bool (*is_failure)(const struct cell *cells, size_t count);
	job_finish *finish;		/* of the parameters; or NULL */
	const char *token;		/* random unless given: makes a
					 * repeated request harmless */
	struct exchange_call call;	/* no action: prints the version, or */
	int (*verify)(struct verify *v, struct err *err);	/* checks
					 * documents: `call.rows` are theirs */
	const char *switched;		/* an option by which another call is
					 * made; or NULL */
	struct exchange_call other;	/* that one */
	/* A command that asks no service: makes the one cell of its row of
	 * the operand.  NULL: it asks. */
	int (*local)(const char *operand, struct buf *out, struct err *err);
	const char *keeps;		/* a column that cannot be asked for
					 * again: it must be printed whole */
	const char *lost;		/* what to do when that failed, after
					 * "NAME: "; or NULL */
	const char *no_means;		/* what a no may mean; for -v */
	const char *no_means_elsewhere;	/* what else, at an endpoint that is
					 * not Amazon's */
};

/* Runs the command; returns the exit status. */
int cmd_run(int argc, char **argv, const struct cmd *cmd);

#endif
