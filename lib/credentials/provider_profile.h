/* SPDX-License-Identifier: BSD-2-Clause */
/* Reads the keys of a profile from one file. */
#ifndef PROVIDER_PROFILE_H
#define PROVIDER_PROFILE_H

#include <stdbool.h>

#include "aws/cred.h"
#include "base/err.h"

/* The find functions of two cred_providers.  SELF is a struct provider with its
 * files loaded. */
int provider_profile_credentials(const void *self, struct cred *cred,
				 bool *found, struct err *err);
int provider_profile_config(const void *self, struct cred *cred, bool *found,
			    struct err *err);

#endif
