/* SPDX-License-Identifier: BSD-2-Clause */
/* Gets the credentials of a role that a profile assumes with other
 * credentials. */
#ifndef PROVIDER_ROLE_H
#define PROVIDER_ROLE_H

#include <stdbool.h>

#include "aws/cred.h"
#include "base/err.h"
#include "credentials/provider.h"

/* Returns whether the profile assumes a role with other credentials.  Returns
 * false for a role that needs the token of a web identity.  The files must be
 * loaded. */
bool provider_role_is(const struct provider *p);

/* Assumes the role with the credentials SOURCE.  Asks for a code at the
 * terminal if the profile has an mfa_serial. */
int provider_role_assume(const struct provider *p, const struct cred *source,
			 struct cred *out, struct err *err);

#endif
