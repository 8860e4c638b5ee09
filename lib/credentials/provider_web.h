/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Credentials of a role for the token of a web identity: the file that
 * AWS_WEB_IDENTITY_TOKEN_FILE or the profile's web_identity_token_file
 * names, with AWS_ROLE_ARN or role_arn.
 */
#ifndef PROVIDER_WEB_H
#define PROVIDER_WEB_H

#include <stdbool.h>

#include "aws/cred.h"
#include "base/err.h"

/* A cred_provider's find; SELF is a struct provider with its files
 * loaded. */
int provider_web_find(const void *self, struct cred *cred, bool *found,
		      struct err *err);

#endif
