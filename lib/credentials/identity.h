/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Who signs: credentials and the signer made from them, both made anew
 * before they expire.
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
	struct cred before;	/* of requests that may be under way yet */
	struct signer *signer;
	time_t renew_at;	/* 0: never */
	bool warned;		/* that renewing failed */
};

/* Finds credentials.  PROVIDER and what SCOPE points to are borrowed. */
int identity_find(struct identity *i, const struct provider *provider,
		  const struct sign_scope *scope, struct err *err);

/* Makes both anew if at NOW, by the services' clock, it is time; `signer` is
 * then another.  A failure is one only once they have expired: until then it
 * is warned of once, and tried again. */
int identity_renew(struct identity *i, time_t now, struct err *err);

void identity_release(struct identity *i);

#endif
