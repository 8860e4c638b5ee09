/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A profile of the user: its settings, its credentials, and its own region and
 * endpoint.
 *
 * All regions of a run share the credentials of their profile: they are found
 * and renewed once for all regions.
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

/* The function that gets warnings (LOUD), and remarks for -v. */
struct tenant_voice {
	void (*note)(void *ctx, bool loud, const char *text);
	void *ctx;
};

/* Start as `= {0}`.  It must not move once tenant_open has seen it. */
struct tenant {
	struct settings settings;	/* with the `profile` and `region` of
					 * this account */
	struct profile *files;
	struct endpoint home;	/* the profile that the settings name */
	struct provider provider;
	struct child *child;
	long clock_off;		/* see struct provider */
	bool said_late;
	struct identity identity;
	long attempts_max;
	bool failed;		/* the profile cannot be used */
	bool same;		/* an earlier profile names the same account */
};

/* Reads what is needed of the files of the profile that SETTINGS name, and
 * finds its endpoint.  SETTINGS are copied, and their strings are borrowed.
 * GIVEN: an option or an environment variable sets the number of attempts. */
int tenant_open(struct tenant *a, const struct settings *settings,
		bool given, const struct tenant_voice *voice,
		struct err *err);

/* Starts processes that cannot be started once this process has confined
 * itself.  Call it for all accounts except the one whose credentials are found
 * first. */
int tenant_prepare(struct tenant *a, struct err *err);

/* Finds the account's credentials. */
int tenant_find(struct tenant *a, struct err *err);

/* Whether A and B, whose credentials were found, are the same account: they
 * have the same access key, or their profiles name the same account.  False for
 * two users of one account who have different keys: nothing shows that their
 * account is the same. */
bool tenant_is_same(const struct tenant *a, const struct tenant *b);
void tenant_release(struct tenant *a);

#endif
