/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Credentials, and the search through the chain of places they may come from.
 *
 * A provider has nothing (the search goes on), has credentials (the search
 * ends), or is broken (an error: a source that the user has set up is never
 * skipped silently).  Key and secret always come from the same provider.
 */
#ifndef CRED_H
#define CRED_H

#include <stdbool.h>
#include <stddef.h>
#include <time.h>

#include "base/buf.h"
#include "base/err.h"

struct cred {
	struct buf access_key;
	struct buf secret_key;
	struct buf token;	/* empty when there is none */
	struct buf source;	/* where the credentials were found, for -v */
	struct buf lacks;	/* what is missing in a source without
				 * credentials */
	time_t expires;		/* when the credentials expire; 0: never */
};

/* An access key, a secret key and a token from one source, with the names that
 * users know them by in that source.  NULL or "" is absent. */
struct cred_triple {
	const char *access_key, *access_name;
	const char *secret_key, *secret_name;
	const char *token;
};

/* One source of credentials.  SELF is the provider's private data.  `find` sets
 * *FOUND; if that is false, it may say in `lacks` what is missing. */
struct cred_provider {
	const char *name;	/* the name in the list of tried sources; NULL:
				 * the list leaves it out */
	int (*find)(const void *self, struct cred *cred, bool *found,
		    struct err *err);
	const void *self;
};

/* Copies a triple.  *FOUND becomes false if access key and secret key are both
 * absent; if only one is, that is an error, which names it. */
int cred_take(struct cred *cred, const struct cred_triple *triple,
	      bool *found, struct err *err);

/* Asks the providers in turn.  If none finds credentials, fails with an error
 * that lists them all and what each lacks. */
int cred_walk(struct cred *cred, const struct cred_provider *providers,
	      size_t count, struct err *err);

/* Initialises a new struct: empty, with its buffers marked secret. */
void cred_init(struct cred *cred);

/* Moves everything from FROM, which becomes empty. */
void cred_move(struct cred *to, struct cred *from);

/* Wipes and frees; may be called twice. */
void cred_release(struct cred *cred);

#endif
