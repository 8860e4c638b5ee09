/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Reads credentials from environment variables.  Tools for EC2 have used three
 * families of variables: those of the SDKs, of the oldest AWS tools, and of
 * Eucalyptus.
 */
#ifndef PROVIDER_ENV_H
#define PROVIDER_ENV_H

#include <stdbool.h>
#include <stddef.h>

#include "aws/cred.h"
#include "base/err.h"
#include "credentials/provider.h"

/* The names of one family.  The variable `other_token` applies if `token` is
 * unset.  The names of the tokens and of the expiry may be NULL. */
struct provider_env_names {
	const char *access_key, *secret_key;
	const char *token, *other_token;
	const char *expires;
};

enum { PROVIDER_ENV_FAMILIES = 3 };

/* The families of names, in order of precedence. */
extern const struct provider_env_names
	provider_env_families[PROVIDER_ENV_FAMILIES];

/* One family, and the provider whose clock decides whether the family's keys
 * have expired.  The caller owns the family and the provider. */
struct provider_env {
	const struct provider_env_names *names;
	const struct provider *provider;
};

/* The find function of a cred_provider.  SELF is a struct provider_env. */
int provider_env_find(const void *self, struct cred *cred, bool *found,
		      struct err *err);

/* Returns whether CRED came from AWS_ACCESS_KEY_ID although AWS_ACCESS_KEY has
 * another key. */
bool provider_env_other_key(const struct cred *cred);

#endif
