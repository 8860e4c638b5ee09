/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A login: the settings, credentials, region and endpoint of one profile.
 *
 * All regions of a profile share the profile's login.
 */
#ifndef LOGIN_H
#define LOGIN_H

#include <stdbool.h>

#include "aws/endpoint.h"
#include "aws/profile.h"
#include "base/err.h"
#include "cli/opt.h"
#include "credentials/identity.h"
#include "credentials/provider.h"
#include "system/child.h"

/* The function that prints a warning (if LOUD) or a remark for -v. */
struct login_notes {
	void (*note)(void *ctx, bool loud, const char *text);
	void *ctx;
};

/* Initialize this struct with `= { 0 }`.  It must not move in memory after
 * login_open. */
struct login {
	struct settings settings;	/* settings with the `profile` and
					 * `region` of this login */
	struct profile *files;
	struct endpoint home;	/* the endpoint in the first requested region */
	struct provider provider;
	struct child *child;	/* the helper process that runs
				 * credential_process, or NULL */
	long clock_off;		/* seconds by which the services' clock is ahead
				 * of this machine's */
	bool said_late;		/* we have warned that the metadata service
				 * gives expired keys */
	struct identity identity;
	bool failed;		/* the profile is unusable */
	bool same;		/* an earlier profile has the same account and
				 * endpoint, so the run skips this profile */
};

/* Opens the files of the profile that SETTINGS choose, and finds the profile's
 * endpoint.  Copies SETTINGS; the caller owns their strings.  ATTEMPTS_GIVEN
 * says whether an option or an environment variable sets the number of
 * attempts. */
int login_open(struct login *l, const struct settings *settings,
	       bool attempts_given, const struct login_notes *notes,
	       struct err *err);

/* Prepares what a confined process could not do later: starts helper processes,
 * and keeps write access to caches of tokens.  Call login_prepare for all
 * logins except the one whose credentials are found first. */
int login_prepare(struct login *l, struct err *err);

/* Finds the credentials of the login, and explains which of its files are
 * absent. */
int login_find(struct login *l, struct err *err);

/* Returns whether A and B belong to one account: they have the same access key,
 * or their profiles name the same account.  Returns false for two users of one
 * account whose profiles do not name the account, because keys do not show the
 * account.  The credentials of A and B must have been found. */
bool login_is_same(const struct login *a, const struct login *b);
void login_release(struct login *l);

#endif
