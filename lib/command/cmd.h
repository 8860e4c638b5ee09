/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Describes a command as data (struct cmd), and runs it.
 *
 * program.h lists the exit statuses.  The answer "no" leads to STATUS_NO only
 * if an option asks for this status or the command verifies documents.
 */
#ifndef CMD_H
#define CMD_H

#include "cli/opt.h"
#include "cli/value.h"
#include "command/cmdjobs.h"
#include "command/verify.h"
#include "reply/row.h"
#include "request/exchange.h"
#include "request/job.h"

/* Options that several commands have. */
#define CMD_FILTER(resources) \
	{ 'F', "filter", "FILTER", "Filter", .feed = value_filter, \
	  .use = OPT_MANY, \
	  .help = "only " resources " that match NAME=VALUE[,VALUE...]" }

#define CMD_PAGE_SIZE \
	{ 0, "page-size", "N", \
	  .set = OPT_SET(OPT_NUMBER, page_size, .min = 0, .max = 1000), \
	  .help = "ask for N at a time (1000); 0: all at once" }

/* The options --wait and --wait-timeout.  STATE is the state's name in -h. */
#define CMD_WAIT(state) \
	{ 0, "wait", .set = OPT_SET(OPT_FLAG, wait), \
	  .help = "print rows, then wait for the state " state }, \
	{ 0, "wait-timeout", "SECONDS", \
	  .set = OPT_SET(OPT_NUMBER, wait_seconds, .min = 1, .max = 604800), \
	  .help = "longest wait, in seconds (3600)" }

/* An option that chooses an attribute.  The user must give one of these
 * options. */
#define CMD_ATTRIBUTE(letter, name, attribute, words) \
	{ letter, name, .param = "Attribute", .fixed = attribute, \
	  .choice = 1, .needed = true, .help = words }

struct cmd {
	const char *name;
	const char *purpose;		/* the purpose of the command, in one
					 * sentence */
	const char *examples[OPT_EXAMPLES];	/* arguments of the examples
						 * that -h shows; an unused
						 * string is NULL */
	struct opt operand;
	const struct opt *options;
	const char *headings;		/* the headings for -H, or NULL to print
					 * the headings of the first row that
					 * the request can make */
	/* Parameters of every job.  Options may change these parameters. */
	struct job_param defaults[CMDJOBS_DEFAULTS_MAX];
	/* If the command line has neither an operand nor an option with one of
	 * the letters in `selectors`, the command sends one request for each
	 * parameter in `default_requests`.  The command prints an item once,
	 * even if several replies have it.  Both fields may be NULL. */
	const struct job_param *default_requests;
	const char *selectors;
	const char *const *sort_keys;	/* the two columns by which to sort the
					 * items, unless --unsorted is set; or
					 * NULL */
	bool prints_tags;		/* TAG rows are the answer, so
					 * --hide-tags does not hide them */
	bool document;			/* the command's only row is a document;
					 * text output keeps its line breaks */
	bool one_row;		/* with several targets, print at most one row
				 * for each value of an OPT_EACH option */
	/* Returns whether a row reports a failure.  May be NULL. */
	bool (*is_failure)(const struct cell *cells, size_t count);
	job_finish *finish;		/* changes the parameters of each job,
					 * or NULL */
	const char *token;		/* the parameter of the idempotency
					 * token, or NULL; the token is random
					 * unless the user gives one */
	struct exchange_call call;	/* if `call` has no action, the command
					 * calls `verify` or `local`, or prints
					 * its version if both are NULL */
	const char *alternate_if;	/* the long name of the option that
					 * selects `alternate`, or NULL */
	struct exchange_call alternate;
	/* NULL, or the function that checks documents and prints the rows in
	 * call.rows. */
	int (*verify)(struct verify *v, struct err *err);
	/* NULL, or the function that makes the only cell of the only row from
	 * OPERAND.  The command then sends no request. */
	int (*local)(const char *operand, struct buf *out, struct err *err);
	const char *sent_once;		/* a column that the command must print
					 * completely, because EC2 sends it only
					 * once; or NULL */
	const char *lost;		/* advice that we print after the
					 * operand if the column `sent_once`
					 * could not be written; or NULL */
	const char *false_hint;		/* text for -v: why the service may have
					 * answered "false"; or NULL */
	const char *false_hint_elsewhere;	/* text to add to `false_hint`
						 * if the endpoint is not
						 * Amazon's; or NULL */
};

/* Runs the command and ends the program.  Returns the exit status only in a
 * build with a sanitizer, and main then returns it. */
int cmd_run(int argc, char **argv, const struct cmd *cmd);

#endif
