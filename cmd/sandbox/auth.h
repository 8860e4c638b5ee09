/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Who signed a request: AWS Signature Version 4 in the Authorization header,
 * Signature Version 2 in the parameters.
 *
 * A signature is recomputed from the request as it came and compared in
 * constant time.  A request may be repeated while its stamp is fresh, as EC2
 * allows.
 */
#ifndef AUTH_H
#define AUTH_H

#include <time.h>

#include "account.h"
#include "base/digest.h"
#include "fault.h"
#include "request.h"
#include "state.h"

/* What a check needs beside the request; all borrowed. */
struct auth {
	struct digest *digest;
	struct state *state;
	time_t now;
};

/* Finds out who signed a parsed request. */
int auth_check(const struct auth *a, const struct request *r,
	       struct account *caller, struct fault *fault);

/* The steps that both versions share: the account of an access key, which
 * must come without a session token (no account here has one); the window
 * of 15 minutes either way around STAMP, whose text is for the message; the
 * comparison of two signatures. */
int auth_account(const struct auth *a, const char *access_key,
		 const char *token, struct account *out,
		 struct fault *fault);
int auth_window(const struct auth *a, time_t stamp, const char *text,
		struct fault *fault);
int auth_compare(const char *given, const char *computed,
		 struct fault *fault);

#endif
