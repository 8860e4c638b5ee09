/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The command line: option tables in, settings and request parameters out.
 *
 * A command declares its options once, as a table; the parser, the usage text
 * and the check of the manual derive from it.  Options may follow operands;
 * scan.h says what a word is, parse.h reads them.
 *
 * The value `-` means: read from standard input.  For an option or operand that
 * takes one value it is one line, read by opt_read_value; for one that takes
 * many it is left to the code that makes the jobs.
 */
#ifndef OPT_H
#define OPT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "system/confine.h"
#include "base/err.h"
#include "base/params.h"

/* The values of the options that every command has, and of the environment.
 * Strings are NULL when not given, and live as long as the arguments. */
struct settings {
	const char *access_key, *secret_key, *token;
	const char *url, *region, *ca_bundle, *profile;
	const char *api_version;
	long signature_version;
	long jobs, max_attempts;
	long connect_seconds, request_seconds;
	long page_size, wait_seconds;
	const char *output;			/* text, table, json or csv */
	const char *rows, *columns;		/* to print, or NULL for all */
	bool headings, show_empty, hide_tags;
	bool dry_run, verbose, debug, help, version;
	bool no_verify, exit_code, quiet, wait;	/* where a command has them */
	bool unsorted, details, hide_healthy, raw;
	const char *owner;	/* the account that instances must have */
	const char *private_key, *cert;		/* ignored, with a note */
	const char *launch_key;		/* a file: decrypts what a reply has */

	/* Variables that do not count if an option is given. */
	const char *env_endpoint_ec2, *env_endpoint, *env_ec2_url;
	const char *env_region, *env_default_region;
	const char *env_sandbox, *env_process_timeout, *env_certificates;
	const char *env_endpoint_sts, *env_endpoint_sso, *env_endpoint_oidc;
	const char *env_ignore_endpoints, *env_sts_regional;
	const char *env_dualstack, *env_fips;
	const char *env_profile, *env_config_file, *env_credentials_file;
	const char *env_home, *env_requests_ca;
	const char *env_role, *env_role_session, *env_token_file;
	const char *env_container_path, *env_container_url;
	const char *env_container_token, *env_container_token_file;
	const char *env_imds_disabled, *env_imds_endpoint, *env_imds_mode;
	const char *env_imds_timeout, *env_imds_attempts, *env_imds_v1;
	const char *env_imds_ipv6, *env_max_attempts, *env_retry_mode;

	/* Shared by all services that the run asks. */
	struct confine *confine;
};

/* How often an option or operand may be given, and what its values make. */
enum opt_use {
	OPT_ONE,	/* the last one wins */
	OPT_MANY,	/* all go into every request */
	OPT_LIST,	/* all, cut into portions: a request for each */
	OPT_EACH,	/* a job for each value */
};

/* What a command may ask several of at once; bits. */
enum { OPT_REGIONS = 1, OPT_PROFILES = 2 };

struct opt;
struct opt_args;

/* Puts VALUE into P as the parameter (or list element) PARAM; a value it
 * cannot understand is a usage error. */
typedef int opt_feed(struct params *p, const char *param, const char *value,
		     struct err *err);

enum opt_type {
	OPT_NONE,
	OPT_FLAG,
	OPT_STRING,
	OPT_NUMBER,	/* from min to max */
	OPT_EITHER,	/* a number, min or max */
};

/* Where in struct settings a value goes. */
struct opt_setting {
	enum opt_type type;
	size_t offset;
	long min, max;		/* of a number */
	const char *env;	/* taken when the option is not given */
	bool secret;		/* overwrite it in argv */
};

#define OPT_SET(kind, field, ...) \
	{ .type = (kind), .offset = offsetof(struct settings, field), \
	  __VA_ARGS__ }

