/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Gets a container's credentials from the agent that the environment names.
 * AWS_CONTAINER_CREDENTIALS_RELATIVE_URI is a path at 169.254.170.2, and
 * AWS_CONTAINER_CREDENTIALS_FULL_URI is a URL.  If both are set, the path
 * applies.  The token of the request, if any, is in the file that
 * AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE names.  If this variable is unset, the
 * token is in AWS_CONTAINER_AUTHORIZATION_TOKEN.  Without TLS we send requests
 * only to loopback addresses and to the addresses of the agents of ECS and EKS,
 * and never through a proxy.
 */
#ifndef PROVIDER_CONTAINER_H
#define PROVIDER_CONTAINER_H

#include <stdbool.h>

#include "aws/cred.h"
#include "base/err.h"

/* The find function of a cred_provider.  SELF is a struct provider. */
int provider_container_find(const void *self, struct cred *cred, bool *found,
			    struct err *err);

#endif
