/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Credentials of a role in an account, from AWS's single sign-on portal, for
 * the token that `aws sso login` left in ~/.aws/sso/cache: see
 * sso_token.h.
 */
#ifndef PROVIDER_SSO_H
#define PROVIDER_SSO_H

#include <stdbool.h>

#include "aws/cred.h"
#include "base/err.h"
#include "credentials/provider.h"

/* A cred_provider's find; SELF is a struct provider with its files
 * loaded. */
int provider_sso_find(const void *self, struct cred *cred, bool *found,
		      struct err *err);

/* If PROFILE has single sign-on, keeps the right to replace its token after the
 * process has confined itself. */
int provider_sso_prepare(const struct provider *p, const char *profile,
			 struct err *err);

#endif
