/* SPDX-License-Identifier: BSD-2-Clause */
/* Credentials from the environment. */
#include "provider_env.h"

#include <stdlib.h>

const struct provider_env_names provider_env_families[PROVIDER_ENV_FAMILIES] = {
	{ "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY",
	  "AWS_SESSION_TOKEN", "AWS_SECURITY_TOKEN" },
	{ "AWS_ACCESS_KEY", "AWS_SECRET_KEY", "AWS_DELEGATION_TOKEN", NULL },
	{ "EC2_ACCESS_KEY", "EC2_SECRET_KEY", NULL, NULL },
};

/* An empty variable is as good as none: scripts unset them that way. */
static const char *value_of(const char *name)
{
	const char *value = name ? getenv(name) : NULL;

	return value && *value ? value : NULL;
}

int provider_env_find(const void *self, struct cred *cred, bool *found,
		      struct err *err)
{
	const struct provider_env_names *names = self;
	struct cred_triple triple = {
		.access_key = value_of(names->access_key),
		.access_name = names->access_key,
		.secret_key = value_of(names->secret_key),
		.secret_name = names->secret_key,
		.token = value_of(names->token),
	};

	if (!triple.token)
		triple.token = value_of(names->other_token);
	if (cred_take(cred, &triple, found, err))
		return -1;
	if (*found)
		buf_printf(&cred->source, "environment (%s)",
			   names->access_key);
	return 0;
}
