/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Holds credentials and searches for them in a chain of providers.
 *
 * If a provider does not find credentials, the search continues with the next
 * provider.  If a provider finds credentials, the search ends.  If a source
 * that the user has configured is invalid, the search fails.  The access key
 * and the secret key always come from the same provider.
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
	struct buf token;	/* session token, or empty */
	struct buf source;	/* description of the source for messages */
	struct buf lacks;	/* what is missing in a source that does not
				 * have credentials */
	time_t expires;		/* expiry in seconds since 1970, or 0 if the
				 * credentials do not expire */
};

/* An access key, a secret key and a token from one source, and the names of the
 * keys in that source for messages.  A missing key or token is NULL or "". */
struct cred_triple {
	const char *access_key, *access_name;
	const char *secret_key, *secret_name;
	const char *token;
};

/* A source of credentials.  `find` searches the source and sets *FOUND.  A
 * provider that does not find credentials may write what is missing to
 * cred->lacks. */
struct cred_provider {
	const char *name;	/* name in the list of tried sources, or NULL to
				 * omit the provider from the list */
	int (*find)(const void *self, struct cred *cred, bool *found,
		    struct err *err);
	const void *self;
};

/* Copies TRIPLE to CRED and sets *FOUND to true.  If both keys are missing,
 * sets *FOUND to false.  Fails if only one of the keys is missing, or if a key
 * or the token contains an invisible character, such as a space.  Also fails if
 * the access key or the token contains a character outside ASCII.  The error
 * names the key or token. */
int cred_take(struct cred *cred, const struct cred_triple *triple,
	      bool *found, struct err *err);

/* Calls the providers in order until one finds credentials or fails.  If no
 * provider finds credentials, fails with a hint that lists the named providers
 * and what they lack. */
int cred_walk(struct cred *cred, const struct cred_provider *providers,
	      size_t count, struct err *err);

/* Initializes CRED as empty and marks its keys and its token as secret. */
void cred_init(struct cred *cred);

/* Frees the content of TO, moves the content of FROM there, and leaves FROM
 * empty. */
void cred_move(struct cred *to, struct cred *from);

/* Wipes and frees the memory.  The caller may call this function twice. */
void cred_release(struct cred *cred);

#endif
