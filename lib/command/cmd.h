/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A command as data, and its run.
 *
 * Only cmd_run picks an exit status: 0 all succeeded; 1 something failed; 2 the
 * command line is wrong and nothing was sent; 3 some answer was no (if an
 * option asks for this status); 128 + N signal N ended the run.
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

/* For a command whose call has `until`.  STATE is the state's name in -h. */
#define CMD_WAIT(state) \
	{ 0, "wait", .set = OPT_SET(OPT_FLAG, wait), \
	  .help = "print it, then wait until it is " state }, \
	{ 0, "wait-timeout", "SECONDS", \
	  .set = OPT_SET(OPT_NUMBER, wait_seconds, .min = 1, .max = 604800), \
	  .help = "longest wait, in seconds (3600)" }

struct cmd {
	const char *name;
	const char *synopsis;		/* the synopsis after the name */
	const char *purpose;		/* what the command does, in one
					 * sentence */
	struct opt operand;
	const struct opt *options;
	const unsigned *choices;	/* see struct opt_spec */
	const char *headings;		/* what -H prints; NULL: the names of
					 * the first row's columns */
	/* Parameters of every request; an option may change them. */
	struct job_param defaults[CMDJOBS_DEFAULTS_MAX];
	/* Without an operand or an option with one of the letters in `unless`,
	 * the command sends a request with each of these parameters.  An item
	 * in several replies is printed once. */
	const struct job_param *otherwise;
	const char *unless;
	const char *const *sort_keys;	/* see struct report; --unsorted turns
					 * sorting off */
	bool prints_tags;		/* TAG rows are the answer: --hide-tags
					 * does not hide them */
	bool document;			/* the command's one row is a document:
					 * see struct out */
	bool one_row;		/* see struct ask */
	bool (*is_failure)(const struct cell *cells, size_t count);
	job_finish *finish;		/* changes the parameters of all
					 * requests; or NULL */
	const char *token;		/* the parameter of a token that makes a
					 * repeated request harmless, random
					 * unless the user gives one; or NULL */
	struct exchange_call call;	/* without an action, the command calls
					 * `verify` or `local`, or else prints
					 * its version */
	const char *switched;		/* the option that selects `other`; or
					 * NULL */
	struct exchange_call other;
	/* Checks documents; call.rows are their rows. */
	int (*verify)(struct verify *v, struct err *err);
	/* Sends no request: makes the only cell of the only row from the
	 * operand. */
	int (*local)(const char *operand, struct buf *out, struct err *err);
	const char *keeps;		/* a column that EC2 sends only once: it
					 * must be printed whole; or NULL */
	const char *lost;		/* what the user must do if that column
					 * could not be written; printed after
					 * the operand; or NULL */
	const char *no_means;		/* what the answer no may mean; for
					 * -v */
	const char *no_means_elsewhere;	/* what else the answer no may mean at
					 * an endpoint that is not Amazon's */
};

/* Runs the command; returns the exit status. */
int cmd_run(int argc, char **argv, const struct cmd *cmd);

#endif
