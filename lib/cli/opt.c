/* SPDX-License-Identifier: BSD-2-Clause */
/* The command line: option tables in, settings and parameters out. */
#include "cli/opt.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "system/lines.h"
#include "base/num.h"

/* Variables that rank lower than some option, and so have fields of their
 * own.  The first that is set and not empty counts. */
static const struct {
	const char *name;
	size_t offset;
} variables[] = {
#define VARIABLE(name, field) { name, offsetof(struct settings, field) }
	VARIABLE("AWS_ENDPOINT_URL_EC2", env_endpoint_ec2),
	VARIABLE("AWS_ENDPOINT_URL_STS", env_endpoint_sts),
	VARIABLE("AWS_ENDPOINT_URL_SSO", env_endpoint_sso),
	VARIABLE("AWS_ENDPOINT_URL", env_endpoint),
	VARIABLE("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", env_ignore_endpoints),
	VARIABLE("AWS_USE_DUALSTACK_ENDPOINT", env_dualstack),
	VARIABLE("AWS_USE_FIPS_ENDPOINT", env_fips),
	VARIABLE("AWS_STS_REGIONAL_ENDPOINTS", env_sts_regional),
	VARIABLE("EC2_URL", env_ec2_url),
	VARIABLE("AWS_REGION", env_region),
	VARIABLE("AWS_DEFAULT_REGION", env_default_region),
	VARIABLE("http_proxy", env_http_proxy),
	VARIABLE("HTTP_PROXY", env_http_proxy),
	VARIABLE("https_proxy", env_https_proxy),
	VARIABLE("HTTPS_PROXY", env_https_proxy),
	VARIABLE("no_proxy", env_no_proxy),
	VARIABLE("NO_PROXY", env_no_proxy),
	VARIABLE("EC2_API_VERSION", api_version),
	VARIABLE("EC2_SANDBOX", env_sandbox),
	VARIABLE("AWS_DEFAULT_PROFILE", env_profile),
	VARIABLE("AWS_PROFILE", env_profile),
	VARIABLE("AWS_CONFIG_FILE", env_config_file),
	VARIABLE("AWS_SHARED_CREDENTIALS_FILE", env_credentials_file),
	VARIABLE("HOME", env_home),
	VARIABLE("AWS_ROLE_ARN", env_role),
	VARIABLE("AWS_ROLE_SESSION_NAME", env_role_session),
	VARIABLE("AWS_WEB_IDENTITY_TOKEN_FILE", env_token_file),
	VARIABLE("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", env_container_path),
	VARIABLE("AWS_CONTAINER_CREDENTIALS_FULL_URI", env_container_url),
	VARIABLE("AWS_CONTAINER_AUTHORIZATION_TOKEN", env_container_token),
	VARIABLE("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE",
		 env_container_token_file),
	VARIABLE("AWS_EC2_METADATA_DISABLED", env_imds_disabled),
	VARIABLE("AWS_EC2_METADATA_SERVICE_ENDPOINT", env_imds_endpoint),
	VARIABLE("AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE", env_imds_mode),
	VARIABLE("AWS_METADATA_SERVICE_TIMEOUT", env_imds_timeout),
	VARIABLE("AWS_METADATA_SERVICE_NUM_ATTEMPTS", env_imds_attempts),
	VARIABLE("AWS_EC2_METADATA_V1_DISABLED", env_imds_v1),
#undef VARIABLE
};

static bool is_operand(const struct opt *opt)
{
	return !opt->letter && !opt->name;
}

static const struct opt *next_table(const struct opt *table,
				    const struct opt_spec *spec)
{
	return table == spec->options ? spec->general : NULL;
}

/* All options of a command: its own, then the general ones. */
#define EACH_OPTION(table, o, spec) \
	for (const struct opt *table = (spec)->options; table; \
	     table = next_table(table, (spec))) \
		for (const struct opt *o = table; o->name; o++)

const char *opt_called(const struct opt *opt, char *space, size_t size)
{
	if (is_operand(opt))
		return opt->value;
	if (opt->letter)
		(void)snprintf(space, size, "-%c", opt->letter);
	else
		(void)snprintf(space, size, "--%s", opt->name);
	return space;
}

static int give(struct opt_args *args, const struct opt *opt,
		const char *value, struct err *err)
{
	if (args->len == args->cap) {
		size_t cap = args->cap ? args->cap * 2 : 16;
		struct opt_given *given =
			realloc(args->given, cap * sizeof(*given));

		if (!given)
			return err_memory(err);
		args->given = given;
		args->cap = cap;
	}
	args->given[args->len++] = (struct opt_given){ opt, value };
	return 0;
}

