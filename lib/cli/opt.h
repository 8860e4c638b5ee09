/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The command line: option tables in, settings and request parameters out.
 *
 * A command declares its options once, as a table; the parser, the usage text
 * and the check of the manual derive from it.  Options may follow operands;
 * scan.h says what a word is, parse.h reads them.
 *
 * The value `-` means: read from standard input.  If an option or operand takes
 * one value, opt_read_value reads it, a line.  If it takes many, the code that
 * makes the jobs reads them.
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
	const char *rows, *columns;		/* what to print; NULL: all */
	bool headings, show_empty, hide_tags;
	bool dry_run, verbose, debug, help, version;
	bool no_verify, exit_code, quiet, wait;	/* settings of options that only
						 * some commands have */
	bool unsorted, details, hide_healthy, raw;
	const char *owner;	/* the account that instances must have */
	const char *private_key, *cert;		/* ignored, with a note */
	const char *launch_key;		/* file with the key that decrypts a
					 * password in a reply */

	/* Variables that count only if no option is given. */
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

/* How many values an option or operand takes, and what they become. */
enum opt_use {
	OPT_ONE,	/* one value: the last one given goes into every
			 * request */
	OPT_MANY,	/* many values: all go into every request */
	OPT_LIST,	/* many, cut into portions: a request for each */
	OPT_EACH,	/* many: a job for each value */
};

/* What a command may ask several of at once; bits. */
enum { OPT_REGIONS = 1, OPT_PROFILES = 2 };

struct opt;
struct opt_args;

/* Puts VALUE into P as the parameter (or list element) PARAM.  An invalid value
 * is a usage error. */
typedef int opt_feed(struct params *p, const char *param, const char *value,
		     struct err *err);

enum opt_type {
	OPT_NONE,
	OPT_FLAG,
	OPT_STRING,
	OPT_NUMBER,	/* a number from min to max */
	OPT_EITHER,	/* a number, min or max */
};

/* Where in struct settings a value goes. */
struct opt_setting {
	enum opt_type type;
	size_t offset;
	long min, max;		/* bounds of a number */
	const char *env;	/* the variable that counts if the option is not
				 * given; or NULL */
	bool secret;		/* overwrite the value in argv */
};

#define OPT_SET(kind, field, ...) \
	{ .type = (kind), .offset = offsetof(struct settings, field), \
	  __VA_ARGS__ }

/* An option, or (letter 0, no long name) the operand. */
struct opt {
	int letter;		/* the option's letter; 0: it has only a long
				 * name */
	const char *name;	/* long name */
	const char *value;	/* the name of its value, or this|that if there
				 * are few; NULL: a flag */
	const char *param;	/* the request parameter that the option sets */
	const char *fixed;	/* the value that a flag sends */
	const char *prefix;	/* the prefix of a value (of an id, for example)
				 * that sets `prefixed` instead of `param` */
	const char *prefixed;
	opt_feed *feed;		/* turns the value into parameters; NULL: send
				 * the value itself */
	enum opt_use use;
	size_t portion;		/* most values of an OPT_LIST in one request; 0:
				 * JOB_PORTION */
	unsigned any_of;	/* not 0: at least one of the options with the
				 * same number here must be given */
	unsigned choice;	/* not 0: options with the same number here
				 * exclude each other */
	const char *with;	/* letters: one of these options must be given
				 * too */
	bool needed;		/* an operand that must be given */
	bool exact;		/* an operand: values that differ only in case
				 * are different, as names are */
	/* Appends a likely value, for the error when the option is missing;
	 * false if there is none.  May be NULL. */
	bool (*suggest)(const struct opt_args *args, struct buf *out);
	const char *once;	/* why the option may not be repeated; or
				 * NULL */
	bool always;		/* has an effect in every command, even one that
				 * sends no request */
	bool prints;		/* has an effect in every command that prints
				 * rows */
	const char *also;	/* words that people type for the option, with
				 * blanks between, for "did you mean"; or
				 * NULL */
	const char *ignored;	/* why the option is accepted but ignored; or
				 * NULL */
	bool bytes;		/* for `-`, `feed` reads standard input itself,
				 * as bytes and not as lines */
	unsigned many;		/* OPT_REGIONS or OPT_PROFILES.  If the command
				 * has this bit in its `many`, -h shows the next
				 * two instead of `value` and `help` */
	const char *values, *help_many;
	struct opt_setting set;
	const char *help;	/* for -h.  In the operand of a command without
				 * one (`value` is NULL): a hint for a command
				 * line with an operand, or NULL */
};

#define OPT_END { .name = NULL }

/* The options and operands that a command line may have. */
struct opt_spec {
	const char *name;		/* name of the command */
	const char *synopsis;		/* the synopsis after the name */
	const char *purpose;		/* what the command does, in one
					 * sentence */
	struct opt operand;		/* its `value` is NULL if there is no
					 * operand */
	const struct opt *options;	/* options of this command only */
	const struct opt *general;	/* options of all commands */
	const unsigned *choices;	/* an option of each of these choices
					 * must be given; 0 ends the list */
	bool no_defaults;		/* the command does not read
					 * EC2_DEFAULT_ARGS */
	const char *no_secrets;		/* why the command line, other than
					 * EC2_DEFAULT_ARGS, may have no
					 * secrets; or NULL */
	bool ends_at_operand;		/* the first operand begins a command
					 * line of its own: opt_args.rest */
	bool idle;			/* general options, which
					 * EC2_DEFAULT_ARGS may hold, are
					 * accepted but do nothing */
	bool prints;			/* like `idle`, but general options with
					 * `prints` have an effect */
	unsigned many;			/* accepts a list, or "all", of these:
					 * OPT_REGIONS | OPT_PROFILES */
};

/* The table of options after TABLE, or NULL. */
const struct opt *opt_next_table(const struct opt *table,
				 const struct opt_spec *spec);

/* Loops over all options of a command as O: its own, then the general ones. */
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
	struct opt_given *given;	/* in the order of the command line */
	size_t len, cap;
	const struct opt *from_stdin;	/* the option given as `-`, or NULL */
	struct buf line;		/* what that option read from standard
					 * input */
	struct buf defaults;		/* EC2_DEFAULT_ARGS, split into words */
	struct buf secrets;		/* copies of secrets, which argv no
					 * longer has */
	struct buf skipped;		/* the options of EC2_DEFAULT_ARGS that
					 * only other commands have */
	char **argv;			/* the words of EC2_DEFAULT_ARGS and of
					 * the command line */
	size_t rest;			/* with `ends_at_operand`: the number of
					 * words from the operand on */
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

/* Makes settings from options and the environment. */
int opt_settings(const struct opt_args *args, const struct opt_spec *spec,
		 struct settings *out, struct err *err);

/* Puts one given option or operand into P. */
int opt_feed_one(struct params *p, const struct opt_given *given,
		 struct err *err);

/* The name of an option in messages: "-l", "--kernel", "IMAGE". */
const char *opt_called(const struct opt *opt, char *space, size_t size);

#endif
