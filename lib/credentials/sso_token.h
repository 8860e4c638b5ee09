/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The token of a single sign-on, which `aws sso login` has left in a cache.
 *
 * The token of an [sso-session] is renewed in its last quarter of an hour, or
 * after it has expired, if the cache has a refresh token and a valid client
 * registration.  The new token is written back in the AWS CLI's form,
 * atomically, and only its owner can read the file.  Other tokens are only
 * read.
 */
#ifndef SSO_TOKEN_H
#define SSO_TOKEN_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/err.h"
#include "credentials/provider.h"

struct sso_cache {
	const struct provider *provider;
	const char *path;	/* path of the cache file */
	bool session;		/* the token belongs to an [sso-session] */
	const char *start_url, *region;
};

/* Appends the token to TOKEN, which becomes secret.  Without a valid
 * token it fails, with a hint how to sign on. */
int sso_token_get(const struct sso_cache *cache, struct buf *token,
		  struct err *err);

/* Sets the hint how to sign on again.  Returns -1. */
int sso_token_hint(const struct provider *p, struct err *err);

#endif
