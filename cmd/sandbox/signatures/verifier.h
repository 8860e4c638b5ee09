/* SPDX-License-Identifier: BSD-2-Clause */
/* What the checks of both signature versions share. */
#ifndef VERIFIER_H
#define VERIFIER_H

#include <time.h>

#include "base/digest.h"
#include "message/fault.h"
#include "message/request.h"
#include "state/account.h"
#include "state/state.h"

/* Checks signatures of both versions; everything is borrowed. */
struct verifier {
	struct digest *digest;
	struct state *state;
	time_t now;
};

/* Finds the account of an access key.  Refuses a session token, as no account
 * here has one; TOKEN may be NULL. */
int verifier_account(const struct verifier *v, const char *access_key,
		     const char *token, struct account *out,
		     struct fault *fault);

/* Refuses a time stamp more than 15 minutes before or after now.  TEXT is the
 * stamp as sent, for the message. */
int verifier_window(const struct verifier *v, time_t stamp, const char *text,
		    struct fault *fault);

/* Copies all parameters that are signed: all but SIGNATURE. */
int verifier_copy(struct params *out, const struct params *from,
		  const char *signature, struct err *err);

/* Compares two signatures in constant time. */
int verifier_compare(const char *given, const char *computed,
		     struct fault *fault);

#endif
