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

/* Finds the first account with both keys.  Fails if no account has both. */
int account_first(struct state *s, struct account *out, struct err *err);

/* Appends profiles to the content of AWS's credentials and config files.  The
 * first account with both keys gets the profile [default].  Each account with
 * both keys gets a profile with its own name, unless that is "default". */
int account_profiles(struct state *s, struct buf *credentials,
		     struct buf *config, struct err *err);

#endif
