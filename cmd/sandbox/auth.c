/* SPDX-License-Identifier: BSD-2-Clause */
/* Who signed a request: the choice of a version, and what both share. */
#include "auth.h"

#include <string.h>

#include "auth_v2.h"
#include "auth_v4.h"
#include "base/codec.h"

enum { WINDOW_SECONDS = 15 * 60 };

int auth_account(const struct auth *a, const char *access_key,
		 const char *token, struct account *out, struct fault *fault)
{
	struct err err;
	bool found;

	if (account_find(a->state, access_key, out, &found, &err))
		return fault_internal(fault, &err);
	if (!found)
		return fault_set(fault, FAULT_CLIENT_TOKEN_ID,
				 "The AWS access key ID '%.128s' does not "
				 "exist in this sandbox", access_key);
	if (token && *token)
		return fault_set(fault, FAULT_CLIENT_TOKEN_ID,
				 "The security token included in the request "
				 "is invalid");
	return 0;
}

int auth_window(const struct auth *a, time_t stamp, const char *text,
		struct fault *fault)
{
	char now[CODEC_EXTENDED_SIZE];

	if (stamp >= a->now - WINDOW_SECONDS && stamp <= a->now +
	    WINDOW_SECONDS)
		return 0;
	codec_time_extended(a->now, now);
	return fault_set(fault, FAULT_EXPIRED, "Request has expired: its time "
			 "is %.64s, and it is %s here", text, now);
}

/* How long a signature is, is no secret. */
int auth_compare(const char *given, const char *computed, struct fault *fault)
{
	size_t len = strlen(computed);

	if (strlen(given) == len && digest_equal(given, computed, len))
		return 0;
	return fault_set(fault, FAULT_SIGNATURE, "The request signature we "
			 "calculated does not match the signature you "
			 "provided. Check your AWS Secret Access Key and "
			 "signing method.");
}

int auth_check(const struct auth *a, const struct request *r,
	       struct account *caller, struct fault *fault)
{
	if (params_get(&r->headers, "authorization"))
		return auth_v4(a, r, caller, fault);
	if (params_get(&r->params, "Signature") ||
	    params_get(&r->params, "AWSAccessKeyId"))
		return auth_v2(a, r, caller, fault);
	return fault_set(fault, FAULT_MISSING_TOKEN,
			 "Request is missing Authentication Token");
}