/* EC2_DEFAULT_ARGS, split at white space, between the command's name and its
 * own arguments. */
static int join_arguments(struct opt_args *args, const struct opt_spec *spec,
			  int *argc, char **argv, struct err *err)
{
	static const char space[] = " \t\r\n";
	const char *defaults = spec->no_defaults ? NULL
						 : getenv("EC2_DEFAULT_ARGS");
	size_t n = 0, words;
	char *p;

	buf_puts(&args->defaults, defaults ? defaults : "");
	if (buf_check(&args->defaults, "EC2_DEFAULT_ARGS", err))
		return -1;
	words = args->defaults.len / 2 + 1;
	args->argv = calloc((size_t)*argc + words + 1, sizeof(*args->argv));
	if (!args->argv)
		return err_memory(err);
	args->argv[n++] = argv[0];
	for (p = args->defaults.data; *(p += strspn(p, space));) {
		args->argv[n++] = p;
		p += strcspn(p, space);
		if (*p)
			*p++ = '\0';
	}
	for (int i = 1; i < *argc; i++)
		args->argv[n++] = argv[i];
	*argc = (int)n;
	return 0;
}

/* What getopt_long returns for the first long option; letters are below. */
enum { LONG_FIRST = 256 };

/* What getopt_long needs, made from the tables. */
struct getopt_tables {
	const struct opt *by_index[128];
	struct option longs[128];
	char shorts[256];
};

/* A leading `-` hands operands over in their place, `:` keeps getopt from
 * printing.  A prefix of options that have the same `val` is not ambiguous
 * to the C library, so each has its own. */
static void make_tables(struct getopt_tables *t, const struct opt_spec *spec)
{
	size_t n = 0, at = 0;

	t->shorts[at++] = '-';
	t->shorts[at++] = ':';
	EACH_OPTION(table, o, spec) {
		t->by_index[n] = o;
		t->longs[n] = (struct option){
			.name = o->name,
			.has_arg = o->value ? required_argument : no_argument,
			.val = LONG_FIRST + (int)n,
		};
		n++;
		if (!o->letter)
			continue;
		t->shorts[at++] = (char)o->letter;
		if (o->value)
			t->shorts[at++] = ':';
	}
	t->longs[n] = (struct option){ .name = NULL };
	t->shorts[at] = '\0';
}

/* -? is --help, for those who try it first, whatever -h is. */
static const struct opt *by_letter(const struct opt_spec *spec, int letter)
{
	EACH_OPTION(table, o, spec)
		if (letter == '?' ? strcmp(o->name, "help") == 0
				  : o->letter == letter)
			return o;
	return NULL;
}

/* Names a long option that is unknown, ambiguous, or wrongly has a value. */
static int bad_long(const struct opt_spec *spec, const char *word,
		    struct err *err)
{
	size_t len = strcspn(word + 2, "=");
	struct buf fits = {0};
	int n = 0;

	EACH_OPTION(table, o, spec) {
		if (strncmp(o->name, word + 2, len) != 0)
			continue;
		buf_printf(&fits, "%s--%s", n++ ? ", " : "", o->name);
	}
	if (n > 1)
		err_usage(err, "%.*s may be %s", (int)len + 2, word,
			  buf_str(&fits));
	else if (n)
		err_usage(err, "%s takes no value", buf_str(&fits));
	else
		err_usage(err, "unknown option %.*s", (int)len + 2, word);
	buf_release(&fits);
	return -1;
}

/* `?` is what getopt returns for a mistake, and an option of ours.  Of a
 * mistake with a letter optopt is that letter, and argv[optind - 1] need not
 * be the word it stands in. */
static int bad_option(const struct opt_spec *spec, char **argv, int code,
		      const struct getopt_tables *t, struct err *err)
{
	if (code == ':' && optopt >= LONG_FIRST)
		return err_usage(err, "--%s needs a value",
				 t->longs[optopt - LONG_FIRST].name);
	if (code == ':')
		return err_usage(err, "-%c needs a value", optopt);
	if (optopt && optopt < LONG_FIRST)
		return err_usage(err, "unknown option -%c", optopt);
	return bad_long(spec, argv[optind - 1], err);
}

