/* SPDX-License-Identifier: BSD-2-Clause */
/* The accounts that sign requests. */
#ifndef ACCOUNT_H
#define ACCOUNT_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/err.h"
#include "state/state.h"

struct account {
	char id[16];
	char region[64];	/* the region of the request; "" for any */
	bool is_sts;		/* the request was signed for STS */
	char access_key[136];
	char secret_key[136];
	char token[64];		/* token of a role's session; "" for none */
	char arn[512];
};

/* Looks up the account of an access key, which is the account's own, or one
 * from the metadata of an instance with a role.  Sets *FOUND to whether there
 * is one. */
int account_find(struct state *s, const char *access_key,
		 struct account *out, bool *found, struct err *err);

/* Sets *FOUND to whether there is a region of that name. */
int account_region(struct state *s, const char *name, bool *found,
		   struct err *err);

/* The account whose keys a rehearsal starts with: the first in the state. */
int account_first(struct state *s, struct account *out, struct err *err);

/* Appends a profile for every account with keys, under the account's name, to a
 * credentials file and a config file.  The first account is also [default]. */
int account_profiles(struct state *s, struct buf *credentials,
		     struct buf *config, struct err *err);

#endif
