/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A profile of the user, with its settings, credentials, region and endpoint.
 *
 * All regions of a run share the credentials of their profile.  The run finds
 * and renews the credentials once for all regions.
 */
#ifndef TENANT_H
#define TENANT_H

#include <stdbool.h>

#include "aws/endpoint.h"
#include "aws/profile.h"
#include "base/err.h"
#include "cli/opt.h"
#include "credentials/identity.h"
#include "credentials/provider.h"
#include "system/child.h"

/* The function that prints a warning (if LOUD) or a remark for -v. */
struct tenant_voice {
	void (*note)(void *ctx, bool loud, const char *text);
	void *ctx;
};

/* Initialize this struct with `= { 0 }`.  A tenant must not move in memory
 * after tenant_open. */
struct tenant {
	struct settings settings;	/* settings with the `profile` and
					 * `region` of this account */
	struct profile *files;
	struct endpoint home;	/* the endpoint of the profile */
	struct provider provider;
	struct child *child;
	long clock_off;		/* `clock_off` of struct provider */
	bool said_late;		/* `said_late` of struct provider */
	struct identity identity;
	bool failed;		/* the profile is unusable */
	bool same;		/* an earlier profile has the same account */
};

/* Reads the necessary files of the profile that SETTINGS name, and finds its
 * endpoint.  Copies SETTINGS; the caller owns their strings.  GIVEN says
 * whether an option or an environment variable sets the number of attempts. */
int tenant_open(struct tenant *a, const struct settings *settings, bool given,
		const struct tenant_voice *voice, struct err *err);

/* Starts the processes that a confined process could not start later.  Call
 * tenant_prepare for all accounts except the account whose credentials are
 * found first. */
int tenant_prepare(struct tenant *a, struct err *err);

/* Finds the account's credentials. */
int tenant_find(struct tenant *a, struct err *err);

/* Returns whether A and B are the same account: they have the same access key,
 * or their profiles name the same account.  Returns false for two users of one
 * account with different keys, because their keys do not show the account.  The
 * credentials of A and B must have been found. */
bool tenant_is_same(const struct tenant *a, const struct tenant *b);
void tenant_release(struct tenant *a);

#endif