/* Keeps a copy of a secret and overwrites it where `ps` would show it. */
static const char *hide(struct opt_args *args, char *value)
{
	size_t at = args->secrets.len;

	buf_append(&args->secrets, value, strlen(value) + 1);
	buf_wipe(value, strlen(value));
	return args->secrets.failed ? "" : args->secrets.data + at;
}

/* Counts the bytes all arguments need, so that the copies never move. */
static int reserve_secrets(struct opt_args *args, struct err *err)
{
	size_t total = 0;

	args->secrets.secret = true;
	for (size_t i = 0; args->argv[i]; i++)
		total += strlen(args->argv[i]) + 1;
	while (args->secrets.len < total && !args->secrets.failed)
		buf_putc(&args->secrets, '\0');
	if (buf_check(&args->secrets, "arguments", err))
		return -1;
	buf_clear(&args->secrets);
	return 0;
}

/* Of an option that takes one value the last wins: a `-` before it is never
 * read. */
static void forget_stdin(struct opt_args *args, const char *value)
{
	for (size_t i = 0; i < args->len; i++)
		if (args->given[i].opt == args->from_stdin)
			args->given[i].value = value;
	args->from_stdin = NULL;
}

static int take(struct opt_args *args, const struct opt *opt, char *value,
		struct err *err)
{
	const char *kept = value;
	char called[64];
	bool dash;

	if (opt->refused)
		return err_usage(err, "%s: %s", opt_called(opt, called,
				 sizeof(called)), opt->refused);
	if (!opt->value || !value)
		return give(args, opt, value, err);
	if (!*value)
		return err_usage(err, "%s: the value is empty",
				 opt_called(opt, called, sizeof(called)));
	dash = strcmp(value, "-") == 0;
	if (opt->set.secret && !dash)
		kept = hide(args, value);
	if (opt->use == OPT_ONE && args->from_stdin == opt)
		forget_stdin(args, kept);
	if (dash) {
		if (args->from_stdin)
			return err_usage(err, "only one value can be -, read "
					 "from standard input");
		args->from_stdin = opt;
	}
	return give(args, opt, kept, err);
}

/* What getopt_long returns.  musl's stops at an operand `-`, as if
 * it were the end; glibc's returns 1 for it, as for other operands. */
static int next_option(int argc, char **argv, const struct getopt_tables *t)
{
	int before = optind ? optind : 1;
	int code;

	optopt = 0;
	code = getopt_long(argc, argv, t->shorts, t->longs, NULL);
	if (code != -1 || optind != before || optind >= argc ||
	    strcmp(argv[optind], "-") != 0)
		return code;
	optarg = argv[optind++];
	return 1;
}

/* The rest behind `--` are operands; getopt leaves them at optind. */
static int take_all(struct opt_args *args, const struct opt_spec *spec,
		    int argc, struct err *err)
{
	struct getopt_tables *t = calloc(1, sizeof(*t));
	int code, rc = 0;

	if (!t)
		return err_memory(err);
	make_tables(t, spec);
	opterr = 0;
	optind = 0;
	while (!rc) {
		code = next_option(argc, args->argv, t);
		if (code == -1)
			break;
		if (code >= LONG_FIRST)
			rc = take(args, t->by_index[code - LONG_FIRST],
				  optarg, err);
		else if (code == 1)
			rc = take(args, &spec->operand, optarg, err);
		else if (code == ':' || (code == '?' && optopt != '?'))
			rc = bad_option(spec, args->argv, code, t, err);
		else
			rc = take(args, by_letter(spec, code), optarg, err);
	}
	while (!rc && optind < argc)
		rc = take(args, &spec->operand, args->argv[optind++], err);
	free(t);
	return rc;
}

int opt_parse(struct opt_args *args, const struct opt_spec *spec, int argc,
	      char **argv, struct err *err)
{
	if (join_arguments(args, spec, &argc, argv, err) ||
	    reserve_secrets(args, err))
		return -1;
	return take_all(args, spec, argc, err);
}

void opt_release(struct opt_args *args)
{
	free(args->given);
	free(args->argv);
	args->given = NULL;
	args->argv = NULL;
	args->len = args->cap = 0;
	buf_release(&args->line);
	buf_release(&args->defaults);
	buf_release(&args->secrets);
}

bool opt_has(const struct opt_args *args, const char *long_name)
{
	for (size_t i = 0; i < args->len; i++) {
		const char *name = args->given[i].opt->name;

		if (name && strcmp(name, long_name) == 0)
			return true;
	}
	return false;
}

