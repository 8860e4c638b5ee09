/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Gets the credentials of a role in exchange for the token of a web identity.
 * AWS_WEB_IDENTITY_TOKEN_FILE or the profile's web_identity_token_file names
 * the file of the token.  AWS_ROLE_ARN or the profile's role_arn names the
 * role.  The variables have no effect if an option or source_profile named the
 * profile.
 */
#ifndef PROVIDER_WEB_H
#define PROVIDER_WEB_H

#include <stdbool.h>

#include "aws/cred.h"
#include "base/err.h"

/* The find function of a cred_provider.  SELF is a struct provider with its
 * files loaded. */
int provider_web_find(const void *self, struct cred *cred, bool *found,
		      struct err *err);

#endif
