/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Who signs: credentials and the signer made from them, both renewed before
 * they expire.
 */
#ifndef IDENTITY_H
#define IDENTITY_H

#include <time.h>

#include "aws/cred.h"
#include "base/err.h"
#include "credentials/provider.h"
#include "aws/sign.h"

/* Start as `= {0}`, release with identity_release. */
struct identity {
	const struct provider *provider;
	struct sign_scope scope;
	struct cred cred;
	struct cred before;	/* the earlier ones: requests with them may
				 * still be under way */
	struct signer *signer;
	time_t renew_at;	/* 0: never */
	bool warned;		/* about a failed renewal */
};

/* Finds credentials.  PROVIDER and what SCOPE points to are borrowed. */
int identity_find(struct identity *i, const struct provider *provider,
		  const struct sign_scope *scope, struct err *err);

/* Renews both if it is time at NOW, by the services' clock; this changes
 * `signer`.  Fails only once the credentials have expired: until then a failure
 * causes one warning, and another attempt later. */
int identity_renew(struct identity *i, time_t now, struct err *err);

void identity_release(struct identity *i);

#endif
