/* SPDX-License-Identifier: BSD-2-Clause */
#include "signatures/auth.h"

#include <stdio.h>
#include <string.h>

#include "signatures/auth_v2.h"
#include "signatures/auth_v4.h"
#include "signatures/verifier.h"
#include "values/region.h"

static int check_signature(const struct verifier *v, const struct request *r,
			   struct account *caller, struct fault *fault)
{
	if (params_get(&r->headers, "authorization") ||
	    params_get(&r->query, "X-Amz-Algorithm"))
		return auth_v4(v, r, caller, fault);
	if (params_get(&r->params, "Signature") ||
	    params_get(&r->params, "AWSAccessKeyId"))
		return auth_v2(v, r, caller, fault);
	return fault_set(fault, FAULT_MISSING_TOKEN,
			 "Request is missing Authentication Token");
}

/* Checks the signature.  The path of an endpoint may begin with a region, as in
 * /us-east-1/.  A version 2 request is for the region in its path, or for the
 * default region if the path has none.  In a version 4 request, the credential
 * scope must name the region in the path, if the path has one. */
int auth_check(const struct verifier *v, const struct request *r,
	       struct account *caller, struct fault *fault)
{
	char name[sizeof(caller->region)] = "";
	const char *path = buf_str(&r->path);
	struct err err;
	bool found;

	if (check_signature(v, r, caller, fault))
		return -1;
	if (*path == '/')
		(void)snprintf(name, sizeof(name), "%.*s",
			       (int)strcspn(path + 1, "/"), path + 1);
	if (account_region(v->state, name, &found, &err))
		return fault_internal(fault, &err);
	if (found && *caller->region && strcmp(name, caller->region) != 0)
		return fault_set(fault, FAULT_SIGNATURE, "Credential should "
				 "be scoped to the region of the endpoint, %s, "
				 "not to %s", name, caller->region);
	if (!*caller->region)
		(void)snprintf(caller->region, sizeof(caller->region), "%s",
			       found ? name : REGION);
	return 0;
}
