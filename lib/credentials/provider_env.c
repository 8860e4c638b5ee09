/* SPDX-License-Identifier: BSD-2-Clause */
#include "credentials/provider_env.h"

#include <stdlib.h>
#include <string.h>

#include "base/codec.h"

const struct provider_env_names provider_env_families[PROVIDER_ENV_FAMILIES] = {
	{ "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY",
	  "AWS_SESSION_TOKEN", "AWS_SECURITY_TOKEN",
	  "AWS_CREDENTIAL_EXPIRATION" },
	{ "AWS_ACCESS_KEY", "AWS_SECRET_KEY", "AWS_DELEGATION_TOKEN" },
	{ "EC2_ACCESS_KEY", "EC2_SECRET_KEY" },
};

/* Returns the variable's value.  An empty variable counts as unset, because
 * some scripts set a variable to "" to unset it. */
static const char *variable_value(const char *name)
{
	const char *value = name ? getenv(name) : NULL;

	return value && *value ? value : NULL;
}

/* Refuses expired keys, because we cannot renew keys of the environment.  Our
 * message is clearer than the service's. */
static int check_expiry(const struct provider_env *env, struct err *err)
{
	const struct provider *p = env->provider;
	const char *name = env->names->expires, *text = variable_value(name);
	time_t expires;

	if (!text)
		return 0;
	if (codec_time_parse(text, &expires, err))
		return err_prefix(err, "%s", name);
	if (expires > provider_now(p))
		return 0;
	err_set(err, "the keys expired at %s (%s)", text, name);
	if (p->clock_off && *p->clock_off)
		return -1;
	return err_hint(err, "the check used this machine's clock: is that "
			"clock right?");
}

int provider_env_find(const void *self, struct cred *cred, bool *found,
		      struct err *err)
{
	const struct provider_env *env = self;
	const struct provider_env_names *names = env->names;
	struct cred_triple triple = {
		.access_key = variable_value(names->access_key),
		.access_name = names->access_key,
		.secret_key = variable_value(names->secret_key),
		.secret_name = names->secret_key,
		.token = variable_value(names->token),
	};

	if (!triple.token)
		triple.token = variable_value(names->other_token);
	if (cred_take(cred, &triple, found, err))
		return err_prefix(err, "environment");
	if (!*found) {
		buf_puts(&cred->lacks, "not set");
		return 0;
	}
	buf_printf(&cred->source, "environment (%s)", names->access_key);
	if (check_expiry(env, err))
		return err_prefix(err, "environment");
	return 0;
}

bool provider_env_other_key(const struct cred *cred)
{
	const char *used = variable_value(provider_env_families[0].access_key);
	const char *other = variable_value(provider_env_families[1].access_key);

	return used && other && strcmp(used, other) != 0 &&
	       strstr(buf_str(&cred->source), "(AWS_ACCESS_KEY_ID)");
}
