/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Reads the token of a single sign-on, which `aws sso login` has stored in a
 * cache, and renews it.
 *
 * If the cache has a refresh token and a valid client registration, we renew
 * the token of an [sso-session] if it has expired or will expire within fifteen
 * minutes.  We write the new token back atomically, in the AWS CLI's format, to
 * a file that only its owner can read.  We never renew other tokens.
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

/* Appends the token to TOKEN, and makes TOKEN secret.  If no valid token is
 * available, fails, usually with a hint about how to sign on. */
int sso_token_get(const struct sso_cache *cache, struct buf *token,
		  struct err *err);

/* Sets a hint about how to sign on again.  Returns -1. */
int sso_token_hint(const struct provider *p, struct err *err);

#endif
