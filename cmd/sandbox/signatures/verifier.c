/* SPDX-License-Identifier: BSD-2-Clause */
#include "signatures/verifier.h"

#include <string.h>

#include "base/codec.h"

enum { WINDOW_SECONDS = 15 * 60 };

int verifier_account(const struct verifier *v, const char *access_key,
		     const char *token, struct account *out,
		     struct fault *fault)
{
	struct err err;
	bool found;

	if (account_find(v->state, access_key, out, &found, &err))
		return fault_internal(fault, &err);
	if (!found)
		return fault_set(fault, FAULT_UNKNOWN_KEY, "AWS was not able "
				 "to validate the provided access credentials: "
				 "the key '%.128s' does not exist in this "
				 "sandbox", access_key);
	token = token ? token : "";
	if (strlen(token) != strlen(out->token) ||
	    !digest_equal(token, out->token, strlen(token)))
		return fault_set(fault, FAULT_UNKNOWN_KEY,
				 "The security token included in the request "
				 "is invalid");
	return 0;
}

int verifier_window(const struct verifier *v, time_t stamp, const char *text,
		    struct fault *fault)
{
	char now[CODEC_EXTENDED_SIZE];

	if (stamp >= v->now - WINDOW_SECONDS && stamp <= v->now +
	    WINDOW_SECONDS)
		return 0;
	codec_time_extended(v->now, now);
	return fault_set(fault, FAULT_EXPIRED, "Request has expired: its time "
			 "is %.64s, and it is %s here", text, now);
}

int verifier_copy(struct params *out, const struct params *from,
		  const char *signature, struct err *err)
{
	for (size_t i = 0; i < from->len; i++) {
		const char *name = params_name(from, i);

		if (strcmp(name, signature) != 0 &&
		    params_add(out, name, params_value(from, i), err))
			return -1;
	}
	return 0;
}

/* Compares signatures of equal length in constant time.  The length is no
 * secret. */
int verifier_compare(const char *given, const char *computed,
		     struct fault *fault)
{
	size_t len = strlen(computed);

	if (strlen(given) == len && digest_equal(given, computed, len))
		return 0;
	return fault_set(fault, FAULT_SIGNATURE, "The request signature we "
			 "calculated does not match the signature you "
			 "provided. Check your AWS Secret Access Key and "
			 "signing method.");
}
