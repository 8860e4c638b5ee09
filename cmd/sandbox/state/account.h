/* SPDX-License-Identifier: BSD-2-Clause */
/* Accounts, and the keys with which they sign requests. */
#ifndef ACCOUNT_H
#define ACCOUNT_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/err.h"
#include "state/state.h"

struct account {
	char id[16];
	char region[64];	/* region of the request; "" if not yet known */
	bool is_sts;		/* the request was signed for STS */
	char access_key[136];
	char secret_key[136];
	char token[64];		/* token of a role's session, or "" */
	char arn[512];
};

/* Finds the account with an access key, or the owner of an instance whose role
 * has this key.  The instance must not be terminated.  Sets *FOUND to whether
 * there is such an account. */
int account_find(struct state *s, const char *access_key,
		 struct account *out, bool *found, struct err *err);

/* Sets *FOUND to whether the state has a region called NAME. */
int account_region(struct state *s, const char *name, bool *found,
		   struct err *err);

/* Finds, among the accounts with keys, the account called default or else the
 * first account.  Fails if no account has keys. */
int account_first(struct state *s, struct account *out, struct err *err);

/* Appends, to a credentials file and to a config file, a profile for every
 * account that has keys.  The profile has the account's name.  The account of
 * account_first is also the profile [default]. */
int account_profiles(struct state *s, struct buf *credentials,
		     struct buf *config, struct err *err);

#endif
