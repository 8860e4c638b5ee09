/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The places that credentials may come from, in their order.
 *
 * Options; unless a profile was named as an option, the three families of
 * variables; the profile, if it assumes a role; a web identity; the profile
 * otherwise: single sign-on, keys of the credentials file, its process, keys
 * of the config file; a container's agent; the metadata service.
 */
#ifndef CHAIN_H
#define CHAIN_H

#include "aws/cred.h"
#include "base/err.h"
#include "credentials/provider.h"

/* Finds them anew, by P as it is for the chosen profile: `named` when an
 * option named it. */
int chain_find(const struct provider *p, struct cred *cred, struct err *err);

#endif
