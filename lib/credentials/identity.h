/* SPDX-License-Identifier: BSD-2-Clause */
/* Credentials that are renewed before they expire. */
#ifndef IDENTITY_H
#define IDENTITY_H

#include <time.h>

#include "aws/cred.h"
#include "base/err.h"
#include "credentials/provider.h"

/* Start as `= {0}`, release with identity_release. */
struct identity {
	const struct provider *provider;
	struct cred cred;
	struct cred before;	/* the previous credentials, which requests
				 * under way may still use */
	unsigned times;		/* how often credentials were found: a signer
				 * that was made before the latest time is
				 * out of date */
	time_t renew_at;	/* when to renew the credentials; 0: never */
	bool warned;		/* a warning was printed about a failed
				 * renewal */
};

/* Finds credentials.  PROVIDER is borrowed. */
int identity_find(struct identity *i, const struct provider *provider,
		  struct err *err);

/* Renews them if it is time at NOW, by the services' clock; this changes
 * `times`.  Fails only once the credentials have expired: until then a failure
 * causes one warning, and another attempt later. */
int identity_renew(struct identity *i, time_t now, struct err *err);

void identity_release(struct identity *i);

#endif
