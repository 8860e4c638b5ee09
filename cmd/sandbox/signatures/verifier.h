/* SPDX-License-Identifier: BSD-2-Clause */
/* Functions that the checks of both signature versions use. */
#ifndef VERIFIER_H
#define VERIFIER_H

#include <time.h>

#include "base/digest.h"
#include "message/fault.h"
#include "message/request.h"
#include "state/account.h"
#include "state/state.h"

/* The data for checking a signature.  All pointers are borrowed. */
struct verifier {
	struct digest *digest;
	struct state *state;
	time_t now;
};

/* Finds the account of an access key.  Refuses an unknown key, and a TOKEN that
 * is not the key's session token.  NULL means that the request has no token. */
int verifier_account(const struct verifier *v, const char *access_key,
		     const char *token, struct account *out,
		     struct fault *fault);

/* Refuses a time stamp that is more than 15 minutes before or after the present
 * time.  TEXT is the stamp as the client sent it, for the message. */
int verifier_window(const struct verifier *v, time_t stamp, const char *text,
		    struct fault *fault);

/* Adds to OUT all parameters of FROM except the one called SIGNATURE. */
int verifier_copy(struct params *out, const struct params *from,
		  const char *signature, struct err *err);

/* Refuses the request unless the two signatures are equal. */
int verifier_compare(const char *given, const char *computed,
		     struct fault *fault);

#endif
