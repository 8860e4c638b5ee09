/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Converts the command line to settings and request parameters.
 *
 * Each command declares its options in one table.  The parser, the usage text
 * and the check of the manual page use that table.  scan.h describes the syntax
 * of options.
 *
 * The value `-` means to read values from standard input.  If an option or
 * operand takes one value, opt_read_value reads it as one line, unless the
 * option has `bytes`.  struct job_source reads the values of an option or
 * operand that takes several values.
 */
#ifndef OPT_H
#define OPT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/params.h"
#include "system/confine.h"

/* The values of options and environment variables.  A string is NULL if it is
 * unset and has no default.  The strings are valid until opt_release, unless a
 * caller changes the environment. */
struct settings {
	const char *access_key, *secret_key, *token;
	const char *url, *region, *ca_bundle, *profile;
	const char *api_version;
	long signature_version;
	long jobs, max_attempts;
	long connect_seconds, request_seconds;
	long page_size, wait_seconds;
	const char *output;			/* "text", "table", "json",
						 * "csv", or NULL for "text" */
	const char *rows, *columns;		/* rows and columns to print, or
						 * NULL for the usual ones */
	bool headings, show_empty, hide_tags;
	bool dry_run, verbose, debug;
	const char *private_key, *cert;		/* ignored: no request uses
						 * them */

	/* Options that only some commands have. */
	bool no_verify, exit_code, quiet, wait;
	bool unsorted, details, hide_healthy, raw;
	const char *owner;	/* account that must own the instances */
	const char *launch_key;		/* file with the private key that
					 * decrypts a password */

	/* Values of environment variables. */
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

	/* The confinement of the process, which all connections share, or
	 * NULL. */
	struct confine *confine;
};

/* The number of values of an option or operand, and how requests use them. */
enum opt_use {
	OPT_ONE,	/* one value: every request contains the last value
			 * given */
	OPT_MANY,	/* many values: every request contains all of them */
	OPT_LIST,	/* many values: each request contains a portion of
			 * them */
	OPT_EACH,	/* many values: each value is a job of its own */
};

/* Bits that say whether a command can use several regions or profiles at
 * once. */
enum { OPT_REGIONS = 1, OPT_PROFILES = 2 };

struct opt;
struct opt_args;

/* Adds VALUE to P as the parameter or list element PARAM.  Fails with a usage
 * error if VALUE is invalid. */
typedef int opt_feed(struct params *p, const char *param, const char *value,
		     struct err *err);

enum opt_type {
	OPT_NONE,
	OPT_FLAG,
	OPT_STRING,
	OPT_NUMBER,	/* a number from `min` to `max` */
	OPT_EITHER,	/* the number `min` or the number `max` */
};

/* The member of struct settings that an option sets. */
struct opt_setting {
	enum opt_type type;
	size_t offset;
	long min, max;		/* limits of a number */
	const char *env;	/* environment variable that applies if the
				 * option is not given, or NULL */
	bool secret;		/* overwrite the value in argv after parsing */
};

#define OPT_SET(kind, field, ...) \
	{ .type = (kind), .offset = offsetof(struct settings, field), \
	  __VA_ARGS__ }

/* An option, or the operand if `letter` is 0 and `name` is NULL. */
struct opt {
	int letter;		/* short option letter, or 0 */
	const char *name;	/* long name without dashes */
	const char *value;	/* name of the value in the usage text, such as
				 * "FILE" or "text|json"; NULL for a flag */
	const char *param;	/* request parameter that the option sets, or
				 * NULL */
	const char *fixed;	/* value of the request parameter if the option
				 * is a flag */
	const char *prefix;	/* a value that begins with this prefix, for
				 * example "sg-", sets `prefixed` instead of
				 * `param` */
	const char *prefixed;
	opt_feed *feed;		/* function that converts the value to
				 * parameters, or NULL to send the value
				 * unchanged */
	enum opt_use use;
	size_t portion;		/* maximum number of OPT_LIST values in one
				 * request, or 0 for JOB_PORTION */
	unsigned any_of;	/* number of a group of options from which the
				 * user must give at least one, or 0 */
	unsigned choice;	/* number of a group of options that exclude
				 * each other, or 0 */
	const char *with;	/* letters of options, or NULL for none.  The
				 * option is valid only together with at least
				 * one of these options. */
	bool closed;		/* only the words in `value`, which | separates,
				 * are valid values */
	bool needed;		/* the user must give this option or operand, or
				 * another one of its `choice` group */
	bool exact;		/* the case of the operand matters, as in
				 * names */
	/* If the option is missing, appends a likely value for the error
	 * message to OUT.  Returns false if no value is likely.  May be
	 * NULL. */
	bool (*suggest)(const struct opt_args *args, struct buf *out);
	const char *once;	/* why the option must not be repeated, or NULL;
				 * has an effect only with `choice` */
	bool always;		/* has an effect even in commands that do not
				 * send requests */
	bool prints;		/* has an effect in all commands that print
				 * rows */
	bool alias;		/* another name of an earlier option; the
				 * synopsis omits this name */
	const char *also;	/* names, separated by spaces, for which an
				 * error message suggests this option, or
				 * NULL */
	const char *ignored;	/* why the option is accepted but ignored, or
				 * NULL */
	bool bytes;		/* for the value `-`, the command reads all of
				 * standard input instead of a line */
	bool output;		/* the value `-` means standard output */
	unsigned many;		/* OPT_REGIONS, OPT_PROFILES or 0.  If the
				 * command's `many` has this bit, -h prints
				 * `values` and `help_many` instead of `value`
				 * and `help` */
	const char *values, *help_many;
	struct opt_setting set;
	const char *help;	/* explanation that -h prints.  If the command
				 * takes no operand, `help` of `operand` is the
				 * end of the error about an operand, or
				 * NULL. */
};

