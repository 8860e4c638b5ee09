/* SPDX-License-Identifier: BSD-2-Clause */
/* The keys in a profile, both from the same file. */
#ifndef PROVIDER_PROFILE_H
#define PROVIDER_PROFILE_H

#include <stdbool.h>

#include "aws/cred.h"
#include "base/err.h"

/* The find functions of cred_providers whose SELF is a struct provider with its
 * files loaded.  Keys of the credentials file come before a credential_process,
 * those of the config file after it. */
int provider_profile_credentials(const void *self, struct cred *cred,
				 bool *found, struct err *err);
int provider_profile_config(const void *self, struct cred *cred, bool *found,
			    struct err *err);

#endif
