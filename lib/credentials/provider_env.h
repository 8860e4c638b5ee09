/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Credentials from the environment, by the three families of names that
 * tools for EC2 have used: the SDKs', the oldest AWS tools', Eucalyptus'.
 */
#ifndef PROVIDER_ENV_H
#define PROVIDER_ENV_H

#include <stdbool.h>
#include <stddef.h>

#include "aws/cred.h"
#include "base/err.h"
#include "credentials/provider.h"

/* The names of one family.  The names of the token and of the expiry may be
 * NULL. */
struct provider_env_names {
	const char *access_key, *secret_key;
	const char *token, *other_token;
	const char *expires;
};

enum { PROVIDER_ENV_FAMILIES = 3 };

/* The families of names, in order of precedence. */
extern const struct provider_env_names
	provider_env_families[PROVIDER_ENV_FAMILIES];

/* One family, and the provider by whose clock its keys expire; both
 * borrowed. */
struct provider_env {
	const struct provider_env_names *names;
	const struct provider *provider;
};

/* A cred_provider's find; SELF is a struct provider_env. */
int provider_env_find(const void *self, struct cred *cred, bool *found,
		      struct err *err);

/* Whether CRED came from AWS_ACCESS_KEY_ID, while AWS_ACCESS_KEY names another
 * key. */
bool provider_env_other_key(const struct cred *cred);

#endif
