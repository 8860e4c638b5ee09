/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Credentials of a container, from the agent that its environment names:
 * AWS_CONTAINER_CREDENTIALS_RELATIVE_URI at 169.254.170.2, or _FULL_URI, with
 * AWS_CONTAINER_AUTHORIZATION_TOKEN or _TOKEN_FILE.  Without TLS we send
 * requests only to this machine and to the agents' own addresses, never through
 * a proxy.
 */
#ifndef PROVIDER_CONTAINER_H
#define PROVIDER_CONTAINER_H

#include <stdbool.h>

#include "aws/cred.h"
#include "base/err.h"

/* A cred_provider's find; SELF is a struct provider. */
int provider_container_find(const void *self, struct cred *cred, bool *found,
			    struct err *err);

#endif
