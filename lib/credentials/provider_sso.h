/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Gets the credentials of a role from AWS's single sign-on portal.  The portal
 * requires the token that `aws sso login` stored in ~/.aws/sso/cache
 * (sso_token.h).
 */
#ifndef PROVIDER_SSO_H
#define PROVIDER_SSO_H

#include <stdbool.h>

#include "aws/cred.h"
#include "base/err.h"
#include "credentials/provider.h"

/* The find function of a cred_provider.  SELF is a struct provider with its
 * files loaded. */
int provider_sso_find(const void *self, struct cred *cred, bool *found,
		      struct err *err);

/* If PROFILE has an sso_session, allows the process to write to the folder of
 * the token's file even after the process has confined itself. */
int provider_sso_prepare(const struct provider *p, const char *profile,
			 struct err *err);

#endif