int opt_read_value(struct opt_args *args, int fd, struct err *err)
{
	const struct opt *opt = args->from_stdin;
	enum lines_state state;
	struct lines lines;
	const char *line;
	char called[64];
	int rc = -1, n = 0;

	if (!opt || opt->use != OPT_ONE || opt->bytes)
		return 0;
	lines_init(&lines, fd);
	args->line.secret = true;
	opt_called(opt, called, sizeof(called));
	for (;;) {
		if (lines_wait(&lines, &state, &line, err))
			goto out;
		if (state == LINES_END)
			break;
		if (!n++)
			buf_puts(&args->line, line);
	}
	if (n != 1) {
		err_usage(err, "%s - needs exactly one line on standard "
			  "input; there %s", is_operand(opt) ? opt->value
			  : called, n ? "are more" : "is none");
		goto out;
	}
	if (buf_check(&args->line, "standard input", err))
		goto out;
	for (size_t i = 0; i < args->len; i++)
		if (args->given[i].opt == opt &&
		    strcmp(args->given[i].value, "-") == 0)
			args->given[i].value = args->line.data;
	rc = 0;
out:
	lines_release(&lines);
	return rc;
}

static bool is_given(const struct opt_args *args, const struct opt *opt)
{
	for (size_t i = 0; i < args->len; i++)
		if (args->given[i].opt == opt)
			return true;
	return false;
}

bool opt_has_any(const struct opt_args *args, const char *letters)
{
	for (size_t i = 0; i < args->len; i++) {
		const struct opt *opt = args->given[i].opt;

		if (is_operand(opt) ||
		    (opt->letter && strchr(letters, opt->letter)))
			return true;
	}
	return false;
}

static int store(struct settings *out, const struct opt_setting *set,
		 const char *value, struct err *err)
{
	char *at = (char *)out + set->offset;
	long number;

	switch (set->type) {
	case OPT_FLAG:
		*(bool *)(void *)at = true;
		return 0;
	case OPT_STRING:
		*(const char **)(void *)at = value;
		return 0;
	case OPT_NUMBER:
		return num_parse(value, set->min, set->max,
				 (long *)(void *)at, err);
	case OPT_EITHER:
		if (num_parse(value, set->min, set->max, &number, err))
			return -1;
		if (number != set->min && number != set->max)
			return err_set(err, "'%s' is neither %ld nor %ld",
				       value, set->min, set->max);
		*(long *)(void *)at = number;
		return 0;
	case OPT_NONE:
		break;
	}
	return 0;
}

static int store_environment(const struct opt_args *args,
			     const struct opt_spec *spec,
			     struct settings *out, struct err *err)
{
	EACH_OPTION(table, o, spec) {
		const char *value = o->set.env ? getenv(o->set.env) : NULL;

		if (!value || !*value || is_given(args, o))
			continue;
		if (store(out, &o->set, value, err)) {
			err_prefix(err, "%s", o->set.env);
			err->kind = ERR_USAGE;
			return -1;
		}
	}
	for (size_t i = 0; i < sizeof(variables) / sizeof(*variables); i++) {
		const char *value = getenv(variables[i].name);
		const char **at = (const char **)(void *)((char *)out +
				  variables[i].offset);

		if (value && *value && !*at)
			*at = value;
	}
	return 0;
}

int opt_settings(const struct opt_args *args, const struct opt_spec *spec,
		 struct settings *out, struct err *err)
{
	char called[64];

	if (store_environment(args, spec, out, err))
		return -1;
	for (size_t i = 0; i < args->len; i++) {
		const struct opt *opt = args->given[i].opt;

		if (store(out, &opt->set, args->given[i].value, err)) {
			err_prefix(err, "%s", opt_called(opt, called,
							 sizeof(called)));
			err->kind = ERR_USAGE;
			return -1;
		}
	}
	return 0;
}

int opt_feed_one(struct params *p, const struct opt_given *given,
		 struct err *err)
{
	const struct opt *opt = given->opt;
	const char *value = given->value ? given->value : opt->fixed;
	char called[64];

	if (!opt->param)
		return 0;
	if (!opt->feed && opt->use == OPT_ONE)
		return params_set(p, opt->param, value, err);
	if (!opt->feed && opt->use == OPT_EACH)
		return params_set(p, opt->param, value, err);
	if (!opt->feed)
		return params_addf(p, value, err, "%s.%zu", opt->param,
				   params_next(p, opt->param));
	if (opt->feed(p, opt->param, value, err))
		return err_prefix(err, "%s", opt_called(opt, called,
							sizeof(called)));
	return 0;
}
