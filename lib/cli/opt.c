/* SPDX-License-Identifier: BSD-2-Clause */
#include "cli/opt.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/num.h"
#include "base/str.h"
#include "system/lines.h"

/* Environment variables and the members of struct settings that they set.  If
 * several variables set the same member, the first non-empty one applies. */
static const struct {
	const char *name;
	size_t offset;
} variables[] = {
#define VARIABLE(name, field) { name, offsetof(struct settings, field) }
	VARIABLE("AWS_ENDPOINT_URL_EC2", env_endpoint_ec2),
	VARIABLE("AWS_ENDPOINT_URL_STS", env_endpoint_sts),
	VARIABLE("AWS_ENDPOINT_URL_SSO", env_endpoint_sso),
	VARIABLE("AWS_ENDPOINT_URL_SSO_OIDC", env_endpoint_oidc),
	VARIABLE("AWS_ENDPOINT_URL", env_endpoint),
	VARIABLE("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", env_ignore_endpoints),
	VARIABLE("AWS_USE_DUALSTACK_ENDPOINT", env_dualstack),
	VARIABLE("AWS_USE_FIPS_ENDPOINT", env_fips),
	VARIABLE("AWS_STS_REGIONAL_ENDPOINTS", env_sts_regional),
	VARIABLE("EC2_URL", env_ec2_url),
	VARIABLE("AWS_REGION", env_region),
	VARIABLE("AWS_DEFAULT_REGION", env_default_region),
	VARIABLE("EC2_API_VERSION", api_version),
	VARIABLE("EC2_CREDENTIAL_PROCESS_TIMEOUT", env_process_timeout),
	VARIABLE("EC2_IDENTITY_CERTIFICATES", env_certificates),
	VARIABLE("EC2_SANDBOX", env_sandbox),
	VARIABLE("AWS_DEFAULT_PROFILE", env_profile),
	VARIABLE("AWS_PROFILE", env_profile),
	VARIABLE("AWS_CONFIG_FILE", env_config_file),
	VARIABLE("AWS_SHARED_CREDENTIALS_FILE", env_credentials_file),
	VARIABLE("HOME", env_home),
	VARIABLE("REQUESTS_CA_BUNDLE", env_requests_ca),
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
	VARIABLE("AWS_IMDS_USE_IPV6", env_imds_ipv6),
	VARIABLE("AWS_MAX_ATTEMPTS", env_max_attempts),
	VARIABLE("AWS_RETRY_MODE", env_retry_mode),
#undef VARIABLE
};

bool opt_is_operand(const struct opt *opt)
{
	return !opt->letter && !opt->name;
}

bool opt_is_alternative(const struct opt *a, const struct opt *b)
{
	return a == b || (a->choice && a->choice == b->choice);
}

const struct opt *opt_next_table(const struct opt *table,
				 const struct opt_spec *spec)
{
	return table == spec->options ? spec->general_options : NULL;
}

const char *opt_called(const struct opt *opt, char *space, size_t size)
{
	if (opt_is_operand(opt))
		return opt->value;
	if (opt->letter)
		(void)snprintf(space, size, "-%c", opt->letter);
	else
		(void)snprintf(space, size, "--%s", opt->name);
	return space;
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
	buf_release(&args->skipped);
}

const char *opt_operand(const struct opt_args *args)
{
	for (size_t i = args->len; i-- > 0;)
		if (opt_is_operand(args->given[i].opt))
			return args->given[i].value;
	return NULL;
}

/* Returns the last option LONG_NAME that the user gave, or NULL. */
static const struct opt_given *find_given(const struct opt_args *args,
					  const char *long_name)
{
	for (size_t i = args->len; i-- > 0;) {
		const char *name = args->given[i].opt->name;

		if (name && strcmp(name, long_name) == 0)
			return &args->given[i];
	}
	return NULL;
}

bool opt_has(const struct opt_args *args, const char *long_name)
{
	return find_given(args, long_name) != NULL;
}

const char *opt_value(const struct opt_args *args, const char *long_name)
{
	const struct opt_given *given = find_given(args, long_name);

	return given ? given->value : NULL;
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
		/* A second line is an error, so stop reading there. */
		if (n++)
			break;
		buf_puts(&args->line, line);
	}
	if (n != 1) {
		err_usage(err, "%s - needs exactly one line on standard "
			  "input; there %s", opt_is_operand(opt) ? opt->value
			  : called, n ? "are more" : "was none");
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

static bool is_opt_given(const struct opt_args *args, const struct opt *opt)
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

		if (opt_is_operand(opt) ||
		    (opt->letter && strchr(letters, opt->letter)))
			return true;
	}
	return false;
}

static int store_value(struct settings *out, const struct opt_setting *set,
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
		if (num_parse(value, set->min, set->max, &number, err) ||
		    (number != set->min && number != set->max))
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
	OPT_EACH_OF(table, o, spec) {
		const char *value = o->set.env ? getenv(o->set.env) : NULL;

		if (!value || !*value || is_opt_given(args, o))
			continue;
		if (store_value(out, &o->set, value, err)) {
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

		if (store_value(out, &opt->set, args->given[i].value, err)) {
			err_prefix(err, "%s", opt_called(opt, called,
							 sizeof(called)));
			err->kind = ERR_USAGE;
			return -1;
		}
	}
	return 0;
}

/* Returns whether VALUE is one of WORDS, which | separates. */
static bool is_word_of(const char *words, const char *value)
{
	const size_t len = strlen(value);

	for (; *words; words += *words == '|') {
		size_t n = strcspn(words, "|");

		if (n == len && memcmp(words, value, n) == 0)
			return true;
		words += n;
	}
	return false;
}

static int refuse_word(const struct opt *opt, const char *value,
		       struct err *err)
{
	struct buf words = { 0 };
	char called[64];

	for (const char *p = opt->value; *p; p++)
		if (*p == '|')
			buf_puts(&words, " nor ");
		else
			buf_putc(&words, *p);
	err_usage(err, "%s: '%s' is neither %s",
		  opt_called(opt, called, sizeof(called)), value,
		  buf_str(&words));
	buf_release(&words);
	return -1;
}

int opt_feed_one(struct params *p, const struct opt_given *given,
		 struct err *err)
{
	const struct opt *opt = given->opt;
	const char *value = given->value ? given->value : opt->fixed;
	const char *param = opt->param;
	char called[64];

	if (!param)
		return 0;
	if (opt->closed && !is_word_of(opt->value, value))
		return refuse_word(opt, value, err);
	if (opt->prefix && str_begins(value, opt->prefix))
		param = opt->prefixed;
	if (!opt->feed && (opt->use == OPT_ONE || opt->use == OPT_EACH))
		return params_set(p, param, value, err);
	if (!opt->feed)
		return params_addf(p, value, err, "%s.%zu", param,
				   params_next(p, param));
	if (opt->feed(p, param, value, err))
		return err_prefix(err, "%s", opt_called(opt, called,
							sizeof(called)));
	return 0;
}
