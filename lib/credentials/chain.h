/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Searches the sources of credentials, in order.
 *
 * The sources are (1) options, (2) the three families of environment variables,
 * unless an option named a profile, (3) the role that the profile assumes, (4)
 * a web identity, (5) the profile's other sources (single sign-on, keys of the
 * credentials file, its process, keys of the config file), (6) a container's
 * agent, and (7) the metadata service.
 */
#ifndef CHAIN_H
#define CHAIN_H

#include "aws/cred.h"
#include "base/err.h"
#include "credentials/provider.h"

/* Finds credentials for P in the first source above that has them.  Fails at an
 * invalid source, or if no source has credentials. */
int chain_find(const struct provider *p, struct cred *cred, struct err *err);

/* Prepares the search for P's credentials, and their renewal.  Call
 * chain_prepare before the process confines itself. */
int chain_prepare(const struct provider *p, struct err *err);

#endif
