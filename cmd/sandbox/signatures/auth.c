/* SPDX-License-Identifier: BSD-2-Clause */
#include "signatures/auth.h"

#include "signatures/auth_v2.h"
#include "signatures/auth_v4.h"
#include "signatures/verifier.h"

int auth_check(const struct verifier *v, const struct request *r,
	       struct account *caller, struct fault *fault)
{
	if (params_get(&r->headers, "authorization"))
		return auth_v4(v, r, caller, fault);
	if (params_get(&r->params, "Signature") ||
	    params_get(&r->params, "AWSAccessKeyId"))
		return auth_v2(v, r, caller, fault);
	return fault_set(fault, FAULT_MISSING_TOKEN,
			 "Request is missing Authentication Token");
}
