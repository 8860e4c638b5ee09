/* SPDX-License-Identifier: BSD-2-Clause */
#include "aws/imds_settings.h"

#include <limits.h>
#include <stddef.h>
#include <string.h>
#include <strings.h>

#include "aws/endpoint.h"
#include "base/num.h"
#include "http/url.h"

static const struct {
	size_t at;			/* offset in struct imds_settings */
	size_t environment;		/* offset in struct settings */
	const char *variable;
	const char *in_profile;		/* name of the setting in a profile, or
					 * NULL if a profile cannot set it */
} sources[] = {
#define SOURCE(member, env, ...) \
	{ offsetof(struct imds_settings, member), \
	  offsetof(struct settings, env), __VA_ARGS__ }
	SOURCE(disabled, env_imds_disabled, "AWS_EC2_METADATA_DISABLED", NULL),
	SOURCE(endpoint, env_imds_endpoint, "AWS_EC2_METADATA_SERVICE_ENDPOINT",
	       "ec2_metadata_service_endpoint"),
	SOURCE(mode, env_imds_mode, "AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE",
	       "ec2_metadata_service_endpoint_mode"),
	SOURCE(timeout, env_imds_timeout, "AWS_METADATA_SERVICE_TIMEOUT",
	       "metadata_service_timeout"),
	SOURCE(attempts, env_imds_attempts, "AWS_METADATA_SERVICE_NUM_ATTEMPTS",
	       "metadata_service_num_attempts"),
	SOURCE(v1_disabled, env_imds_v1, "AWS_EC2_METADATA_V1_DISABLED",
	       "ec2_metadata_v1_disabled"),
	SOURCE(sandbox, env_sandbox, "EC2_SANDBOX", NULL),
#undef SOURCE
};

/* The URLs of the service, which are the same for all instances. */
static const struct {
	const char *mode, *url;
} modes[] = {
	{ "ipv4", "http://169.254.169.254" },
	{ "ipv6", "http://[fd00:ec2::254]" },
};

static bool is_set(const struct imds_setting *setting)
{
	return setting->value && *setting->value;
}

static bool says_true(const struct imds_setting *setting)
{
	return setting->value && strcasecmp(setting->value, "true") == 0;
}

/* Sets the mode to "ipv6" if AWS_IMDS_USE_IPV6 is true.  If this variable is
 * unset, uses imds_use_ipv6 of the profile instead. */
static void find_ipv6(struct imds_settings *out, const struct settings *s,
		      const struct profile *files, const char *profile)
{
	struct imds_setting use = { s->env_imds_ipv6, "AWS_IMDS_USE_IPV6",
				    NULL };

	if (!is_set(&use) && files)
		use = (struct imds_setting){
			profile_get(files, profile, "imds_use_ipv6"),
			"imds_use_ipv6", profile };
	if (says_true(&use))
		out->mode = (struct imds_setting){ "ipv6", use.name,
						   use.profile };
}

void imds_settings_read(struct imds_settings *out, const struct settings *s,
			const struct profile *files, const char *profile)
{
	for (size_t i = 0; i < sizeof(sources) / sizeof(*sources); i++) {
		struct imds_setting *to = (void *)((char *)out + sources[i].at);

		to->name = sources[i].variable;
		to->profile = NULL;
		to->value = *(const char *const *)(const void *)
			((const char *)s + sources[i].environment);
		if (is_set(to) || !files || !sources[i].in_profile)
			continue;
		to->name = sources[i].in_profile;
		to->value = profile_get(files, profile, to->name);
		to->profile = profile;
	}
	if (!is_set(&out->mode))
		find_ipv6(out, s, files, profile);
}

bool imds_settings_disabled(const struct imds_settings *settings)
{
	return says_true(&settings->disabled);
}

const char *imds_settings_v1_forbidden(const struct imds_settings *settings)
{
	return says_true(&settings->v1_disabled) ? settings->v1_disabled.name
						 : NULL;
}

/* Adds the name of SETTING to the error.  The error becomes a usage error if
 * the setting is from the environment. */
static int bad_setting(const struct imds_setting *setting, struct err *err)
{
	err_prefix(err, "%s", setting->name);
	if (setting->profile)
		err_prefix(err, "profile %s", setting->profile);
	err->kind = setting->profile ? ERR_FAILED : ERR_USAGE;
	return -1;
}

int imds_settings_number(const struct imds_setting *setting, long *out,
			 struct err *err)
{
	*out = 1;
	if (is_set(setting) &&
	    num_parse(setting->value, 1, INT_MAX / 1000, out, err))
		return bad_setting(setting, err);
	return 0;
}

static int find_url(const struct imds_settings *s, const char **out,
		    struct err *err)
{
	*out = modes[0].url;
	if (is_set(&s->endpoint)) {
		*out = s->endpoint.value;
		return 0;
	}
	if (!is_set(&s->mode))
		return 0;
	for (size_t i = 0; i < sizeof(modes) / sizeof(*modes); i++)
		if (strcasecmp(s->mode.value, modes[i].mode) == 0) {
			*out = modes[i].url;
			return 0;
		}
	err_set(err, "'%s' is neither ipv4 nor ipv6", s->mode.value);
	return bad_setting(&s->mode, err);
}

/* Parses a URL.  Requires a scheme, as the SDKs do.  Without a scheme,
 * url_parse would assume https, which EC2's service does not support. */
static int parse_full_url(const char *text, struct url *url, struct err *err)
{
	if (!strstr(text, "://"))
		return err_set(err, "URL %s: it must begin with http:// or "
			       "https://", text);
	return url_parse(text, url, err);
}

int imds_settings_url(const struct imds_settings *s, struct buf *out,
		      struct err *err)
{
	struct url url = { 0 };
	const char *text;
	int rc = -1;

	if (find_url(s, &text, err))
		return -1;
	if (parse_full_url(text, &url, err))
		return bad_setting(&s->endpoint, err);
	url_put(out, &url);
	if (buf_check(out, "URL", err))
		goto out;
	while (out->data[out->len - 1] == '/')
		out->data[--out->len] = '\0';
	if (!endpoint_in_sandbox(s->sandbox.value, &url)) {
		err_usage(err, "metadata service at %s: refused, since this "
			  "is a rehearsal in ec2-sandbox (EC2_SANDBOX is set) "
			  "and the host is neither a loopback address nor the "
			  "sandbox", out->data);
		goto out;
	}
	rc = 0;
out:
	url_release(&url);
	return rc;
}
