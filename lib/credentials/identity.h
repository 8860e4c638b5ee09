/* SPDX-License-Identifier: BSD-2-Clause */
/* Finds credentials, and renews them before they expire. */
#ifndef IDENTITY_H
#define IDENTITY_H

#include <time.h>

#include "aws/cred.h"
#include "base/err.h"
#include "credentials/provider.h"

/* Initialize this struct with `= { 0 }`, and release it with
 * identity_release. */
struct identity {
	const struct provider *provider;
	struct cred cred;
	struct cred before;	/* the previous credentials, which requests in
				 * progress may still use */
	unsigned generation;	/* how often we have found credentials; a signer
				 * with a lower number is out of date */
	time_t renew_at;	/* time to renew the credentials, or 0 if they
				 * do not expire */
	bool warned;		/* a renewal has failed since we last found
				 * credentials */
};

/* Finds credentials.  The caller owns PROVIDER, which must remain valid until
 * identity_release. */
int identity_find(struct identity *i, const struct provider *provider,
		  struct err *err);

/* Renews credentials that expire if NOW, the time on the services' clock, is
 * `renew_at` or later.  A renewal increases `generation`.  If a renewal fails,
 * the user gets one warning, and a later call tries again.  identity_renew
 * returns -1 only if a renewal fails after the credentials have expired.  If a
 * signal ends a renewal, returns 0. */
int identity_renew(struct identity *i, time_t now, struct err *err);

void identity_release(struct identity *i);

#endif