#define OPT_END { .name = NULL }

/* The maximum number of examples that -h shows. */
enum { OPT_EXAMPLES = 2 };

/* The syntax of a command line. */
struct opt_spec {
	const char *name;		/* command name */
	const char *synopsis;		/* synopsis without the command name, or
					 * NULL to derive it from the tables */
	const char *purpose;		/* one-sentence description of the
					 * command */
	const char *const *examples;	/* OPT_EXAMPLES strings with the
					 * arguments of the examples that -h
					 * shows, or NULL for no examples; an
					 * unused string is NULL */
	struct opt operand;		/* `value` is NULL if the command does
					 * not take an operand */
	const struct opt *options;	/* options beside the general ones */
	const struct opt *general_options;	/* options of all commands */
	bool no_defaults;		/* the command does not read
					 * EC2_DEFAULT_ARGS */
	const char *no_secrets;		/* why secrets must not be on the
					 * command line, or NULL; secrets in
					 * EC2_DEFAULT_ARGS are still allowed */
	bool ends_at_operand;		/* the first operand starts another
					 * command line: see `rest` in struct
					 * opt_args */
	bool idle;			/* general options without `always` have
					 * no effect, but are accepted because
					 * EC2_DEFAULT_ARGS may contain them */
	bool prints;			/* general options with `prints` have an
					 * effect even if `idle` is set */
	unsigned many;			/* OPT_REGIONS is set if --region
					 * accepts a list or "all"; OPT_PROFILES
					 * is set if --profile does */
};

/* Returns the table of options that follows TABLE, or NULL after the last
 * one. */
const struct opt *opt_next_table(const struct opt *table,
				 const struct opt_spec *spec);

/* Loops over all options of a command, first its own and then the general ones.
 * The loop variables are O, the option, and TABLE, the table that has it. */
#define OPT_EACH_OF(table, o, spec) \
	for (const struct opt *table = (spec)->options; table; \
	     table = opt_next_table(table, (spec))) \
		for (const struct opt *o = table; o->name; o++)

/* An option or operand that the user gave. */
struct opt_given {
	const struct opt *opt;
	const char *value;	/* value of the option or operand, or NULL for a
				 * flag */
};

/* A parsed command line.  Initialize this struct with `= { 0 }`. */
struct opt_args {
	struct opt_given *given;	/* the options of EC2_DEFAULT_ARGS, then
					 * the options and operands of the
					 * command line, in their order */
	size_t len, cap;
	const struct opt *from_stdin;	/* option or operand whose value is `-`,
					 * or NULL */
	struct buf line;		/* line that opt_read_value read from
					 * standard input */
	struct buf defaults;		/* EC2_DEFAULT_ARGS, split into words */
	struct buf secrets;		/* copies of secret values, which are
					 * overwritten in argv */
	struct buf skipped;		/* options in EC2_DEFAULT_ARGS that this
					 * command does not have */
	char **argv;			/* the words of EC2_DEFAULT_ARGS and of
					 * the command line after the command
					 * name */
	size_t rest;			/* number of words from the first
					 * operand on if `ends_at_operand` is
					 * set, else 0 */
};

/* Frees the memory that parse_line allocated. */
void opt_release(struct opt_args *args);

/* Returns whether the option LONG_NAME was given. */
bool opt_has(const struct opt_args *args, const char *long_name);

/* Returns the last value that the user gave for the option LONG_NAME.  Returns
 * NULL if the user has not given the option or if the option is a flag. */
const char *opt_value(const struct opt_args *args, const char *long_name);

/* Returns the last operand, or NULL. */
const char *opt_operand(const struct opt_args *args);

/* Returns whether an operand or an option with one of LETTERS was given. */
bool opt_has_any(const struct opt_args *args, const char *letters);

/* Reads one line from FD as the value of `from_stdin`.  Does nothing if
 * `from_stdin` is NULL, takes several values, or has `bytes`.  Waits for the
 * line.  Fails if FD does not have exactly one line that is not blank. */
int opt_read_value(struct opt_args *args, int fd, struct err *err);

/* Sets the members of OUT that an option or an environment variable sets.  The
 * caller fills OUT with the defaults first. */
int opt_settings(const struct opt_args *args, const struct opt_spec *spec,
		 struct settings *out, struct err *err);

/* Adds the parameters of one given option or operand to P. */
int opt_feed_one(struct params *p, const struct opt_given *given,
		 struct err *err);

bool opt_is_operand(const struct opt *opt);

/* Returns whether A and B are the same option, or in the same `choice`
 * group. */
bool opt_is_alternative(const struct opt *a, const struct opt *b);

/* Returns the name of an option for messages, for example "-l", "--kernel" or
 * "IMAGE".  May write the name to SPACE. */
const char *opt_called(const struct opt *opt, char *space, size_t size);

#endif
