/* SPDX-License-Identifier: BSD-2-Clause */
/* The accounts that requests are signed by. */
#ifndef ACCOUNT_H
#define ACCOUNT_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/err.h"
#include "state/state.h"

struct account {
	char id[16];
	char access_key[136];
	char secret_key[136];
};

/* Looks up the account that an access key belongs to; *FOUND says whether
 * there is one. */
int account_find(struct state *s, const char *access_key,
		 struct account *out, bool *found, struct err *err);

/* The account that a rehearsal acts as: the first in the state. */
int account_first(struct state *s, struct account *out, struct err *err);

/* Appends to a credentials file and a config file a profile for every account
 * that has keys, under its name.  The first account is [default] too. */
int account_profiles(struct state *s, struct buf *credentials,
		     struct buf *config, struct err *err);

#endif
