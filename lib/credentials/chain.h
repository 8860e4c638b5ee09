/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The places where credentials may come from, in order.
 *
 * These are: options; the three families of variables, unless an option named a
 * profile; the role that the profile assumes; a web identity; the profile's
 * other sources (single sign-on, keys of the credentials file, its process,
 * keys of the config file); a container's agent; the metadata service.
 */
#ifndef CHAIN_H
#define CHAIN_H

#include "aws/cred.h"
#include "base/err.h"
#include "credentials/provider.h"

/* Finds credentials.  P is for the chosen profile; its `named` says whether an
 * option named the profile. */
int chain_find(const struct provider *p, struct cred *cred, struct err *err);

/* Prepares the search for P's credentials, and their renewal.  Must be called
 * before the process confines itself. */
int chain_prepare(const struct provider *p, struct err *err);

#endif