/* An option, or (letter 0, no long name) the operand. */
struct opt {
	int letter;		/* 0: it has a long name only */
	const char *name;	/* long name */
	const char *value;	/* the name of its value, or this|that if there
				 * are few; NULL: a flag */
	const char *param;	/* the request parameter it feeds */
	const char *fixed;	/* what a flag sends */
	const char *prefix;	/* a value that begins so feeds the parameter */
	const char *prefixed;	/* of this name instead: an id, say */
	opt_feed *feed;		/* NULL: the value itself */
	enum opt_use use;
	size_t portion;		/* most values of an OPT_LIST in one request; 0:
				 * as many as there may be */
	unsigned any_of;	/* one at least of the options that have the
				 * same number here must be given; 0: none */
	unsigned choice;	/* options of one choice exclude each other */
	const char *with;	/* letters; one of these options must be given
				 * too */
	bool needed;		/* an operand that must be given */
	bool exact;		/* an operand: values that differ only in case
				 * are different, as names are */
	/* Appends a likely value, for the error when none is given; false if
	 * there is none.  NULL: never. */
	bool (*suggest)(const struct opt_args *args, struct buf *out);
	const char *once;	/* why it may not be given twice */
	bool always;		/* does something in every command, even one
				 * that calls nothing */
	bool prints;		/* does something in every command that prints
				 * rows */
	const char *also;	/* what people type for it, words with a blank
				 * between: for "did you mean" */
	const char *refused;	/* taken, and refused with these words */
	const char *ignored;	/* taken, and ignored for this reason */
	bool bytes;		/* `-` is not lines: left to `feed` */
	unsigned many;		/* in the usage of a command that has this bit
				 * in `many`, instead of `value` and `help`: */
	const char *values, *help_many;
	struct opt_setting set;
	const char *help;	/* of a missing operand (no value): what helps
				 * when there is one all the same; or NULL */
};

#define OPT_END { .name = NULL }

/* The options and operands that a command line may have. */
struct opt_spec {
	const char *name;		/* of the command */
	const char *synopsis;		/* after the name */
	const char *purpose;		/* in one sentence */
	struct opt operand;		/* value NULL: there is none */
	const struct opt *options;	/* the command's own */
	const struct opt *general;	/* those that all have */
	const unsigned *choices;	/* one option of each must be given; 0
					 * ends */
	bool no_defaults;		/* EC2_DEFAULT_ARGS is not for it */
	bool ends_at_operand;		/* the first operand begins a command
					 * line of its own: opt_args.rest */
	bool idle;			/* general options are taken, for
					 * EC2_DEFAULT_ARGS, but do nothing */
	bool prints;			/* but for those that say how rows are
					 * printed */
	unsigned many;			/* what it takes a list of, or all:
					 * OPT_REGIONS | OPT_PROFILES */
};

/* The table after TABLE, or NULL. */
const struct opt *opt_next_table(const struct opt *table,
				 const struct opt_spec *spec);

/* All options of a command as O: its own, then the general ones. */
#define OPT_EACH_OF(table, o, spec) \
	for (const struct opt *table = (spec)->options; table; \
	     table = opt_next_table(table, (spec))) \
		for (const struct opt *o = table; o->name; o++)

/* One option or operand as it was given. */
struct opt_given {
	const struct opt *opt;
	const char *value;	/* NULL for a flag */
};

/* A parsed command line.  Start as `= {0}`. */
struct opt_args {
	struct opt_given *given;	/* in order */
	size_t len, cap;
	const struct opt *from_stdin;	/* the one given as `-`, or NULL */
	struct buf line;		/* its value, when it is a single one */
	struct buf defaults;		/* EC2_DEFAULT_ARGS, cut up */
	struct buf secrets;		/* copies of what argv held */
	struct buf skipped;		/* the options of EC2_DEFAULT_ARGS that
					 * only other commands have */
	char **argv;			/* the words of both, as one list */
	size_t rest;			/* of `ends_at_operand`: how many words
					 * there are from the operand on */
};

/* Frees what parse_line made. */
void opt_release(struct opt_args *args);

/* Whether an option of that name was given. */
bool opt_has(const struct opt_args *args, const char *long_name);

/* The operand given last, or NULL. */
const char *opt_operand(const struct opt_args *args);

/* Whether an option with one of LETTERS, or an operand, was given. */
bool opt_has_any(const struct opt_args *args, const char *letters);

/* If `-` was given for an option that takes one value, reads that value from
 * FD: one line.  Blocks. */
int opt_read_value(struct opt_args *args, int fd, struct err *err);

/* Makes settings of options and environment. */
int opt_settings(const struct opt_args *args, const struct opt_spec *spec,
		 struct settings *out, struct err *err);

/* Puts one given option or operand into P. */
int opt_feed_one(struct params *p, const struct opt_given *given,
		 struct err *err);

/* How an option is called in a message: "-l", "--kernel", "IMAGE". */
const char *opt_called(const struct opt *opt, char *space, size_t size);

#endif
