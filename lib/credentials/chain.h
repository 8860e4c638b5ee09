/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Searches the sources of credentials, in order.
 *
 * The sources are (1) options, (2) environment variables (provider_env.h),
 * unless an option named a profile, (3) the role that the profile assumes, (4)
 * a web identity, (5) the profile's other sources (single sign-on, keys of the
 * credentials file, credential_process, keys of the config file), (6) a
 * container's agent, and (7) the metadata service.
 */
#ifndef CHAIN_H
#define CHAIN_H

#include "aws/cred.h"
#include "base/err.h"
#include "credentials/provider.h"

/* Finds credentials for P in the first source above that has them.  Fails at an
 * invalid source, or if no source has credentials. */
int chain_find(const struct provider *p, struct cred *cred, struct err *err);

/* Does what a confined process cannot do: if the search for P's credentials
 * needs a process that runs credential_process, starts that process.  If the
 * search needs the cache of single sign-on, allows writes to the cache. */
int chain_prepare(const struct provider *p, struct err *err);

#endif
