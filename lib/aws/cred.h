/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Credentials, and the walk along the chain of places they may come from.
 *
 * A provider either has nothing (the walk goes on), has credentials (the
 * walk ends), or is broken (an error: what a user set up is never passed
 * over in silence).  Key and secret come from one provider, always.
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
	struct buf source;	/* words for -v: where they were found */
	struct buf lacks;	/* when they were not: what is missing there */
	time_t expires;		/* 0: they do not */
};

/* A secret, an access key and a token as they lie in one place, with the
 * names under which a user knows them there.  NULL or "" is absent. */
struct cred_triple {
	const char *access_key, *access_name;
	const char *secret_key, *secret_name;
	const char *token;
};

/* One place to look.  SELF is the provider's own.  Sets *FOUND; where it is
 * false, `lacks` may be given words. */
struct cred_provider {
	const char *name;	/* for the list of what was tried; NULL: it
				 * is not named there */
	int (*find)(const void *self, struct cred *cred, bool *found,
		    struct err *err);
	const void *self;
};

/* Takes a triple: *FOUND is false when key and secret are absent both; when
 * one alone is, that is an error which names it. */
int cred_take(struct cred *cred, const struct cred_triple *triple,
	      bool *found, struct err *err);

/* Asks the providers in turn.  None found: an error that names them all,
 * each with what it lacks. */
int cred_walk(struct cred *cred, const struct cred_provider *providers,
	      size_t count, struct err *err);

/* Makes it empty and marks its buffers secret; for a new struct. */
void cred_init(struct cred *cred);

/* Takes everything from FROM, which becomes empty. */
void cred_move(struct cred *to, struct cred *from);

/* Wipes and frees; may be called twice. */
void cred_release(struct cred *cred);

#endif
